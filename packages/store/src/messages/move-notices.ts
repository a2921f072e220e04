// Notices on their way out: every notice becomes one message, whoever moves it and however often.
// Sending is somebody else's business.

import { sql } from "kysely";

import type { Transaction } from "../database/transaction.ts";

/**
 * Moves waiting notices that nobody else is moving; resolves with how many. Bodies and units read
 * theirs where they work. Where a person has no phone their unit is told; where there is no unit
 * either, telling them is a person's task from the start.
 */
export async function moveNoticesToOutbox(
  tx: Transaction,
  max: number,
  now: Date,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    WITH next AS (
      SELECT notice_id FROM notice WHERE NOT is_outboxed
      ORDER BY notice_id LIMIT ${max} FOR UPDATE SKIP LOCKED
    ), moved AS (
      UPDATE notice SET is_outboxed = true FROM next WHERE notice.notice_id = next.notice_id
      RETURNING notice.notice_id, beneficiary_id, number, notice
    ), addressed AS (
      SELECT moved.*, CASE
          WHEN notice = 'task-notice' THEN 'body'
          WHEN notice = 'expiry-reminder-unit' OR (NOT has_phone AND unit_code IS NOT NULL) THEN 'unit'
          ELSE 'person' END AS recipient,
        has_phone
      FROM moved
      JOIN beneficiary USING (beneficiary_id)
      JOIN entitlement USING (beneficiary_id, number)
    )
    INSERT INTO outbox (notice_id, beneficiary_id, number, notice, recipient, state, failure, put_at,
      next_try_at)
    SELECT notice_id, beneficiary_id, number, notice, recipient,
      CASE WHEN recipient <> 'person' THEN 'shown' WHEN has_phone THEN 'waiting'
        ELSE 'undeliverable' END,
      CASE WHEN recipient = 'person' AND NOT has_phone THEN 'no-phone' END,
      ${now}::timestamptz, ${now}::timestamptz
    FROM addressed
    ON CONFLICT DO NOTHING`.execute(tx);
  return Number(numAffectedRows);
}
