// What members of staff change about their own account: password, one-time codes, sessions. Knows no
// password and no code.

import { sql } from "kysely";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** Also ends every session of theirs: whoever knew the old one is out. */
export async function changePassword(
  tx: Transaction,
  staffId: StaffId,
  passwordHash: string,
): Promise<void> {
  await tx
    .updateTable("staff")
    .set({ password_hash: passwordHash, must_change_password: false })
    .where("staff_id", "=", staffId)
    .execute();
  await tx.deleteFrom("session").where("staff_id", "=", staffId).execute();
}

/** Sealed secrets: the one in force, and one that waits for its first code. */
export async function findTotp(tx: Transaction, staffId: StaffId) {
  return await tx
    .selectFrom("staff")
    .select(["totp_secret as secret", "totp_pending as pending"])
    .where("staff_id", "=", staffId)
    .executeTakeFirstOrThrow();
}

export async function keepTotp(
  tx: Transaction,
  staffId: StaffId,
  totp: { readonly secret?: Buffer | null; readonly pending: Buffer | null },
): Promise<void> {
  await tx
    .updateTable("staff")
    .set({
      totp_pending: totp.pending,
      ...(totp.secret === undefined ? {} : { totp_secret: totp.secret }),
    })
    .where("staff_id", "=", staffId)
    .execute();
}

/** False where a code of that time, or a later one, has let somebody in before. */
export async function useTotpStep(
  tx: Transaction,
  staffId: StaffId,
  step: number,
): Promise<boolean> {
  const used = await tx
    .updateTable("staff")
    .set({ totp_used_step: step })
    .where("staff_id", "=", staffId)
    .where(sql<boolean>`coalesce(totp_used_step, 0) < ${step}`)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

/** The sessions that still run, the newest first. */
export async function listOwnSessions(tx: Transaction, staffId: StaffId, tokenHash: Buffer) {
  return await tx
    .selectFrom("session")
    .select([
      "session_id as sessionId",
      "started_at as startedAt",
      "seen_at as seenAt",
      "ends_at as endsAt",
      sql<boolean>`token_hash = ${tokenHash}`.as("isThis"),
    ])
    .where("staff_id", "=", staffId)
    .where("ends_at", ">", sql<Date>`clock_timestamp()`)
    .orderBy("session_id", "desc")
    .limit(100)
    .execute();
}

/** False where the member of staff has no session of that number. */
export async function endOwnSession(
  tx: Transaction,
  staffId: StaffId,
  sessionId: number,
): Promise<boolean> {
  const ended = await tx
    .deleteFrom("session")
    .where("staff_id", "=", staffId)
    .where("session_id", "=", sessionId)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}
