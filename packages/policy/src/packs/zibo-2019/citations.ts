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
const DURING_SERVICES: ReadonlySet<SignKind> = new Set<SignKind>([
  "activity-signin",
  "condolence-visit",
  "health-checkup",
]);
/** Reading (option `clause-of-data-source`): the source by which such records usually come. */
const SOURCE_CLAUSES: Readonly<Partial<Record<SignKind, Citation>>> = {
  "other-life": "ZB 4.1.1",
  "offsite-assist": "ZB 4.1.1",
  "rail-travel": "ZB 4.1.2",
  "air-travel": "ZB 4.1.2",
  "border-crossing": "ZB 4.1.2",
  "health-checkup": "ZB 4.1.3",
  "bank-visit": "ZB 4.1.3",
  "hospital-stay": "ZB 4.1.4",
  "hospital-discharge": "ZB 4.1.4",
};
const FOR_THE_IMMOBILE: ReadonlySet<SignKind> = new Set<SignKind>(["home-visit", "proxy", "video"]);

export const ZIBO_CITATIONS: PackCitations = {
  eligible: (_facts, kind) =>
    // With no sign at all the grant was the proof: what counts is who is covered (D5).
    kind === undefined ? ["ZB 1", "ZB 2"] : ["ZB 2", ...methodClauses(kind)],
  lost: (_facts, kind) =>
    kind === "death-org-report" ? ["ZB 4.1.5", "ZB 5.2"] : ["ZB 4.1.5", "ZB 4.2.4"],
  pending: (_facts, reason) =>
    reason === "conflict" ? ["ZB 4.1.5", "ZB 4.2"] : ["ZB 4.1.6", "ZB 2", "ZB 4.2.1", "ZB 4.2.3"],
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

function methodClauses(kind: SignKind): readonly Citation[] {
  if (kind === "counter") return ["ZB 3.1", "ZB 5.1"];
  if (IN_PERSON.has(kind)) return ["ZB 3.1"];
  if (FOR_THE_IMMOBILE.has(kind)) return ["ZB 3.2"];
  const source = SOURCE_CLAUSES[kind];
  const services = DURING_SERVICES.has(kind) ? ["ZB 4.2.2"] : [];
  return ["ZB 4.1", ...(source === undefined ? [] : [source]), ...services];
}
