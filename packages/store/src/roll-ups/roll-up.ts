// Counts of benefits by place, kept by the triggers of 0013-roll-up.sql. A count is what was folded
// plus the deltas that wait to be; both are read in one statement, so it is exact.

import { sql } from "kysely";

import type { Conclusion, Day, Insurance } from "@lingdai/policy";

import { askKept } from "../database/ask-kept.ts";
import type { Transaction } from "../database/transaction.ts";

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

/** Served by the index of a_group_is_counted_once; row-level security has the last word. */
export async function readRollUp(
  tx: Transaction,
  { digits, within }: RollUpQuery,
): Promise<readonly RollUpRow[]> {
  // ':' is the character after '9'.
  const end = `${within}:`;
  const counts = sql<RollUpRow>`
    SELECT place, policy, insurance, conclusion, status, deadline_month AS "deadlineMonth",
           sum(benefits)::bigint AS benefits
    FROM (
      SELECT place, policy COLLATE "C" AS policy, insurance COLLATE "C" AS insurance,
             conclusion COLLATE "C" AS conclusion, status COLLATE "C" AS status, deadline_month,
             benefits
      FROM roll_up
      WHERE digits = ${digits} AND place >= ${within} AND place < ${end}
      UNION ALL
      SELECT left(division, ${digits}::integer), policy COLLATE "C", insurance COLLATE "C",
             conclusion COLLATE "C", status COLLATE "C", deadline_month, change
      FROM roll_up_delta
      WHERE division >= ${within} AND division < ${end} AND length(division) >= ${digits}
        AND (length(division) <= 6) = (${digits} <= 6)
    ) AS counted
    -- A place above the viewer's would show their share of it alone. The setting is read once, not for
    -- every row; codes are compared byte by byte, not by a language.
    WHERE starts_with(place, coalesce((SELECT viewer_place()), ''))
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(benefits) <> 0
    ORDER BY 1, 2, 3, 4, 5, 6`;
  return await askKept(tx, counts.compile(tx));
}

/** For a job, in a transaction of its own: folds so many deltas and resolves with how many there were. */
export async function foldRollUp(tx: Transaction, deltasMax: number): Promise<number> {
  const { rows } = await sql<{ folded: number }>`
    SELECT fold_roll_up(${deltasMax}) AS folded`.execute(tx);
  return rows[0]?.folded ?? 0;
}

/** Counts everything anew: after a first load. Benefits stand still meanwhile. */
export async function rebuildRollUp(tx: Transaction): Promise<void> {
  await sql`SELECT rebuild_roll_up()`.execute(tx);
}
