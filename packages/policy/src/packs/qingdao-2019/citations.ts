// Which items of the Qingdao notice and its annex stand behind what the engine decides.

import type { SignKind } from "../../codes.ts";
import type { PackCitations } from "../../pack.ts";

const BY_UNIT: ReadonlySet<SignKind> = new Set<SignKind>(["unit-confirmation"]);
const SEEN_IN_PERSON: ReadonlySet<SignKind> = new Set<SignKind>([
  "counter",
  "community",
  "home-visit",
  "video",
  "activity-signin",
  "condolence-visit",
  "household-survey",
]);

export const QINGDAO_CITATIONS: PackCitations = {
  eligible: (facts, kind) => {
    // With no sign at all the grant was the proof: what counts is who is covered (D5).
    if (kind === undefined) {
      return ["QD 3.1", facts.kind === "survivor-subsidy" ? "QD 2.2" : "QD 2.1"];
    }
    if (kind === "info-maintenance") return ["QD 3.1", "QD 4.3"];
    if (BY_UNIT.has(kind)) return ["QD 3.1", "QD 3.2", "QD 4.1", "QD 1.2", "QD A7"];
    const byData = ["QD 3.1", "QD 1.3", "QD 1.4"];
    return [...byData, SEEN_IN_PERSON.has(kind) ? "QD 4.4" : "QD 1.1"];
  },
  verified: ["QD 4.2", "QD 1.2"],
  lost: () => ["QD A6", "QD 3.2", "QD 1.3"],
  pending: (_facts, reason) =>
    reason === "conflict"
      ? ["QD 4.2", "QD A6", "QD 3.4"]
      : ["QD 3.1", "QD 3.2", "QD 4.2", "QD A6", "QD 1.2"],
  suspension: (cause) => {
    switch (cause) {
      case "unit-fail":
        return ["QD 3.2"];
      case "loss-found":
      case "loss-unanswered":
        return ["QD A6", "QD 3.1"];
      case "unreachable":
        return ["QD 4.2", "QD 3.1"];
      case "conflict":
      case "lapse":
      case "came-of-age":
      case "payment-failures":
      case "failed-certification":
      case "public-objection":
        return ["QD 3.1"];
    }
  },
  stop: (cause) => (cause === "unit-termination" ? ["QD A11"] : ["QD A6", "QD A11", "QD 3.2"]),
  resumption: (cause) => (cause === "by-itself" ? ["QD 3.2", "QD 3.1"] : ["QD 3.3"]),
  termination: ["QD A11"],
};
