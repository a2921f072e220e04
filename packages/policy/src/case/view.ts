// What people see of one entitlement on a day: the keys of `expect` (FORMATS section 4).

import type { Band } from "../bands.ts";
import { bandSince } from "../bands.ts";
import type { Day } from "../civil-date.ts";
import type { BenefitStatus, Conclusion, PendingReason, StopReason } from "../codes.ts";
import { basisOf } from "../evaluation.ts";
import type { Citation, Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import { owedMonths } from "./back-pay.ts";
import type { CaseFile } from "./case-file.ts";
import { factsOf, isInForce, recordsOf } from "./case-file.ts";
import type { VerificationTask } from "./verification-task.ts";

export interface EntitlementView {
  /** Absent where the policy does not cover the entitlement or is not in force. */
  readonly conclusion?: Conclusion | undefined;
  readonly pendingReason?: PendingReason | undefined;
  readonly deadline?: Day | undefined;
  readonly status: BenefitStatus;
  readonly stopReason?: StopReason | undefined;
  readonly task?: VerificationTask | undefined;
  /** The clauses of the current conclusion and of the last change of status. */
  readonly basis: readonly Citation[];
  readonly isLocked: boolean;
  readonly band?: Band | undefined;
  readonly backpayMonths: readonly number[];
}

/** Undefined where the file has no entitlement of that number. */
export function viewEntitlement(
  pack: Pack,
  file: CaseFile,
  number: number,
  day: Day,
): EntitlementView | undefined {
  const entitlement = file.entitlements[number];
  if (entitlement === undefined) return undefined;
  const { benefit } = entitlement;
  const status = {
    status: benefit.status,
    stopReason: benefit.reason,
    task: entitlement.task,
    isLocked: benefit.isDeathLocked,
  };
  const { insurance, kind } = entitlement.grant;
  if (!isInForce(pack, day) || !pack.covers(insurance, kind)) {
    return { ...status, basis: benefit.cites, backpayMonths: [] };
  }
  const facts = factsOf(file, entitlement);
  const position = positionOn(pack, facts, recordsOf(file, entitlement), day);
  const isUncertified = position.conclusion !== "lost" && benefit.status !== "terminated";
  return {
    ...status,
    conclusion: position.conclusion,
    pendingReason: position.pendingReason,
    deadline: position.cycle.deadline,
    basis: [...basisOf(pack, facts, position, day), ...benefit.cites],
    band: isUncertified ? bandSince(position.anchor.on, day) : undefined,
    backpayMonths: owedMonths(pack, file, entitlement, day),
  };
}
