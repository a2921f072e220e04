// Where an entitlement of a case stands on a day, as lists and histories keep it: what was concluded,
// by which records and clauses, and the cycle that it is in. What was done about it is the benefit's.

import type { Day } from "../civil-date.ts";
import type { Conclusion, PendingReason, SignKind } from "../codes.ts";
import { basisOf, decidedBy } from "../evaluation.ts";
import type { Citation, Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import type { CaseFile, EntitlementFile } from "./case-file.ts";
import { factsOf, isInForce, recordsOf } from "./case-file.ts";

export interface EntitlementStanding {
  readonly conclusion: Conclusion;
  readonly pendingReason?: PendingReason | undefined;
  readonly deadline?: Day | undefined;
  readonly anchorOn: Day;
  /** Absent at the bare start of the first cycle. */
  readonly anchorBy?: SignKind | undefined;
  readonly anchorSource?: string | undefined;
  readonly basis: readonly Citation[];
  readonly decidedBy: readonly string[];
}

/** Undefined where the policy does not cover the entitlement or is not in force. */
export function standingOf(
  pack: Pack,
  file: CaseFile,
  entitlement: EntitlementFile,
  day: Day,
): EntitlementStanding | undefined {
  const { insurance, kind } = entitlement.grant;
  if (!isInForce(pack, day) || !pack.covers(insurance, kind)) return undefined;
  const facts = factsOf(file, entitlement);
  const position = positionOn(pack, facts, recordsOf(file, entitlement), day);
  const { anchor, cycle, conclusion, pendingReason } = position;
  return {
    conclusion,
    pendingReason,
    deadline: cycle.deadline,
    anchorOn: anchor.on,
    anchorBy: anchor.event?.kind,
    anchorSource: anchor.event?.sign?.source,
    basis: basisOf(pack, facts, position, day),
    decidedBy: decidedBy(position),
  };
}
