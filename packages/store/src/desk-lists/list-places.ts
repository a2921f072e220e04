// Divisions, units, service points, windows and holds: public facts, the same for everybody.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { Transaction } from "../database/transaction.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";

export interface PlaceQuery {
  /** Leading digits of a division; empty for all. */
  readonly within: string;
  /** Part of a name. */
  readonly name?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function listDivisions(tx: Transaction, query: PlaceQuery) {
  return await tx
    .selectFrom("division")
    .select(["division", "name"])
    .where(isWithin(query, "division"))
    .orderBy("division")
    .limit(Math.min(query.limit, LIST_ROWS_MAX))
    .execute();
}

export async function listUnits(tx: Transaction, query: PlaceQuery) {
  return await tx
    .selectFrom("unit")
    .select(["unit_code as unitCode", "name", "division", "phone"])
    .where(isWithin(query, "unit_code"))
    .orderBy("unit_code")
    .limit(Math.min(query.limit, LIST_ROWS_MAX))
    .execute();
}

export async function listServicePoints(tx: Transaction, query: PlaceQuery) {
  return await tx
    .selectFrom("service_point")
    .select(["division", "name", "phone", "opening_hours as openingHours"])
    .where(isWithin(query, "division"))
    .orderBy("division")
    .limit(Math.min(query.limit, LIST_ROWS_MAX))
    .execute();
}

/** What the three have in common: a division and a name to look for, and a key by which they stand. */
function isWithin({ within, name, after = "" }: PlaceQuery, key: "division" | "unit_code") {
  return sql<boolean>`${sql.ref(key)} > ${after}
    AND starts_with(coalesce(division, ''), ${within})
    AND (${name ?? null}::text IS NULL OR strpos(name, ${name ?? null}) > 0)`;
}

export interface DeclaredQuery {
  readonly after?: number | undefined;
  readonly limit: number;
}

export async function listAnnouncedWindows(tx: Transaction, { after = 0, limit }: DeclaredQuery) {
  return await tx
    .selectFrom("certification_window")
    .select([
      "window_id as windowId",
      "pay_division as payDivision",
      "policy",
      "from_on as from",
      "to_on as to",
      "groups",
      "frequency_months as frequencyMonths",
      "announced_on as announcedOn",
    ])
    .where("window_id", ">", after)
    .orderBy("window_id")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}

export async function listClockHolds(tx: Transaction, { after = 0, limit }: DeclaredQuery) {
  return await tx
    .selectFrom("clock_hold")
    .select([
      "hold_id as holdId",
      "pay_division as payDivision",
      "source",
      "from_on as from",
      "until_on as until",
    ])
    .where("hold_id", ">", after)
    .orderBy("hold_id")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}

/** The names of these divisions, where they are known. */
export async function namesOfDivisions(
  tx: Transaction,
  divisions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (divisions.length === 0) return new Map();
  const found = await tx
    .selectFrom("division")
    .select(["division", "name"])
    .where("division", "in", [...new Set(divisions)])
    .execute();
  return new Map(found.map(({ division, name }) => [division, name]));
}

/** A night that was run, the newest first. */
export async function listNightlyRuns(
  tx: Transaction,
  { before, limit }: { readonly before?: Day | undefined; readonly limit: number },
) {
  let page = tx
    .selectFrom("nightly_run")
    .select(["day", "started_at as startedAt", "finished_at as finishedAt", "cases", "notices"])
    .orderBy("day", "desc")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (before !== undefined) page = page.where("day", "<", before);
  return await page.execute();
}
