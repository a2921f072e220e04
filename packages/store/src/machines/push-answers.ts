// The answers that pushes were given, by client and key. Whoever asks under a key waits here for
// another one that is being worked out under it.

import type { Transaction } from "../database/transaction.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export interface PushKey {
  readonly client: string;
  readonly idempotencyKey: string;
  readonly bodyHash: Buffer;
}

export type KnownPush =
  | { readonly state: "new" }
  | { readonly state: "answered"; readonly answer: unknown }
  /** The key was used for something else. */
  | { readonly state: "other-body" };

/** Takes the key for this transaction, or says what was answered under it. */
export async function takePushKey(
  tx: Transaction,
  { client, idempotencyKey, bodyHash }: PushKey,
  now: Date,
): Promise<KnownPush> {
  await tx
    .deleteFrom("push_answer")
    .where("answered_at", "<", new Date(now.getTime() - KEPT_MS))
    .execute();
  const taken = await tx
    .insertInto("push_answer")
    .values({
      client,
      idempotency_key: idempotencyKey,
      body_hash: bodyHash,
      answer: null,
      answered_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 1n) return { state: "new" };
  const known = await tx
    .selectFrom("push_answer")
    .select(["body_hash as bodyHash", "answer"])
    .where("client", "=", client)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirstOrThrow();
  return known.bodyHash.equals(bodyHash)
    ? { state: "answered", answer: known.answer }
    : { state: "other-body" };
}

export async function keepPushAnswer(
  tx: Transaction,
  { client, idempotencyKey }: PushKey,
  answer: unknown,
): Promise<void> {
  await tx
    .updateTable("push_answer")
    .set({ answer: JSON.stringify(answer) })
    .where("client", "=", client)
    .where("idempotency_key", "=", idempotencyKey)
    .execute();
}
