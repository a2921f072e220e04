// Signing in and out. An unknown login costs the same time and gets the same answer as a wrong
// password; five failures in a row lock the account for a while; every attempt is audited.

import type { Database, SignInRow, StaffId, Transaction } from "@lingdai/store";
import {
  appendAudit,
  beginSession,
  countFailedSignIn,
  endSession,
  findForSignIn,
  forgetFailedSignIns,
  inTransaction,
  useTotpStep,
} from "@lingdai/store";
import { stepOfCode } from "./one-time-code.ts";
import { fitsPassword } from "./password.ts";
import { hashOfToken, makeToken } from "./secret-token.ts";

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** The one-time code, for accounts that have one. */
  readonly code?: string | undefined;
}

export type SignInRefusal = "wrong-credentials" | "code-needed" | "sign-in-locked";
export type SignInOutcome = { readonly token: string } | { readonly refused: SignInRefusal };

export async function signIn(database: Database, credentials: Credentials): Promise<SignInOutcome> {
  return await inTransaction(database, "nobody", async (tx) => {
    const account = await findForSignIn(tx, credentials.login);
    const refused = await judge(tx, database, account, credentials);
    if (refused !== undefined) {
      await recordRefusal(tx, account, refused);
      return { refused };
    }
    // `judge` refuses where there is no account.
    const staffId = account?.staffId as StaffId;
    const token = makeToken();
    await forgetFailedSignIns(tx, staffId);
    await beginSession(tx, hashOfToken(token) as Buffer, staffId);
    await appendAudit(tx, [{ action: "sign-in", detail: { staffId } }]);
    return { token };
  });
}

export async function signOut(database: Database, token: string): Promise<void> {
  const tokenHash = hashOfToken(token);
  if (tokenHash === undefined) return;
  await inTransaction(database, "nobody", async (tx) => {
    await endSession(tx, tokenHash);
  });
}

async function judge(
  tx: Transaction,
  { keyring }: Database,
  account: SignInRow | undefined,
  { password, code }: Credentials,
): Promise<SignInRefusal | undefined> {
  const fits = await fitsPassword(account?.passwordHash, password);
  // A locked account answers the same whatever the password: a lock tells nothing about it.
  if (account?.isLocked === true) return "sign-in-locked";
  if (account === undefined || !fits) return "wrong-credentials";
  if (account.totpSecret === null) return undefined;
  if (code === undefined) return "code-needed";
  const step = stepOfCode(keyring.unsealText(account.totpSecret), code, Date.now());
  // Whoever looked over somebody's shoulder cannot use the code again.
  const isNew = step !== undefined && (await useTotpStep(tx, account.staffId, step));
  return isNew ? undefined : "wrong-credentials";
}

async function recordRefusal(
  tx: Transaction,
  account: SignInRow | undefined,
  refused: SignInRefusal,
): Promise<void> {
  const staffId = account?.staffId;
  if (staffId !== undefined && refused === "wrong-credentials") {
    await countFailedSignIn(tx, staffId);
  }
  // Logins that do not exist are counted without their text: people type passwords into that field.
  await appendAudit(tx, [
    { action: "sign-in-refused", detail: { staffId: staffId ?? null, refused } },
  ]);
}
