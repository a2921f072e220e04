// Counts of benefits by place, kept by the triggers of 0013-roll-up.sql. A count is what was folded
// plus the deltas that wait to be; both are read in one statement, so it is exact. What was folded
// holds the months of a group in one row (0039); what waits lies apart by side (0047).

import { sql } from "kysely";

import type { Conclusion, Day, Insurance } from "@lingdai/policy";

import { askKept } from "../database/ask-kept.ts";
import type { Transaction } from "../database/transaction.ts";

/** Whose place a count is of: an agency counts whom it pays, a service point who lives there. */
export type CountedSide = "payer" | "residence";

/** Agencies by who pays (2, 4, 6), service points by who lives there (9, 12). */
export type PlaceDigits = 2 | 4 | 6 | 9 | 12;

export interface RollUpRow {
  readonly place: string;
  readonly policy: string | null;
  readonly insurance: Insurance;
  readonly conclusion: Conclusion | null;
  readonly status: string;
  /** Its first day. */
  readonly deadlineMonth: Day | null;
  readonly benefits: number;
}

export interface RollUpQuery {
  /** The level of the places that are counted. */
  readonly digits: PlaceDigits;
  /** The place in which they lie: itself, or the leading digits of several. */
  readonly within: string;
}

type Group = Omit<RollUpRow, "deadlineMonth" | "benefits">;

/** Of a group what was folded, or a delta of one month. */
interface Counted extends Group {
  readonly deadlineMonths: readonly (Day | null)[];
  readonly benefits: readonly number[];
}

/** Served by the indexes of a_group_is_counted_once and, of residences, roll_up_delta_by_place. */
export async function readRollUp(
  tx: Transaction,
  { digits, within }: RollUpQuery,
): Promise<readonly RollUpRow[]> {
  // ':' is the character after '9'.
  const end = `${within}:`;
  const counted = sql<Counted>`
    SELECT place, policy, insurance, conclusion, status, deadline_months AS "deadlineMonths", benefits
    FROM roll_up
    -- A place above the viewer's would show their share of it alone. The setting is read once, not for
    -- every row; codes are compared byte by byte, not by a language.
    WHERE digits = ${digits} AND place >= ${within} AND place < ${end}
      AND starts_with(place, coalesce((SELECT viewer_place()), ''))
    UNION ALL
    SELECT place, policy, insurance, conclusion, status, ARRAY[deadline_month], ARRAY[change]
    FROM waiting_counts(${digits}::integer, ${within})
    WHERE starts_with(place, coalesce((SELECT viewer_place()), ''))
    ORDER BY 1, 2, 3, 4, 5`;
  return addedUp(await askKept(tx, counted.compile(tx)));
}

/** A row a group and month that has benefits, months in their order and those without one last. */
function addedUp(counted: readonly Counted[]): readonly RollUpRow[] {
  const groups = new Map<string, { group: Group; months: Map<Day | null, number> }>();
  for (const part of counted) {
    const { place, policy, insurance, conclusion, status } = part;
    const key = `${place}|${policy}|${insurance}|${conclusion}|${status}`;
    const known = groups.get(key);
    const months = known?.months ?? new Map<Day | null, number>();
    if (known === undefined) groups.set(key, { group: part, months });
    for (const [at, month] of part.deadlineMonths.entries()) {
      months.set(month, (months.get(month) ?? 0) + (part.benefits[at] ?? 0));
    }
  }
  const rows: RollUpRow[] = [];
  for (const { group, months } of groups.values()) {
    const { place, policy, insurance, conclusion, status } = group;
    for (const deadlineMonth of [...months.keys()].toSorted(byMonth)) {
      const benefits = months.get(deadlineMonth) ?? 0;
      if (benefits === 0) continue;
      // Written out: thousands of rows a look, and copying a group with a spread takes three times as long.
      rows.push({ place, policy, insurance, conclusion, status, deadlineMonth, benefits });
    }
  }
  return rows;
}

function byMonth(one: Day | null, other: Day | null): number {
  return (one ?? Infinity) - (other ?? Infinity);
}

/** In a transaction of its own: folds so many deltas of a side and resolves with how many there were. */
export async function foldRollUp(
  tx: Transaction,
  { side, deltasMax }: { readonly side: CountedSide; readonly deltasMax: number },
): Promise<number> {
  const { rows } = await sql<{ folded: number }>`
    SELECT fold_roll_up(${side}, ${deltasMax}) AS folded`.execute(tx);
  return rows[0]?.folded ?? 0;
}

/** Counts everything anew: after a first load. Benefits stand still meanwhile. */
export async function rebuildRollUp(tx: Transaction): Promise<void> {
  await sql`SELECT rebuild_roll_up()`.execute(tx);
}
