// Which items of the Shanxi notice stand behind what the engine decides.

import type { SignKind } from "../../codes.ts";
import type { Citation, PackCitations } from "../../pack.ts";

const FROM_DATA: ReadonlySet<SignKind> = new Set<SignKind>([
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
  "other-life",
]);
const SELF_SERVICE: ReadonlySet<SignKind> = new Set<SignKind>([
  "face-self",
  "face-on-behalf",
  "consular-app",
]);

export const SHANXI_CITATIONS: PackCitations = {
  eligible: (_facts, kind) =>
    kind === undefined ? ["SX 1.4"] : ["SX 1.4", "SX 2.1", ...methodClauses(kind)],
  verified: ["SX 3.1.2", "SX 3.1"],
  lost: () => ["SX 2.2"],
  pending: (_facts, reason) =>
    reason === "conflict"
      ? ["SX 2.3", "SX 2.2", "SX 3.1.1"]
      : ["SX 2.3", "SX 3.1", "SX 3.1.1", "SX 3.1.2", "SX 1.4"],
  suspension: (cause) => {
    switch (cause) {
      case "unreachable":
        return ["SX 3.1.4"];
      case "loss-found":
      case "loss-unanswered":
      case "came-of-age":
      case "conflict":
      case "lapse":
      case "payment-failures":
      case "unit-fail":
      case "failed-certification":
      case "public-objection":
        return ["SX 2.2"];
    }
  },
  stop: () => ["SX 3.1.3", "SX 2.2"],
  resumption: () => ["SX 2.2"],
  termination: ["SX 2.2"],
};

/** What certifies without a call to any place (SX 1), and the special cases of SX 3.2 and 4.1. */
function methodClauses(kind: SignKind): readonly Citation[] {
  if (FROM_DATA.has(kind)) return ["SX 1.1", "SX 1.2"];
  if (SELF_SERVICE.has(kind)) return ["SX 1.3"];
  if (kind === "home-visit" || kind === "condolence-visit") return ["SX 3.2.1"];
  if (kind === "terminal-biometric") return ["SX 3.2.2"];
  return kind === "activity-signin" ? ["SX 4.1"] : [];
}
