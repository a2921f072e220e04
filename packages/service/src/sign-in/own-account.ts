// What members of staff do to their own account. Whatever weakens or replaces a secret takes the
// password again: a session that somebody left open is not enough. Wrong ones count as wrong sign-ins.

import type { Database, SignedIn, Transaction } from "@lingdai/store";
import {
  appendAudit,
  beginSession,
  changePassword,
  countFailedSignIn,
  endOwnSession,
  findForSignIn,
  findTotp,
  inTransaction,
  keepTotp,
  useTotpStep,
} from "@lingdai/store";

import type { NewTotp } from "./one-time-code.ts";
import { makeTotp, stepOfCode } from "./one-time-code.ts";
import { fitsPassword, hashPassword } from "./password.ts";
import { hashOfToken, makeToken } from "./secret-token.ts";

export type AccountRefusal = "wrong-credentials" | "sign-in-locked" | "weak-password" | "not-due";
type Refused = { readonly refused: AccountRefusal };

/** Long enough to need no rules about signs (NIST SP 800-63B). */
const PASSWORD_MIN = 12;

/** Ends all sessions and gives the token of a new one. */
export async function replacePassword(
  database: Database,
  staff: SignedIn,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<{ readonly token: string } | Refused> {
  if (isWeak(next, staff.login) || next === current) return { refused: "weak-password" };
  const passwordHash = await hashPassword(next);
  return await inTransaction(database, staff, async (tx) => {
    const refused = await refusePassword(tx, staff, current);
    if (refused !== undefined) return { refused };
    await changePassword(tx, staff.staffId, passwordHash);
    const token = makeToken();
    await beginSession(tx, hashOfToken(token) as Buffer, staff.staffId);
    await appendAudit(tx, [{ action: "change-password", detail: { staffId: staff.staffId } }]);
    return { token };
  });
}

export function isWeak(password: string, login: string): boolean {
  return (
    [...password].length < PASSWORD_MIN ||
    password.toLowerCase().includes(login.toLowerCase()) ||
    new Set(password).size < 5
  );
}

/** Makes a secret that counts once its first code has been given. */
export async function beginTotp(
  database: Database,
  staff: SignedIn,
  password: string,
): Promise<NewTotp | Refused> {
  return await inTransaction(database, staff, async (tx) => {
    const refused = await refusePassword(tx, staff, password);
    if (refused !== undefined) return { refused };
    const made = makeTotp(staff.login);
    await keepTotp(tx, staff.staffId, { pending: database.keyring.sealText(made.secret) });
    return made;
  });
}

export async function confirmTotp(
  database: Database,
  staff: SignedIn,
  code: string,
): Promise<AccountRefusal | undefined> {
  const { staffId } = staff;
  return await inTransaction(database, staff, async (tx) => {
    const { pending } = await findTotp(tx, staffId);
    if (pending === null) return "not-due";
    const step = stepOfCode(database.keyring.unsealText(pending), code, Date.now());
    if (step === undefined || !(await useTotpStep(tx, staffId, step))) return "wrong-credentials";
    await keepTotp(tx, staffId, { secret: pending, pending: null });
    await appendAudit(tx, [{ action: "enrol-totp", detail: { staffId } }]);
    return undefined;
  });
}

export async function removeTotp(
  database: Database,
  staff: SignedIn,
  password: string,
): Promise<AccountRefusal | undefined> {
  const { staffId } = staff;
  return await inTransaction(database, staff, async (tx) => {
    const refused = await refusePassword(tx, staff, password);
    if (refused !== undefined) return refused;
    await keepTotp(tx, staffId, { secret: null, pending: null });
    await appendAudit(tx, [{ action: "remove-totp", detail: { staffId } }]);
    return undefined;
  });
}

/** False where they have no session of that number. */
export async function endSessionOf(
  database: Database,
  staff: SignedIn,
  sessionId: number,
): Promise<boolean> {
  return await inTransaction(database, staff, async (tx) => {
    const isEnded = await endOwnSession(tx, staff.staffId, sessionId);
    if (isEnded) {
      await appendAudit(tx, [{ action: "end-session", detail: { staffId: staff.staffId } }]);
    }
    return isEnded;
  });
}

async function refusePassword(
  tx: Transaction,
  { login }: SignedIn,
  password: string,
): Promise<AccountRefusal | undefined> {
  const account = await findForSignIn(tx, login);
  const fits = await fitsPassword(account?.passwordHash, password);
  if (account?.isLocked === true) return "sign-in-locked";
  if (account !== undefined && fits) return undefined;
  if (account !== undefined) {
    await countFailedSignIn(tx, account.staffId);
    const { staffId } = account;
    await appendAudit(tx, [{ action: "password-refused", detail: { staffId } }]);
  }
  return "wrong-credentials";
}
