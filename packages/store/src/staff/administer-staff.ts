// Accounts within an administrator's place: listed, added, changed. That nobody administers accounts
// above or beside their own is kept by the functions of 0026-staff-accounts.sql.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import type { ViewerLevel } from "../database/viewer.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";
import type { StaffRole } from "../sessions/session-rows.ts";

const COLUMNS = [
  "staff_id as staffId",
  "login",
  "name",
  "role",
  "level",
  "place",
  "disabled_on as disabledOn",
  "external_subject as externalSubject",
  "must_change_password as mustChangePassword",
  "version",
  sql<boolean>`totp_secret IS NOT NULL`.as("hasTotp"),
  sql<boolean>`coalesce(locked_until > clock_timestamp(), false)`.as("isLocked"),
] as const;

const ADMINISTERED = sql<boolean>`administers(staff.level::text, staff.place)`;

export interface StaffQuery {
  /** Part of a name or login. */
  readonly name?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly level?: ViewerLevel | undefined;
  /** Leading characters of the place. */
  readonly within?: string | undefined;
  readonly standing?: "open" | "locked" | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

export async function listStaff(tx: Transaction, query: StaffQuery) {
  const { name, role, level, within, standing, after = 0, limit } = query;
  let page = tx
    .selectFrom("staff")
    .select(COLUMNS)
    .where(ADMINISTERED)
    .where("staff_id", ">", after as StaffId)
    .orderBy("staff_id")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (name !== undefined) {
    page = page.where(sql<boolean>`(strpos(name, ${name}) > 0 OR strpos(login, ${name}) > 0)`);
  }
  if (role !== undefined) page = page.where("role", "=", role);
  if (level !== undefined) page = page.where("level", "=", level);
  if (within !== undefined) page = page.where(sql<boolean>`starts_with(place, ${within})`);
  if (standing !== undefined) {
    page = page.where("disabled_on", standing === "open" ? "is" : "is not", null);
  }
  return await page.execute();
}

export async function findAdministered(tx: Transaction, staffId: StaffId) {
  return await tx
    .selectFrom("staff")
    .select(COLUMNS)
    .where(ADMINISTERED)
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: StaffRole;
  readonly level: ViewerLevel;
  readonly place: string;
  readonly externalSubject?: string | undefined;
}

/** `not-found` for a place that is not the viewer's to administer. */
export async function addAccount(
  tx: Transaction,
  account: NewAccount,
): Promise<StaffId | "taken" | "not-found"> {
  const { level, place } = account;
  const { rows: allowed } = await sql<{ is: boolean }>`
    SELECT administers(${level}, ${place}) AS is`.execute(tx);
  if (allowed[0]?.is !== true) return "not-found";
  const { rows } = await sql<{ id: StaffId | null }>`
    SELECT administer_new_staff(${JSON.stringify(account)}::jsonb) AS id`.execute(tx);
  return rows[0]?.id ?? "taken";
}

export interface AccountChanges {
  readonly name?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly level?: ViewerLevel | undefined;
  readonly place?: string | undefined;
  readonly externalSubject?: string | null | undefined;
  /** Null lets the account in again. */
  readonly disabledOn?: Day | null | undefined;
  readonly passwordHash?: string | undefined;
  readonly totp?: "removed" | undefined;
}

export async function changeAccount(
  tx: Transaction,
  staffId: StaffId,
  seenVersion: number | undefined,
  changes: AccountChanges,
): Promise<"changed" | "not-found" | "stale" | "taken"> {
  const { rows } = await sql<{ outcome: "changed" | "not-found" | "stale" | "taken" }>`
    SELECT administer_staff(${staffId}, ${seenVersion ?? null}::integer,
      ${JSON.stringify(changes)}::jsonb) AS outcome`.execute(tx);
  return rows[0]?.outcome ?? "not-found";
}
