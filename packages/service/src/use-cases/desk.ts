// What every use case stands on: the record, whoever acts, and two narrow ports for what lies
// outside of it, jobs and the files of evidence. Knows no HTTP.

import type { WorkLevel, WorkRole } from "@lingdai/policy";
import type { Database, StaffId, Transaction } from "@lingdai/store";

import type { EvidenceStore } from "../evidence/evidence-store.ts";

/** A job that follows from a decision, and vanishes with it if the transaction does. */
export type Job =
  | { readonly name: "send-notices"; readonly payload: Readonly<Record<string, unknown>> }
  /** A file that was brought; they are taken in one after the other. */
  | { readonly name: "import-file"; readonly payload: { readonly sourceFileId: number } };

/** Enqueues in the deciding transaction, so that nothing is lost and nothing sent for nothing. */
export interface JobQueue {
  add(tx: Transaction, jobs: readonly Job[]): Promise<void>;
}

/** A member of staff at work. */
export interface Actor {
  readonly staffId: StaffId;
  readonly role: WorkRole;
  readonly level: WorkLevel;
  readonly place: string;
}

export interface Desk {
  /** Connected as the application's role: it sees what the actor may see. */
  readonly database: Database;
  readonly jobs: JobQueue;
  readonly evidence: EvidenceStore;
}
