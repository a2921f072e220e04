// On which days each source brought something: written by whatever comes in, read to tell which source
// is late. Knows no person; what late means is policy's to say.

import { DELIVERIES_KEPT, formatDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import type { ClientBase } from "pg";

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

export interface SourceRhythm {
  readonly source: string;
  readonly deliveredOn: readonly Day[];
}

/** All sources that ever came, by name: some dozens. */
export async function listSourceRhythms(tx: Transaction): Promise<readonly SourceRhythm[]> {
  return await tx
    .selectFrom("source_rhythm")
    .select(["source", "delivered_on as deliveredOn"])
    .orderBy("source")
    .execute();
}
