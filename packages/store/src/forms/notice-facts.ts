// What a letter about a change of payment has to say: the notice, the benefit, and the change itself as
// the history has it, for the benefit may have changed again since. Within sight.

import type { Day } from "@lingdai/policy";
import { sql } from "kysely";

import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface NoticeFacts {
  readonly noticeId: number;
  readonly beneficiaryId: BeneficiaryId;
  readonly notice: string;
  readonly issuedOn: Day;
  readonly insurance: string;
  readonly kind: string;
  readonly policy: string | null;
  readonly payDivision: string;
  readonly agencyName: string | null;
  readonly sealed: Buffer;
  /** Of the change that the notice tells; null where the history has none of that day. */
  readonly stopReason: string | null;
  readonly lossKind: string | null;
  readonly cites: readonly string[] | null;
}

/** Undefined where there is none in sight. */
export async function findNoticeFacts(
  tx: Transaction,
  noticeId: number,
): Promise<NoticeFacts | undefined> {
  const { rows } = await sql<NoticeFacts>`
    SELECT notice.notice_id AS "noticeId", notice.beneficiary_id AS "beneficiaryId", notice.notice,
      notice.issued_on AS "issuedOn", entitlement.insurance, entitlement.kind, entitlement.policy,
      entitlement.pay_division AS "payDivision", division.name AS "agencyName", beneficiary.sealed,
      change.stop_reason AS "stopReason", change.loss_kind AS "lossKind", change.cites
    FROM notice
    JOIN beneficiary ON beneficiary.beneficiary_id = notice.beneficiary_id
    JOIN entitlement ON entitlement.beneficiary_id = notice.beneficiary_id
      AND entitlement.number = notice.number
    LEFT JOIN division ON division.division = entitlement.pay_division
    LEFT JOIN LATERAL (
      SELECT stop_reason, loss_kind, cites FROM status_history
      WHERE status_history.beneficiary_id = notice.beneficiary_id
        AND status_history.number = notice.number AND changed_on = notice.issued_on
        AND status = CASE notice.notice WHEN 'suspension-notice' THEN 'suspended'
          WHEN 'stop-notice' THEN 'stopped' ELSE 'paying' END
      ORDER BY recorded_at DESC LIMIT 1
    ) AS change ON true
    WHERE notice.notice_id = ${noticeId}`.execute(tx);
  return rows[0];
}
