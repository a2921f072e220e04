// What a record says, without when and by whom it was written: two records that say the same are equal,
// however often their work was begun. One text a row, sorted.

import assert from "node:assert/strict";

import type { Database } from "@lingdai/store";

/** By what is said: people by their blind index, for numbers are drawn. */
const SAID: Readonly<Record<string, string>> = {
  people: `SELECT document_key, name_keys, sex, birth_date, has_phone, household_division,
      residence_division, version FROM beneficiary`,
  entitlements: `SELECT document_key, number, policy, insurance, kind, since, monthly_amount, unit_code,
      pay_division, entitlement.residence_division, status, stop_reason, status_since, conclusion,
      pending_reason, anchor_on, anchor_by, deadline, basis, decided_by, is_locked
    FROM entitlement JOIN beneficiary USING (beneficiary_id)`,
  cases: `SELECT document_key, policy, opened_on, file, next_due_on
    FROM case_file JOIN beneficiary USING (beneficiary_id)`,
  observations: `SELECT document_key, kind, occurred_on, observation.arrived_on, source, ref, name AS file, line
    FROM observation JOIN beneficiary USING (beneficiary_id)
    JOIN source_file USING (source_file_id)`,
  references: `SELECT fingerprint FROM observation_reference`,
  awaited: `SELECT beneficiary_id FROM awaited_step`,
  rejected: `SELECT name, line, reason, field FROM rejected_row JOIN source_file USING (source_file_id)`,
  suspicious: `SELECT document_key, name, line, kind, occurred_on, source, ref
    FROM suspicious_row JOIN beneficiary USING (beneficiary_id)
    JOIN source_file USING (source_file_id)`,
  files: `SELECT name, state, rows, accepted, rejected, duplicate, not_on_roster, suspicious
    FROM source_file`,
  tasks: `SELECT document_key, number, reason, body, opened_on, due_on, closed_on
    FROM verification_task JOIN beneficiary USING (beneficiary_id)`,
  notices: `SELECT document_key, number, notice, issued_on
    FROM notice JOIN beneficiary USING (beneficiary_id)`,
  conclusions: `SELECT document_key, number, decided_on, conclusion, pending_reason, deadline, basis
    FROM conclusion_history JOIN beneficiary USING (beneficiary_id)`,
  statuses: `SELECT document_key, number, changed_on, status, stop_reason, loss_kind, cites
    FROM status_history JOIN beneficiary USING (beneficiary_id)`,
  instructions: `SELECT document_key, number, instruction, effective_on
    FROM payment_instruction JOIN beneficiary USING (beneficiary_id)`,
};

export type RecordDigest = Readonly<Record<string, readonly string[]>>;

export async function digestOf(database: Database): Promise<RecordDigest> {
  const digest: Record<string, readonly string[]> = {};
  for (const [name, query] of Object.entries(SAID)) {
    const { rows } = await database.pool.query<{ row: string }>(
      `SELECT said::text AS row FROM (${query}) AS said ORDER BY 1`,
    );
    digest[name] = rows.map(({ row }) => row);
  }
  return digest;
}

/** Fails with the few rows that differ, not with two whole records. */
export function assertSame(actual: RecordDigest, expected: RecordDigest, words?: string): void {
  for (const table of Object.keys(SAID)) {
    const [is, should] = [actual[table] ?? [], expected[table] ?? []];
    const [inIs, inShould] = [new Set(is), new Set(should)];
    const differing = {
      more: is.filter((row) => !inShould.has(row)).slice(0, 3),
      fewer: should.filter((row) => !inIs.has(row)).slice(0, 3),
      rows: is.length,
    };
    const nothing = { more: [], fewer: [], rows: should.length };
    assert.deepEqual(differing, nothing, `${table} ${words ?? ""}`);
  }
}
