// Adds to the audit what a transaction did. The actor is the transaction's viewer; the records are
// chained when it commits, or vanish with it.

import { sql } from "kysely";

import { keepWritten } from "../database/ask-kept.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface AuditEntry {
  /** Imperative, kebab-case: `confirm-loss`. */
  readonly action: string;
  readonly beneficiaryId?: BeneficiaryId;
  /** Never a name, number, phone, address or account. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

const append = keepWritten((tx) => sql`SELECT append_audit(${"[]"}::jsonb)`.compile(tx));

export async function appendAudit(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await append(tx, [JSON.stringify(entries)]);
}
