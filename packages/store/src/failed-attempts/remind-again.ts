// A reminder that goes out again: a notice of the record like the first one, at most one a day a person.
// Whether one is due is not judged here; whoever asks has locked the person.

import { sql } from "kysely";

import type { Day, Notice } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface RepeatedReminder {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  readonly notice: Notice;
  readonly failedAttemptId: number;
  readonly day: Day;
}

/** False where they were reminded that day already, or where a reminder to them has not left yet. */
export async function issueReminderAgain(
  tx: Transaction,
  { beneficiaryId, number, notice, failedAttemptId, day }: RepeatedReminder,
): Promise<boolean> {
  // One that was issued in the evening leaves in the morning, and counts for both days.
  const { rows } = await sql<{ isReminded: boolean }>`
    SELECT EXISTS (SELECT FROM notice LEFT JOIN outbox USING (notice_id)
      WHERE notice.beneficiary_id = ${beneficiaryId}::bigint
        AND notice.notice IN ('expiry-reminder', 'expiry-reminder-unit', ${notice}::text)
        AND (issued_on >= ${sqlDay(day)} OR NOT is_outboxed OR state IN ('waiting', 'sending')
          OR (sent_at AT TIME ZONE 'Asia/Shanghai')::date >= ${sqlDay(day)})) AS "isReminded"`.execute(
    tx,
  );
  if (rows[0]?.isReminded !== false) return false;
  await tx
    .insertInto("notice")
    .values({ beneficiary_id: beneficiaryId, number, notice, issued_on: day })
    .execute();
  await tx
    .updateTable("failed_attempt")
    .set({ reminded_on: day })
    .where("failed_attempt_id", "=", failedAttemptId)
    .execute();
  return true;
}
