// A connection of its own for one piece of bulk work: temporary tables, COPY, a lock that lasts as long
// as the connection. Jobs only: the worker's role sees every row. Knows nothing of files.

import type pg from "pg";

import type { Database } from "../database/database.ts";
import { UnusableDatabase } from "../unusable-database.ts";

/** A connection that a piece of work has for itself. */
export type IntakeSession = pg.PoolClient;

/** Somebody else has taken the lock and works at the same thing. */
export class TakenAlready extends UnusableDatabase {
  constructor(what: string) {
    super(`${what}：正由另一个进程处理`, "请等它完成后再试");
    this.name = "TakenAlready";
  }
}

/** What bulk statements may use; and a server notices within seconds that its client was killed. */
const SETTINGS = `
  SET work_mem = '128MB';
  SET client_connection_check_interval = '2s';
`;

/** Runs the work on a connection of its own, which nothing outlives. */
export async function withSession<Result>(
  database: Database,
  work: (session: IntakeSession) => Promise<Result>,
): Promise<Result> {
  const session = await database.pool.connect();
  try {
    await session.query(SETTINGS);
    const result = await work(session);
    // The server notices an end only after a while; whoever comes next must not find a lock.
    await session.query("SELECT pg_advisory_unlock_all()");
    return result;
  } finally {
    // Its settings, temporary tables and locks end with it.
    session.release(true);
  }
}

/** Takes a lock that this connection holds to its end, or throws `TakenAlready`. */
export async function takeLock(session: IntakeSession, key: bigint, what: string): Promise<void> {
  const { rows } = await session.query<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock($1) AS taken",
    [key],
  );
  if (rows[0]?.taken !== true) throw new TakenAlready(what);
}

/** Statements of a transaction that may take long: cancelled where the signal comes, and so undone. */
export async function cancellable<Result>(
  database: Database,
  session: IntakeSession,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return await work();
  signal.throwIfAborted();
  const { rows } = await session.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const cancel = (): void => {
    // Where it cannot be told any more the connection is gone, and the work with it.
    database.pool.query("SELECT pg_cancel_backend($1)", [rows[0]?.pid]).catch(() => {});
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** All or nothing. */
export async function asOne<Result>(
  session: pg.ClientBase,
  work: () => Promise<Result>,
): Promise<Result> {
  await session.query("BEGIN");
  try {
    const result = await work();
    await session.query("COMMIT");
    return result;
  } catch (error) {
    // Where the connection is gone there is nothing to roll back.
    await session.query("ROLLBACK").catch(() => {});
    throw error;
  }
}
