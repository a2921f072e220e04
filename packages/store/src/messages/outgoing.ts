// Messages that are sent: taken out one worker at a time, and what became of each put down. Between
// the two nothing is held but the row's own word that somebody has begun.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface OutgoingRow extends MessageFacts {
  readonly noticeId: number;
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  /** `sending`: an earlier attempt was begun and nobody knows how it ended. */
  readonly stood: "waiting" | "sending";
  /** This one included. */
  readonly attempts: number;
  readonly putAt: Date;
}

/** What a message speaks of; the person stays in the envelope. */
export interface MessageFacts {
  readonly notice: string;
  readonly issuedOn: Day;
  readonly insurance: string;
  readonly kind: string;
  readonly deadline: Day | null;
  readonly stopReason: string | null;
  readonly sealed: Buffer;
}

/**
 * Begins messages that are due, the longest waiting first. What was said to a person before goes
 * before: nobody hears of a resumption and then of the suspension.
 */
export async function beginSending(
  tx: Transaction,
  { now, until, max }: { readonly now: Date; readonly until: Date; readonly max: number },
): Promise<readonly OutgoingRow[]> {
  const { rows } = await sql<OutgoingRow>`
    WITH next AS (
      SELECT notice_id, state FROM outbox
      WHERE state IN ('waiting', 'sending') AND next_try_at <= ${now}::timestamptz
        AND NOT EXISTS (SELECT FROM outbox AS earlier
          WHERE earlier.beneficiary_id = outbox.beneficiary_id
            AND earlier.notice_id < outbox.notice_id AND earlier.state IN ('waiting', 'sending'))
      ORDER BY next_try_at, notice_id LIMIT ${max} FOR UPDATE SKIP LOCKED
    ), begun AS (
      UPDATE outbox SET state = 'sending', attempts = attempts + 1,
        next_try_at = ${until}::timestamptz
      FROM next WHERE outbox.notice_id = next.notice_id
      RETURNING outbox.*, next.state AS stood
    )
    SELECT begun.notice_id AS "noticeId", begun.beneficiary_id AS "beneficiaryId", begun.number, stood, attempts, put_at AS "putAt", begun.notice,
      issued_on AS "issuedOn", insurance, kind, deadline, stop_reason AS "stopReason", sealed
    FROM begun
    JOIN notice USING (notice_id)
    JOIN beneficiary ON beneficiary.beneficiary_id = begun.beneficiary_id
    JOIN entitlement ON entitlement.beneficiary_id = begun.beneficiary_id
      AND entitlement.number = begun.number
    ORDER BY begun.notice_id`.execute(tx);
  return rows;
}

/** How an attempt ended. A receipt may have come before: what it said stays. */
export type SendingEnd =
  | { readonly state: "sent"; readonly at: Date; readonly gatewayRef: string | undefined }
  | { readonly state: "shown" }
  | { readonly state: "waiting"; readonly nextTryAt: Date }
  /** Still nobody knows. */
  | { readonly state: "sending"; readonly nextTryAt: Date }
  | { readonly state: "undeliverable"; readonly failure: SendingFailure }
  /** No gateway took it, and its reason fell away. */
  | { readonly state: "withdrawn"; readonly withdrawnFor: "certified"; readonly at: Date };
export type SendingFailure = "no-phone" | "refused" | "gateway-away" | "unknown-whether-sent";

export async function endSending(
  tx: Transaction,
  noticeId: number,
  end: SendingEnd,
): Promise<void> {
  await tx
    .updateTable("outbox")
    .set(columnsOf(end))
    .where("notice_id", "=", noticeId)
    .where("state", "=", "sending")
    .execute();
}

function columnsOf(end: SendingEnd) {
  const { state } = end;
  switch (state) {
    case "sent":
      return { state, sent_at: end.at, gateway_ref: end.gatewayRef ?? null };
    case "shown":
      return { state };
    case "waiting":
    case "sending":
      return { state, next_try_at: end.nextTryAt };
    case "undeliverable":
      return { state, failure: end.failure };
    case "withdrawn":
      return { state, withdrawn_for: end.withdrawnFor, settled_at: end.at };
  }
}

/** Messages for which no receipt came in time become somebody's task; resolves with how many. */
export async function giveUpReceipts(tx: Transaction, sentBefore: Date): Promise<number> {
  const given = await tx
    .updateTable("outbox")
    .set({ state: "undeliverable", failure: "no-receipt" })
    .where("state", "=", "sent")
    .where("sent_at", "<", sentBefore)
    .executeTakeFirst();
  return Number(given.numUpdatedRows);
}

export interface MessageReceipt {
  readonly noticeId: number;
  readonly outcome: "delivered" | "not-delivered";
  readonly reason: string | undefined;
}

/**
 * Puts a receipt down: `known` where it was told before, `unknown` where we never began such a
 * message. Two receipts that contradict each other prove nothing: somebody looks.
 */
export async function takeReceipt(
  tx: Transaction,
  { noticeId, outcome, reason }: MessageReceipt,
  now: Date,
): Promise<"taken" | "known" | "unknown"> {
  const message = await tx
    .selectFrom("outbox")
    .select(["state", "attempts", "handled_on as handledOn"])
    .where("notice_id", "=", noticeId)
    .where("recipient", "=", "person")
    .forUpdate()
    .executeTakeFirst();
  if (message === undefined || message.attempts === 0) return "unknown";
  const kept = await tx
    .insertInto("message_receipt")
    .values({ notice_id: noticeId, outcome, reason: reason ?? null, received_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n) return "known";
  // Whoever has told the person by other means needs no machine's word any more.
  if (message.handledOn !== null) return "taken";
  const told = await tx
    .selectFrom("message_receipt")
    .select("outcome")
    .where("notice_id", "=", noticeId)
    .execute();
  await tx
    .updateTable("outbox")
    .set({
      ...(told.length > 1
        ? { state: "undeliverable", failure: "contradicting-receipts" }
        : outcome === "delivered"
          ? { state: "delivered", failure: null }
          : { state: "undeliverable", failure: "not-delivered" }),
      withdrawn_for: null,
      settled_at: now,
    })
    .where("notice_id", "=", noticeId)
    .execute();
  return "taken";
}
