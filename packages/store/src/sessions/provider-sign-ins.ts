// Sign-ins through an outside provider: begun, taken up once by whoever began them, and whose account
// the provider's subject is. Knows no provider and no cookie.

import { sql } from "kysely";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** As long as somebody may need at the provider's own page. */
export const PROVIDER_SIGN_IN_MINUTES = 10;

export async function keepProviderSignIn(
  tx: Transaction,
  tokenHash: Buffer,
  sealed: Buffer,
): Promise<void> {
  await tx
    .insertInto("provider_sign_in")
    .values({
      token_hash: tokenHash,
      sealed,
      ends_at: sql<Date>`clock_timestamp() + make_interval(mins => ${PROVIDER_SIGN_IN_MINUTES})`,
    })
    .execute();
}

/** What was kept, and from now on no more; undefined where it has ended or was taken up before. */
export async function takeProviderSignIn(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<Buffer | undefined> {
  const taken = await tx
    .deleteFrom("provider_sign_in")
    .where("token_hash", "=", tokenHash)
    .returning(["sealed", sql<boolean>`ends_at > clock_timestamp()`.as("isInTime")])
    .executeTakeFirst();
  return taken?.isInTime === true ? taken.sealed : undefined;
}

/** For a job: those that nobody came back to. */
export async function clearProviderSignIns(tx: Transaction): Promise<void> {
  await tx
    .deleteFrom("provider_sign_in")
    .where("ends_at", "<", sql<Date>`clock_timestamp()`)
    .execute();
}

/** Who an outside provider's subject is here; undefined where nobody, or somebody locked. */
export async function findBySubject(
  tx: Transaction,
  subject: string,
): Promise<StaffId | undefined> {
  const found = await tx
    .selectFrom("staff")
    .select("staff_id as staffId")
    .where("external_subject", "=", subject)
    .where("disabled_on", "is", null)
    .executeTakeFirst();
  return found?.staffId;
}

/** Links an open account that nobody is linked to yet; undefined where there is none of that login. */
export async function linkSubject(
  tx: Transaction,
  login: string,
  subject: string,
): Promise<StaffId | undefined> {
  const linked = await tx
    .updateTable("staff")
    .set({ external_subject: subject })
    .where("login", "=", login)
    .where("external_subject", "is", null)
    .where("disabled_on", "is", null)
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM staff AS other
      WHERE other.external_subject = ${subject})`,
    )
    .returning("staff_id as staffId")
    .executeTakeFirst();
  return linked?.staffId;
}
