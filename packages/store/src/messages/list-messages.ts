// The outbox as staff read it: every message within sight, the newest first, and those that reached
// nobody until somebody has told the person by other means.

import type { Day } from "@lingdai/policy";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export const MESSAGE_ROWS_MAX = 200;
export const MESSAGE_STATES = [
  "waiting",
  "sending",
  "sent",
  "shown",
  "delivered",
  "undeliverable",
  "withdrawn",
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];
export const HANDLED_HOW = [
  "phoned",
  "visited",
  "letter",
  "told-family",
  "told-unit",
  "announced",
  "not-needed",
] as const;
export type HandledHow = (typeof HANDLED_HOW)[number];

export interface MessageQuery {
  /** Absent: all. */
  readonly state?: MessageState | undefined;
  /** Only those that wait for a person. */
  readonly handling: "any" | "open";
  readonly before?: number | undefined;
  readonly limit: number;
}

export async function listMessages(tx: Transaction, query: MessageQuery) {
  const { state, handling, before, limit } = query;
  let page = tx
    .selectFrom("outbox")
    .innerJoin("notice", "notice.notice_id", "outbox.notice_id")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "outbox.beneficiary_id")
    .innerJoin("entitlement", (join) =>
      join
        .onRef("entitlement.beneficiary_id", "=", "outbox.beneficiary_id")
        .onRef("entitlement.number", "=", "outbox.number"),
    )
    .select([
      "outbox.notice_id as noticeId",
      "outbox.beneficiary_id as beneficiaryId",
      "outbox.number",
      "outbox.notice",
      "outbox.recipient",
      "outbox.state",
      "outbox.failure",
      "outbox.withdrawn_for as withdrawnFor",
      "outbox.attempts",
      "outbox.put_at as putAt",
      "outbox.sent_at as sentAt",
      "outbox.handled_on as handledOn",
      "outbox.handled_how as handledHow",
      "notice.issued_on as issuedOn",
      "entitlement.insurance",
      "entitlement.kind",
      "entitlement.deadline",
      "entitlement.stop_reason as stopReason",
      "beneficiary.sealed",
    ])
    .orderBy("outbox.notice_id", "desc")
    .limit(Math.min(limit, MESSAGE_ROWS_MAX));
  if (state !== undefined) page = page.where("outbox.state", "=", state);
  if (before !== undefined) page = page.where("outbox.notice_id", "<", before);
  if (handling === "open") {
    page = page.where("outbox.state", "=", "undeliverable").where("outbox.handled_on", "is", null);
  }
  return await page.execute();
}
export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

/** Somebody has told the person; undefined where no such task is open in sight. */
export async function handleMessage(
  tx: Transaction,
  noticeId: number,
  { how, staffId, day }: { readonly how: HandledHow; readonly staffId: StaffId; readonly day: Day },
) {
  return await tx
    .updateTable("outbox")
    .set({ handled_on: day, handled_how: how, handled_by: staffId })
    .where("notice_id", "=", noticeId)
    .where("state", "=", "undeliverable")
    .where("handled_on", "is", null)
    .returning("beneficiary_id as beneficiaryId")
    .executeTakeFirst();
}
