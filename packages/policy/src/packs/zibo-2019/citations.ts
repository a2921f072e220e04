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
const FROM_MINISTRY = "ZB 4.1.1";
const FROM_PROVINCE = "ZB 4.1.2";
const FROM_CITY = "ZB 4.1.3";
const FROM_LOCAL_BODIES = "ZB 4.1.4";
/** Reading (option `clause-of-data-source`): the sources by which such records usually come. */
const SOURCE_CLAUSES: Readonly<Partial<Record<SignKind, readonly Citation[]>>> = {
  "other-life": [FROM_MINISTRY, FROM_PROVINCE, FROM_CITY],
  "offsite-assist": [FROM_MINISTRY],
  "rail-travel": [FROM_PROVINCE, FROM_LOCAL_BODIES],
  "air-travel": [FROM_PROVINCE, FROM_LOCAL_BODIES],
  "border-crossing": [FROM_PROVINCE, FROM_LOCAL_BODIES],
  "health-checkup": [FROM_CITY, FROM_LOCAL_BODIES],
  "bank-visit": [FROM_CITY],
  "hospital-stay": [FROM_LOCAL_BODIES],
  "hospital-discharge": [FROM_LOCAL_BODIES],
  released: [FROM_LOCAL_BODIES],
  returned: [FROM_LOCAL_BODIES],
};
const FOR_THE_IMMOBILE: ReadonlySet<SignKind> = new Set<SignKind>(["home-visit", "proxy", "video"]);

export const ZIBO_CITATIONS: PackCitations = {
  eligible: (_facts, kind) =>
    // With no sign at all the grant was the proof: what counts is who is covered (D5).
    kind === undefined ? ["ZB 1", "ZB 2"] : ["ZB 2", ...methodClauses(kind)],
  verified: ["ZB 4.2.2", "ZB 4.2.3"],
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
  const services = DURING_SERVICES.has(kind) ? ["ZB 4.2.2"] : [];
  return ["ZB 4.1", ...(SOURCE_CLAUSES[kind] ?? []), ...services];
}
