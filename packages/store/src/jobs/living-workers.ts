// Which workers live. A job belongs to its worker until it is done; of a worker that was killed nobody
// would hear for hours. So every worker holds a lock on its name for as long as its connection lasts,
// and whoever finds a job whose worker's name can be locked gives the job back.

import type { PoolClient } from "pg";

import type { Database } from "../database/database.ts";

/** Keeps these locks apart from all others. */
const LIVING = 7_264_115;

/** A worker's sign of life. */
export class SignOfLife {
  readonly #database: Database;
  readonly #worker: string;
  #client: PoolClient | undefined;
  #isOver = false;

  constructor(database: Database, worker: string) {
    this.#database = database;
    this.#worker = worker;
  }

  /** Takes the lock, or takes it again where the connection had broken. */
  async give(): Promise<void> {
    if (this.#client !== undefined || this.#isOver) return;
    const client = await this.#database.pool.connect();
    this.#client = client;
    client.once("error", () => {
      // Given back already, where it breaks only then.
      if (this.#client !== client) return;
      this.#client = undefined;
      client.release(true);
    });
    await client.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [LIVING, this.#worker]);
  }

  end(): void {
    this.#isOver = true;
    const client = this.#client;
    this.#client = undefined;
    client?.release(true);
  }
}

/** Gives back the jobs of workers that live no more; resolves with those workers. */
export async function freeJobsOfTheDead(database: Database): Promise<readonly string[]> {
  const client = await database.pool.connect();
  try {
    const { rows } = await client.query<{ worker: string }>(
      `SELECT worker FROM (
         SELECT DISTINCT locked_by AS worker FROM graphile_worker._private_jobs
         WHERE locked_by IS NOT NULL
         UNION SELECT DISTINCT locked_by FROM graphile_worker._private_job_queues
         WHERE locked_by IS NOT NULL) AS holder
       WHERE pg_try_advisory_lock($1, hashtext(worker))`,
      [LIVING],
    );
    const dead = rows.map(({ worker }) => worker);
    if (dead.length > 0) {
      await client.query("SELECT graphile_worker.force_unlock_workers($1)", [dead]);
    }
    return dead;
  } finally {
    // The locks end with it.
    client.release(true);
  }
}
