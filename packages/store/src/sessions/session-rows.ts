// Sessions of staff: who is signed in, by the hash of a token that only the browser holds. Knows
// nothing of passwords or cookies.

import { sql } from "kysely";

import { keepWritten } from "../database/ask-kept.ts";
import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import type { ViewerLevel } from "../database/viewer.ts";

export const STAFF_ROLES = ["admin", "clerk", "reviewer", "approver", "unit-clerk"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** A member of staff as a session knows them. */
export interface SignedIn {
  readonly staffId: StaffId;
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly level: ViewerLevel;
  readonly place: string;
  /** Signed in with a password that somebody else made: nothing else before it is changed. */
  readonly mustChangePassword: boolean;
}

/** How long a session lasts, used or not, and how long it may lie idle. */
export const SESSION_HOURS = 12;
export const IDLE_MINUTES = 60;

export async function beginSession(
  tx: Transaction,
  tokenHash: Buffer,
  staffId: StaffId,
  by: "password" | "provider" = "password",
): Promise<void> {
  await tx
    .insertInto("session")
    .values({
      token_hash: tokenHash,
      staff_id: staffId,
      by_provider: by === "provider",
      ends_at: sql<Date>`clock_timestamp() + make_interval(hours => ${SESSION_HOURS})`,
    })
    .execute();
}

const NO_TOKEN = Buffer.alloc(0);

const askSession = keepWritten((tx) =>
  tx
    .selectFrom("session")
    .innerJoin("staff", "staff.staff_id", "session.staff_id")
    .select([
      "staff.staff_id as staffId",
      "staff.login",
      "staff.name",
      "staff.role",
      "staff.level",
      "staff.place",
      // Whoever came by the provider has used no password of ours.
      sql<boolean>`staff.must_change_password AND NOT session.by_provider`.as("mustChangePassword"),
      sql<boolean>`session.seen_at < clock_timestamp() - interval '1 minute'`.as("isStale"),
    ])
    .where("session.token_hash", "=", NO_TOKEN)
    .where("staff.disabled_on", "is", null)
    .where("session.ends_at", ">", sql<Date>`clock_timestamp()`)
    .where(
      "session.seen_at",
      ">",
      sql<Date>`clock_timestamp() - make_interval(mins => ${sql.lit(IDLE_MINUTES)})`,
    )
    .compile(),
);

/** Who holds the token, if the session still runs; it has been seen now. */
export async function findSignedIn(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<SignedIn | undefined> {
  const [found] = await askSession(tx, [tokenHash]);
  if (found === undefined) return undefined;
  const { isStale, role, ...staff } = found;
  // Once a minute is exact enough for an hour of idleness, and spares a write a request.
  if (isStale) {
    await tx
      .updateTable("session")
      .set({ seen_at: sql<Date>`clock_timestamp()` })
      .where("token_hash", "=", tokenHash)
      .execute();
  }
  return { ...staff, role: role as StaffRole };
}

export async function endSession(tx: Transaction, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom("session").where("token_hash", "=", tokenHash).execute();
}

/** Sessions that nobody can use any more. */
export async function clearEndedSessions(tx: Transaction): Promise<void> {
  await tx
    .deleteFrom("session")
    .where("ends_at", "<", sql<Date>`clock_timestamp()`)
    .execute();
}
