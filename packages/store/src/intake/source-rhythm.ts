// On which days each source brought something: written by whatever comes in, read beside the holds to
// tell which source is late. Knows no person; what late means is policy's to say.

import { DELIVERIES_KEPT, formatDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import { sql } from "kysely";
import type { ClientBase } from "pg";

import { askKept } from "../database/ask-kept.ts";
import { sqlDay } from "../database/days-in-queries.ts";
import type { Transaction } from "../database/transaction.ts";

/** The first time on a day writes; whoever comes again that day only reads, and waits for nobody. */
export async function noteDeliveries(
  session: ClientBase,
  sources: readonly string[],
  day: Day,
): Promise<void> {
  await session.query(
    `INSERT INTO source_rhythm AS known (source, delivered_on)
     SELECT source, ARRAY[$2::date] FROM unnest($1::text[]) AS came (source)
     WHERE NOT EXISTS (SELECT FROM source_rhythm AS earlier
       WHERE earlier.source = came.source AND $2 = ANY (earlier.delivered_on))
     ORDER BY source
     ON CONFLICT (source) DO UPDATE SET delivered_on = ARRAY(
       SELECT DISTINCT each FROM unnest(known.delivered_on || $2::date) AS each
       ORDER BY each DESC LIMIT $3)`,
    [[...new Set(sources)], formatDay(day), DELIVERIES_KEPT],
  );
}

export interface KnownSource {
  readonly source: string;
  /** The latest days on which it brought something; null where it never came. */
  readonly deliveredOn: readonly Day[] | null;
  /** Paying divisions for which the clock is held that day, in the order of the holds. */
  readonly heldFor: readonly string[];
}

/**
 * All sources that ever came or are held for, by name: some dozens, and public facts. A hold that has
 * ended runs through its last day.
 */
export async function listKnownSources(tx: Transaction, day: Day): Promise<readonly KnownSource[]> {
  const known = sql<KnownSource>`
    SELECT source, delivered_on AS "deliveredOn", coalesce(held.divisions, '{}') AS "heldFor"
    FROM source_rhythm FULL JOIN (
      SELECT source, array_agg(pay_division ORDER BY hold_id) AS divisions FROM clock_hold
      WHERE from_on <= ${sqlDay(day)} AND coalesce(until_on >= ${sqlDay(day)}, true)
      GROUP BY source
    ) AS held USING (source)
    ORDER BY source`;
  return await askKept(tx, known.compile(tx));
}
