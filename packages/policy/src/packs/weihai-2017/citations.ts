// Which articles of the Weihai measures stand behind what the engine decides.

import type { LossSign, SignKind } from "../../codes.ts";
import { PAPERS, lossGroupOf } from "../../codes.ts";
import type { Citation, PackCitations } from "../../pack.ts";

const SELF_SERVICE: ReadonlySet<SignKind> = new Set<SignKind>([
  "face-self",
  "face-on-behalf",
  "terminal-biometric",
  "consular-app",
]);
const FROM_DATA: ReadonlySet<SignKind> = new Set<SignKind>([
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
]);

export const WEIHAI_CITATIONS: PackCitations = {
  eligible: (_facts, kind) => ["WH 5", "WH 7", ...methodClause(kind)],
  lost: (_facts, kind) => ["WH 8", lossClause(kind)],
  pending: (_facts, reason) =>
    reason === "no-sign" ? ["WH 10", "WH 5", "WH 7"] : ["WH 8", "WH 7.3", "WH 10"],
  suspension: (cause) => (cause === "public-objection" ? ["WH 10", "WH 7.1"] : ["WH 10"]),
  stop: (_cause, kind) => (kind === undefined ? ["WH 8", "WH 10"] : ["WH 8", lossClause(kind)]),
  resumption: (cause) => (cause === "objection-resolved" ? ["WH 10", "WH 7.1"] : ["WH 10"]),
  termination: ["WH 8", "WH 9"],
};

function methodClause(kind: SignKind | undefined): readonly Citation[] {
  if (kind === undefined) return [];
  if (PAPERS.has(kind)) return ["WH 7.5"];
  if (SELF_SERVICE.has(kind)) return ["WH 7.2"];
  if (FROM_DATA.has(kind)) return ["WH 7.3"];
  if (kind === "offsite-assist") return ["WH 7.4"];
  return kind === "community" || kind === "home-visit" ? ["WH 7.1"] : ["WH 7.6"];
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
