// Which articles of the Weihai measures stand behind what the engine decides.

import type { LossSign, SignKind } from "../../codes.ts";
import { PAPERS, lossGroupOf } from "../../codes.ts";
import type { EntitlementFacts } from "../../facts.ts";
import type { Citation, PackCitations } from "../../pack.ts";

const SELF_SERVICE: ReadonlySet<SignKind> = new Set<SignKind>([
  "face-self",
  "face-on-behalf",
  "terminal-biometric",
]);
const FROM_DATA: ReadonlySet<SignKind> = new Set<SignKind>([
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
  "released",
  "returned",
  "other-life",
]);
const AT_A_SERVICE_POINT: ReadonlySet<SignKind> = new Set<SignKind>([
  "community",
  "counter",
  "home-visit",
]);

export const WEIHAI_CITATIONS: PackCitations = {
  // With no sign at all the grant was the proof, under measures in force (D5).
  eligible: (_facts, kind) => [
    "WH 5",
    "WH 7",
    ...(kind === undefined ? ["WH 17"] : methodClause(kind)),
  ],
  verified: ["WH 10"],
  lost: (_facts, kind) => [
    "WH 8",
    lossClause(kind),
    ...(kind === "death-family-report" ? ["WH 9"] : []),
  ],
  pending: (facts, reason) => {
    switch (reason) {
      case "no-sign":
        return ["WH 10", "WH 5", "WH 7", ...groupClauses(facts), "WH 4"];
      case "incapacity-unknown":
        return ["WH 8", "WH 8.3", "WH 10"];
      case "conflict":
        return ["WH 8", "WH 7.3", "WH 10"];
    }
  },
  suspension: (cause) => (cause === "public-objection" ? ["WH 10", "WH 7.1"] : ["WH 10"]),
  // WH 10: what an inquiry or an objection finds is dealt with.
  stop: (_cause, kind) => ["WH 8", ...(kind === undefined ? [] : [lossClause(kind)]), "WH 10"],
  resumption: (cause) => (cause === "objection-resolved" ? ["WH 10", "WH 7.1"] : ["WH 10"]),
  termination: ["WH 8", "WH 9"],
};

/**
 * The group that a window called. Reading (option `survivors-of-other-insurances`): survivors paid
 * by another insurance than the enterprise pension are "others" by WH 3.6 and called with WH 3.5.
 */
function groupClauses(facts: EntitlementFacts): readonly Citation[] {
  switch (facts.kind) {
    case "survivor-subsidy":
      return facts.insurance === "enterprise-pension" ? ["WH 3.5"] : ["WH 3.5", "WH 3.6"];
    case "dependant-pension":
      return ["WH 3.4"];
    case "disability-allowance":
    case "nursing-fee":
      return ["WH 3.3"];
    case "resident-pension":
      return ["WH 3.2"];
    case "retirement-pension":
    case "veteran-cadre-pension":
      return facts.insurance === "resident-pension" ? ["WH 3.2"] : ["WH 3.1"];
  }
}

function methodClause(kind: SignKind): readonly Citation[] {
  if (PAPERS.has(kind)) return ["WH 7.5"];
  if (kind === "consular-app") return ["WH 7.2", "WH 7.5"];
  if (SELF_SERVICE.has(kind)) return ["WH 7.2"];
  if (FROM_DATA.has(kind)) return ["WH 7.3"];
  if (kind === "offsite-assist") return ["WH 7.4"];
  return AT_A_SERVICE_POINT.has(kind) ? ["WH 7.1"] : ["WH 7.6"];
}

function lossClause(kind: LossSign): Citation {
  switch (lossGroupOf(kind)) {
    case "death":
    case "missing":
      return "WH 8.1";
    case "imprisonment":
      return "WH 8.2";
    case "came-of-age":
      return "WH 8.3";
    case "employed":
    case "enlisted":
      return "WH 8.4";
    case "adopted":
      return "WH 8.5";
    case "remarried":
      return "WH 8.6";
    case "other-loss":
      return "WH 8.7";
  }
}
