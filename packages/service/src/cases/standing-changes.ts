// Where the entitlements of a case stand at the end of a day, held against what the record shows:
// the projection of those that stand otherwise, and a line of their history. Knows no rule.

import type { CaseFile, Day } from "@lingdai/policy";
import { isSameValue, standingOf } from "@lingdai/policy";
import type { LoadedCase, Projection } from "@lingdai/store";

import type { StepWrites } from "./step-writes.ts";

export function standingChanges(
  loaded: LoadedCase,
  file: CaseFile,
  day: Day,
  writes: StepWrites,
): void {
  const { beneficiaryId, pack } = loaded;
  for (const [at, entitlement] of file.entitlements.entries()) {
    const row = loaded.entitlements[at];
    if (row === undefined) continue;
    const { number } = row;
    const { benefit } = entitlement;
    const shown = lastWritten(writes, number) ?? row.shown;
    const standing = standingOf(pack, file, entitlement, day);
    const next: Projection = {
      status: benefit.status,
      stopReason: benefit.reason,
      statusSince: benefit.changedOn,
      conclusion: standing?.conclusion,
      pendingReason: standing?.pendingReason,
      anchorOn: standing?.anchorOn,
      anchorBy: standing?.anchorBy,
      anchorSource: standing?.anchorSource,
      deadline: standing?.deadline,
      basis: standing?.basis ?? [],
      decidedBy: standing?.decidedBy ?? [],
      isLocked: benefit.isDeathLocked,
    };
    if (isSameValue(next, shown)) continue;
    const write = { beneficiaryId, number, ...next, decidedOn: day };
    const earlier = writes.entitlements.findIndex((each) => each.number === number);
    if (earlier === -1) writes.entitlements.push(write);
    else writes.entitlements[earlier] = write;
    if (isSameValue(historyOf(next), historyOf(shown))) continue;
    writes.conclusions.push({ beneficiaryId, number, decidedOn: day, ...historyOf(next) });
  }
}

/** Of several days in one step the last is what the record will show. */
function lastWritten({ entitlements }: StepWrites, number: number): Projection | undefined {
  const written = entitlements.find((each) => each.number === number);
  if (written === undefined) return undefined;
  const { beneficiaryId: _person, number: _number, decidedOn: _day, ...shown } = written;
  return shown;
}

function historyOf(shown: Projection) {
  const { conclusion, pendingReason, deadline, anchorOn, basis, decidedBy } = shown;
  return { conclusion, pendingReason, deadline, anchorOn, basis, decidedBy };
}
