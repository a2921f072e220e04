// Which items of the Zibo notice stand behind what the engine decides.

import type { SignKind } from "../../codes.ts";
import type { Citation, PackCitations } from "../../pack.ts";

const IN_PERSON: ReadonlySet<SignKind> = new Set<SignKind>([
  "face-self",
  "face-on-behalf",
  "terminal-biometric",
  "counter",
  "community",
]);
const FOR_THE_IMMOBILE: ReadonlySet<SignKind> = new Set<SignKind>(["home-visit", "proxy", "video"]);

export const ZIBO_CITATIONS: PackCitations = {
  eligible: (_facts, kind) => ["ZB 2", ...methodClause(kind)],
  lost: (_facts, kind) =>
    kind === "death-org-report" ? ["ZB 4.1.5", "ZB 5.2"] : ["ZB 4.1.5", "ZB 4.2.4"],
  pending: (_facts, reason) =>
    reason === "conflict" ? ["ZB 4.1.5", "ZB 4.2"] : ["ZB 4.1.6", "ZB 2", "ZB 4.2.1"],
  suspension: (cause, kind) => {
    switch (cause) {
      case "unreachable":
        return ["ZB 4.2.4"];
      case "loss-found":
      case "loss-unanswered":
        return kind === "death-org-report" ? ["ZB 5.2", "ZB 4.1.5"] : ["ZB 4.1.5"];
      case "came-of-age":
      case "conflict":
      case "lapse":
      case "payment-failures":
      case "unit-fail":
      case "failed-certification":
      case "public-objection":
        return ["ZB 4.1.5"];
    }
  },
  stop: () => ["ZB 4.2.4"],
  resumption: () => ["ZB 4.2.4"],
  termination: ["ZB 4.2.4"],
};

function methodClause(kind: SignKind | undefined): readonly Citation[] {
  if (kind === undefined) return [];
  if (IN_PERSON.has(kind)) return ["ZB 3.1"];
  return FOR_THE_IMMOBILE.has(kind) ? ["ZB 3.2"] : ["ZB 4.1"];
}
