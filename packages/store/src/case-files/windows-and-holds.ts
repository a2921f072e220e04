// Windows that agencies announce (WH 5) and holds of the clock (D16): a region's, so that neither
// steps a case. See 0011-regions-at-once.sql.

import { sql } from "kysely";

import type { BenefitKind, CertificationWindow, Day, Insurance } from "@lingdai/policy";
import { PAPERS } from "@lingdai/policy";

import type { Transaction } from "../database/transaction.ts";

export interface Region {
  readonly payDivision: string;
  readonly policy: string;
  readonly openedOn: Day;
}

/** A region by its own code; undefined where none is open there. */
export async function findRegion(
  tx: Transaction,
  payDivision: string,
): Promise<Region | undefined> {
  return await tx
    .selectFrom("region")
    .select(["pay_division as payDivision", "policy", "opened_on as openedOn"])
    .where("pay_division", "=", payDivision)
    .executeTakeFirst();
}

export interface Announcement {
  readonly region: Region;
  readonly window: CertificationWindow & { readonly announcedOn: Day };
  /** The sorts of entitlement that can be due in it. */
  readonly sorts: readonly (readonly [Insurance, BenefitKind])[];
  /** Whether the projection alone cannot tell whom it makes due. */
  readonly looksOneByOne: boolean;
}

/** Keeps the window and gives the number of cases that it makes due. */
export async function addWindow(
  tx: Transaction,
  { region, window, sorts, looksOneByOne }: Announcement,
): Promise<number> {
  const { rows } = await sql<{ touched: number }>`
    SELECT announce_window(${region.payDivision}, ${region.policy}, ${JSON.stringify(window)}::jsonb,
      ${JSON.stringify(sorts)}::jsonb, ${[...PAPERS]}::text[], ${looksOneByOne}) AS touched
  `.execute(tx);
  return rows[0]?.touched ?? 0;
}

/** From that day on; false where the source is held there already. */
export async function beginHold(
  tx: Transaction,
  payDivision: string,
  source: string,
  firstDay: Day,
): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`
    SELECT begin_hold(${payDivision}, ${source}, ${firstDay}) AS begun`.execute(tx);
  return rows[0]?.begun ?? false;
}

/** Ends the hold with that day; gives the number of cases looked at in the run of the day after. */
export async function endHold(
  tx: Transaction,
  payDivision: string,
  source: string,
  lastDay: Day,
): Promise<number> {
  const { rows } = await sql<{ touched: number }>`
    SELECT end_hold(${payDivision}, ${source}, ${lastDay}) AS touched`.execute(tx);
  return rows[0]?.touched ?? 0;
}
