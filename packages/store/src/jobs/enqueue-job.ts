// Asks for a job inside the transaction that decides it: both happen or neither. Knows no job.

import { sql } from "kysely";

import type { Transaction } from "../database/transaction.ts";

export interface JobRequest {
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Asked for again under this key while it waits, it stays one job. */
  readonly key?: string | undefined;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string | undefined;
}

export async function enqueueJob(tx: Transaction, job: JobRequest): Promise<void> {
  const { task, payload, key = null, queue = null } = job;
  await sql`SELECT enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${key}, ${queue})`.execute(
    tx,
  );
}
