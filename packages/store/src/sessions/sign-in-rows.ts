// What a sign-in needs of a member of staff: the hash to hold the password against, and the count of
// failures that locks an account for a while. Knows no password.

import { sql } from "kysely";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface SignInRow {
  readonly staffId: StaffId;
  readonly passwordHash: string;
  /** Sealed; null where no one-time code is asked for. */
  readonly totpSecret: Buffer | null;
  readonly isLocked: boolean;
}

/** Failures in a row that lock an account, and for how long. */
export const FAILED_SIGN_INS_MAX = 5;
export const LOCK_MINUTES = 15;

/** The account of that login, locked against a second attempt until the transaction ends. */
export async function findForSignIn(
  tx: Transaction,
  login: string,
): Promise<SignInRow | undefined> {
  return await tx
    .selectFrom("staff")
    .select([
      "staff_id as staffId",
      "password_hash as passwordHash",
      "totp_secret as totpSecret",
      sql<boolean>`coalesce(locked_until > clock_timestamp(), false)`.as("isLocked"),
    ])
    .where("login", "=", login)
    .where("disabled_on", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Counts a wrong password or code; the last one allowed locks the account. */
export async function countFailedSignIn(tx: Transaction, staffId: StaffId): Promise<void> {
  await tx
    .updateTable("staff")
    .set({
      failed_sign_ins: sql<number>`CASE WHEN failed_sign_ins + 1 >= ${FAILED_SIGN_INS_MAX}
        THEN 0 ELSE failed_sign_ins + 1 END`,
      locked_until: sql<Date | null>`CASE WHEN failed_sign_ins + 1 >= ${FAILED_SIGN_INS_MAX}
        THEN clock_timestamp() + make_interval(mins => ${LOCK_MINUTES}) END`,
    })
    .where("staff_id", "=", staffId)
    .execute();
}

export async function forgetFailedSignIns(tx: Transaction, staffId: StaffId): Promise<void> {
  await tx
    .updateTable("staff")
    .set({ failed_sign_ins: 0, locked_until: null })
    .where("staff_id", "=", staffId)
    .execute();
}
