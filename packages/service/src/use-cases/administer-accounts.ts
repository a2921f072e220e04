// Accounts of staff, administered by an agency for itself and everybody below it. A password that is
// given out is made here, shown once, and must be changed at the first sign-in. Accounts are locked,
// never deleted, for the audit names them.

import { randomBytes } from "node:crypto";

import { mayDo } from "@lingdai/policy";
import type { Day, WorkLevel, WorkRole } from "@lingdai/policy";
import type { AccountChanges, StaffId } from "@lingdai/store";
import { addAccount, appendAudit, changeAccount } from "@lingdai/store";

import { hashPassword } from "../sign-in/password.ts";
import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

/** 96 bits of chance in letters and digits that survive being read aloud. */
const PASSWORD_BYTES = 12;

export interface AddingAccount {
  readonly login: string;
  readonly name: string;
  readonly role: WorkRole;
  readonly level: WorkLevel;
  readonly place: string;
  readonly externalSubject?: string | undefined;
}

export interface AddedAccount {
  readonly staffId: StaffId;
  readonly password: string;
}

export async function addStaffAccount(
  desk: Desk,
  actor: Actor,
  given: AddingAccount,
): Promise<AddedAccount> {
  refuseUnfitRole(given.role, given.level);
  // Before the work of a hash: nobody else keeps the server busy with it.
  refuseOthers(actor);
  const password = makePassword();
  const passwordHash = await hashPassword(password);
  const { login, role, level, place } = given;
  const detail = { role, level, place };
  return await asAttempt(desk, actor, { action: "manage-staff", detail }, async (tx) => {
    const staffId = await addAccount(tx, { ...given, passwordHash });
    if (staffId === "not-found") throw new RefusalError("not-found");
    if (staffId === "taken") throw new RefusalError("login-taken");
    await appendAudit(tx, [{ action: "add-staff", detail: { staffId, login, ...detail } }]);
    return { staffId, password };
  });
}

interface OfAccount {
  readonly staffId: StaffId;
  readonly seenVersion?: number | undefined;
}

export interface ChangingAccount extends OfAccount {
  readonly name?: string | undefined;
  readonly role?: WorkRole | undefined;
  readonly level?: WorkLevel | undefined;
  readonly place?: string | undefined;
  readonly externalSubject?: string | null | undefined;
}

/** Role, level and place are given together, or not at all. */
export async function changeStaffAccount(
  desk: Desk,
  actor: Actor,
  { staffId, seenVersion, ...changes }: ChangingAccount,
): Promise<void> {
  const { role, level } = changes;
  if (role !== undefined && level !== undefined) refuseUnfitRole(role, level);
  await change(desk, actor, { staffId, seenVersion }, "change-staff", changes);
}

export async function lockStaffAccount(
  desk: Desk,
  actor: Actor,
  of: OfAccount,
  day: Day,
): Promise<void> {
  await change(desk, actor, of, "lock-staff", { disabledOn: day });
}

/** Also after too many wrong passwords. */
export async function unlockStaffAccount(desk: Desk, actor: Actor, of: OfAccount): Promise<void> {
  await change(desk, actor, of, "unlock-staff", { disabledOn: null });
}

/** For who has lost the device that makes their codes. */
export async function removeStaffTotp(desk: Desk, actor: Actor, of: OfAccount): Promise<void> {
  await change(desk, actor, of, "remove-staff-totp", { totp: "removed" });
}

/** Gives the new password, which is shown once. */
export async function resetStaffPassword(desk: Desk, actor: Actor, of: OfAccount): Promise<string> {
  refuseOthers(actor);
  const password = makePassword();
  const passwordHash = await hashPassword(password);
  await change(desk, actor, of, "reset-staff-password", { passwordHash });
  return password;
}

async function change(
  desk: Desk,
  actor: Actor,
  { staffId, seenVersion }: OfAccount,
  action: string,
  changes: AccountChanges,
): Promise<void> {
  const { passwordHash: _secret, ...told } = changes;
  const detail = { staffId, ...told };
  const attempt = { action: "manage-staff", detail: { ...detail, what: action } } as const;
  await asAttempt(desk, actor, attempt, async (tx) => {
    // One's own account is somebody else's to administer: nobody locks themselves out or raises
    // themselves.
    if (staffId === actor.staffId) throw new RefusalError("same-person");
    const outcome = await changeAccount(tx, staffId, seenVersion, changes);
    if (outcome === "not-found") throw new RefusalError("not-found");
    if (outcome === "stale") throw new RefusalError("changed-meanwhile");
    if (outcome === "taken") throw new RefusalError("login-taken");
    await appendAudit(tx, [{ action, detail }]);
  });
}

/** A unit's people are a unit's clerks, and nobody else is. */
function refuseUnfitRole(role: WorkRole, level: WorkLevel): void {
  if ((role === "unit-clerk") !== (level === "unit")) throw new RefusalError("wrong-level");
}

function refuseOthers({ role, level }: Actor): void {
  if (!mayDo("manage-staff", role, level)) throw new RefusalError("not-permitted");
}

function makePassword(): string {
  return randomBytes(PASSWORD_BYTES).toString("base64url");
}
