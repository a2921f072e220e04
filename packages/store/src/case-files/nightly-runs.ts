// The nightly runs: one a day, begun, counted, finished. Several workers may share a day.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { Transaction } from "../database/transaction.ts";

export interface NightlyRunRow {
  readonly day: Day;
  readonly isFinished: boolean;
  readonly cases: number;
}

/** The last run that was begun; undefined where there was none. */
export async function findLastNightlyRun(tx: Transaction): Promise<NightlyRunRow | undefined> {
  return await tx
    .selectFrom("nightly_run")
    .select(["day", "cases", sql<boolean>`finished_at IS NOT NULL`.as("isFinished")])
    .orderBy("day", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function beginNightlyRun(tx: Transaction, day: Day): Promise<void> {
  await tx
    .insertInto("nightly_run")
    .values({ day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Counts a batch, in the transaction that stepped it. */
export async function noteNightlyRun(
  tx: Transaction,
  day: Day,
  done: { readonly cases: number; readonly notices: number },
): Promise<void> {
  await tx
    .updateTable("nightly_run")
    .set((row) => ({
      cases: row("cases", "+", done.cases),
      notices: row("notices", "+", done.notices),
    }))
    .where("day", "=", day)
    .execute();
}

/** Once every case of the day is done; a day that was finished stays so. */
export async function finishNightlyRun(tx: Transaction, day: Day): Promise<void> {
  await tx
    .updateTable("nightly_run")
    .set({ finished_at: sql<Date>`coalesce(finished_at, clock_timestamp())` })
    .where("day", "=", day)
    .execute();
}

/** D12: who was stopped over a year ago gets a tracking case; gives how many. */
export async function openTrackingCases(tx: Transaction, day: Day): Promise<number> {
  const { rows } = await sql<{ opened: number }>`
    SELECT open_tracking_cases(${day}) AS opened`.execute(tx);
  return rows[0]?.opened ?? 0;
}
