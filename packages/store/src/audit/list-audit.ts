// The audit as those permitted read it, the newest first, within sight. Served by the indexes
// audit_record_by_time and audit_record_by_person.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";

export interface AuditQuery {
  /** Civil days in Shanghai, both included. */
  readonly from: Day;
  readonly to: Day;
  readonly action?: string | undefined;
  readonly staffId?: StaffId | undefined;
  readonly beneficiaryId?: number | undefined;
  readonly before?: { readonly micros: number; readonly chain: number; readonly position: number };
  readonly limit: number;
}

/** Since 1970, exactly: a `Date` would lose them. */
const MICROS = sql<number>`(extract(epoch FROM audit_record.recorded_at) * 1000000)::bigint`;
const ZONE = "Asia/Shanghai";

export async function listAudit(tx: Transaction, query: AuditQuery) {
  const { from, to, action, staffId, beneficiaryId, before, limit } = query;
  let page = tx
    .selectFrom("audit_record")
    .leftJoin("staff", "staff.staff_id", "audit_record.staff_id")
    .select([
      "audit_record.chain",
      "audit_record.position",
      "audit_record.recorded_at as recordedAt",
      MICROS.as("micros"),
      "audit_record.staff_id as staffId",
      "staff.login",
      "staff.name",
      "audit_record.action",
      "audit_record.beneficiary_id as beneficiaryId",
      "audit_record.detail",
    ])
    .where(
      sql<boolean>`audit_record.recorded_at >= ${sqlDay(from)}::timestamp AT TIME ZONE ${ZONE}`,
    )
    .where(
      sql<boolean>`audit_record.recorded_at < ${sqlDay(to + 1)}::timestamp AT TIME ZONE ${ZONE}`,
    )
    .orderBy("audit_record.recorded_at", "desc")
    .orderBy("audit_record.chain", "desc")
    .orderBy("audit_record.position", "desc")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (action !== undefined) page = page.where("audit_record.action", "=", action);
  if (staffId !== undefined) page = page.where("audit_record.staff_id", "=", staffId);
  if (beneficiaryId !== undefined) {
    page = page.where(sql<boolean>`audit_record.beneficiary_id = ${beneficiaryId}::bigint`);
  }
  if (before !== undefined) {
    const { micros, chain, position } = before;
    page = page.where(
      sql<boolean>`(audit_record.recorded_at, audit_record.chain, audit_record.position)
        < (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${chain}::smallint,
          ${position}::bigint)`,
    );
  }
  return await page.execute();
}
