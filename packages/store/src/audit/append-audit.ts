// Adds to the audit what a transaction did. The actor is the transaction's viewer; the records are
// chained when it commits, or vanish with it.

import { sql } from "kysely";

import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface AuditEntry {
  /** Imperative, kebab-case: `confirm-loss`. */
  readonly action: string;
  readonly beneficiaryId?: BeneficiaryId;
  /** Never a name, number, phone, address or account. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export async function appendAudit(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`SELECT append_audit(${JSON.stringify(entries)}::jsonb)`.execute(tx);
}
