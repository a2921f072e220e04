// Notices on their way out: every notice becomes one message, whoever moves it and however often.
// Sending is somebody else's business.

import { sql } from "kysely";

import type { Transaction } from "../database/transaction.ts";

/** Whom each notice goes to: where nobody can be told there is no notice but the task's own. */
const RECIPIENT = sql`
  CASE notice WHEN 'task-notice' THEN 'body' WHEN 'expiry-reminder-unit' THEN 'unit'
    ELSE 'person' END`;

/** Moves waiting notices that nobody else is moving; resolves with how many. */
export async function moveNoticesToOutbox(tx: Transaction, max: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    WITH next AS (
      SELECT notice_id FROM notice WHERE NOT is_outboxed
      ORDER BY notice_id LIMIT ${max} FOR UPDATE SKIP LOCKED
    ), moved AS (
      UPDATE notice SET is_outboxed = true FROM next WHERE notice.notice_id = next.notice_id
      RETURNING notice.notice_id, beneficiary_id, number, notice
    )
    INSERT INTO outbox (notice_id, beneficiary_id, number, notice, recipient)
    SELECT notice_id, beneficiary_id, number, notice, ${RECIPIENT} FROM moved
    ON CONFLICT DO NOTHING`.execute(tx);
  return Number(numAffectedRows);
}
