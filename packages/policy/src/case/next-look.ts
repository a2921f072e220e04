// When a file must be looked at again: on the next day on which a run changes it, or on which what
// people see of it becomes another by time alone. Too early does no harm, too late would.

import type { Day } from "../civil-date.ts";
import { isLifeSign } from "../codes.ts";
import type { Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import { countsFrom } from "../standing.ts";
import type { CaseFile, EntitlementFile } from "./case-file.ts";
import { factsOf, recordsOf } from "./case-file.ts";
import { nextDueOn } from "./next-due.ts";

/** Undefined where time alone will never change anything again. */
export function nextLookOn(pack: Pack, file: CaseFile, day: Day): Day | undefined {
  return [nextDueOn(pack, file, day), ...file.entitlements.flatMap(sightsOf)].reduce(
    (first, each) =>
      each === undefined || each <= day || (first !== undefined && first <= each) ? first : each,
    undefined,
  );

  /** A waiting sign moves the deadline on its day; past the deadline other clauses are named. */
  function sightsOf(entitlement: EntitlementFile): readonly (Day | undefined)[] {
    if (!pack.covers(entitlement.grant.insurance, entitlement.grant.kind)) return [];
    const records = recordsOf(file, entitlement);
    const { cycle } = positionOn(pack, factsOf(file, entitlement), records, day);
    const waiting = pack.countsFrom === undefined ? [] : records.signs;
    return [
      cycle.deadline === undefined ? undefined : cycle.deadline + 1,
      pack.validity.to === undefined ? undefined : pack.validity.to + 1,
      ...waiting.map((sign) => (isLifeSign(sign.kind) ? countsFrom(pack, sign) : undefined)),
    ];
  }
}
