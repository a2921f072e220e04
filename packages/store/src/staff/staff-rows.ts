// The people who work here: added, found, disabled; never deleted, for the audit names them. Knows no
// password, only its hash.

import type { Day } from "@lingdai/policy";

import { appendAudit } from "../audit/append-audit.ts";
import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import type { ViewerLevel } from "../database/viewer.ts";
import type { StaffRole } from "../sessions/session-rows.ts";

export interface NewStaff {
  readonly login: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: StaffRole;
  readonly level: ViewerLevel;
  /** Leading digits of a division as the level has them, or a unit's code. */
  readonly place: string;
  /** Demo accounts never exist where no demo was loaded. */
  readonly origin: "added" | "demo";
}

export interface StaffMember {
  readonly staffId: StaffId;
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly level: ViewerLevel;
  readonly place: string;
  readonly disabledOn: Day | null;
}

/** Undefined where the login is taken already. */
export async function addStaff(tx: Transaction, staff: NewStaff): Promise<StaffId | undefined> {
  const { login, name, passwordHash, role, level, place, origin } = staff;
  const added = await tx
    .insertInto("staff")
    .values({
      login,
      name,
      password_hash: passwordHash,
      role,
      level,
      place,
      is_demo: origin === "demo",
    })
    .onConflict((conflict) => conflict.constraint("a_login_is_one_person").doNothing())
    .returning("staff_id")
    .executeTakeFirst();
  if (added === undefined) return undefined;
  const detail = { staffId: added.staff_id, login, role, level, place };
  await appendAudit(tx, [{ action: "add-staff", detail }]);
  return added.staff_id;
}

export async function findStaff(tx: Transaction, login: string): Promise<StaffMember | undefined> {
  const found = await tx
    .selectFrom("staff")
    .select([
      "staff_id as staffId",
      "login",
      "name",
      "role",
      "level",
      "place",
      "disabled_on as disabledOn",
    ])
    .where("login", "=", login)
    .executeTakeFirst();
  return found === undefined ? undefined : { ...found, role: found.role as StaffRole };
}

/** Ends the account and its sessions; false where there is none or it was ended before. */
export async function disableStaff(tx: Transaction, login: string, on: Day): Promise<boolean> {
  const disabled = await tx
    .updateTable("staff")
    .set({ disabled_on: on })
    .where("login", "=", login)
    .where("disabled_on", "is", null)
    .returning("staff_id")
    .executeTakeFirst();
  if (disabled === undefined) return false;
  await tx.deleteFrom("session").where("staff_id", "=", disabled.staff_id).execute();
  await appendAudit(tx, [
    { action: "disable-staff", detail: { staffId: disabled.staff_id, login } },
  ]);
  return true;
}
