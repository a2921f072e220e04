// Answers to staff under their keys of idempotency: a key is taken before anything is done, and given
// back where nothing was. Bodies are sealed by whoever asks.

import { sql } from "kysely";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** Longer than anybody tries again; what is asked later is asked anew. */
export const ANSWER_HOURS = 24;

export interface StaffKey {
  readonly staffId: StaffId;
  readonly idempotencyKey: string;
}

export type KnownAnswer =
  | { readonly state: "new" }
  | { readonly state: "answered"; readonly status: number; readonly sealedBody: Buffer | null }
  /** Being worked out, or broken off: nobody knows. */
  | { readonly state: "pending" }
  /** The key was used for something else. */
  | { readonly state: "other-request" };

/** Takes the key, or says what was answered under it. */
export async function takeStaffKey(
  tx: Transaction,
  { staffId, idempotencyKey }: StaffKey,
  requestHash: Buffer,
): Promise<KnownAnswer> {
  await tx
    .deleteFrom("staff_answer")
    .where("staff_id", "=", staffId)
    .where("idempotency_key", "=", idempotencyKey)
    .where(isOld())
    .execute();
  const taken = await tx
    .insertInto("staff_answer")
    .values({ staff_id: staffId, idempotency_key: idempotencyKey, request_hash: requestHash })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 1n) return { state: "new" };
  const known = await tx
    .selectFrom("staff_answer")
    .select(["request_hash as requestHash", "status", "sealed_body as sealedBody"])
    .where("staff_id", "=", staffId)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
  // Given back between the two statements.
  if (known === undefined) return { state: "pending" };
  const { status, sealedBody } = known;
  if (!known.requestHash.equals(requestHash)) return { state: "other-request" };
  return status === null ? { state: "pending" } : { state: "answered", status, sealedBody };
}

export async function keepStaffAnswer(
  tx: Transaction,
  { staffId, idempotencyKey }: StaffKey,
  answer: { readonly status: number; readonly sealedBody: Buffer | null },
): Promise<void> {
  await tx
    .updateTable("staff_answer")
    .set({ status: answer.status, sealed_body: answer.sealedBody })
    .where("staff_id", "=", staffId)
    .where("idempotency_key", "=", idempotencyKey)
    .execute();
}

/** Nothing was done under the key: it is free again. */
export async function giveStaffKeyBack(
  tx: Transaction,
  { staffId, idempotencyKey }: StaffKey,
): Promise<void> {
  await tx
    .deleteFrom("staff_answer")
    .where("staff_id", "=", staffId)
    .where("idempotency_key", "=", idempotencyKey)
    .execute();
}

/** For a job: those that are too old to be given again. */
export async function clearOldAnswers(tx: Transaction): Promise<void> {
  await tx.deleteFrom("staff_answer").where(isOld()).execute();
}

function isOld() {
  return sql<boolean>`asked_at < clock_timestamp() - make_interval(hours => ${ANSWER_HOURS})`;
}
