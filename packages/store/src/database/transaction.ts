// The only door to the tables: one transaction that has said who looks. Row-level security asks the
// three settings made here; they end with the transaction.

import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { PoolClient } from "pg";

import type { Database } from "./database.ts";
import { daysInQueries } from "./days-in-queries.ts";
import type { Schema } from "./schema.generated.ts";
import type { Viewer } from "./viewer.ts";

/** A Kysely over the one connection of a transaction. */
export type Transaction = Kysely<Schema>;

const clients = new WeakMap<Transaction, PoolClient>();
const plugins = [daysInQueries()];

/** Runs `work` in one transaction as `viewer`; what it throws rolls everything back. */
export async function inTransaction<Result>(
  database: Database,
  viewer: Viewer,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  if ((viewer === "worker") !== (database.role === "worker")) {
    throw new TypeError(`${database.role} cannot look as ${describe(viewer)}`);
  }
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(beginAs(viewer));
    const result = await work(transactionOver(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error("rollback failed", { cause });
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Runs `work` as nobody, each statement a transaction of its own: for what is asked at every request
 * before anybody is known, where beginning and ending would cost more than the question.
 */
export async function inStatements<Result>(
  database: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  if (database.role === "worker") throw new TypeError("worker cannot look as nobody");
  const client = await database.pool.connect();
  try {
    return await work(transactionOver(client));
  } finally {
    client.release();
  }
}

/** One message to the server, and nothing in it to plan. */
function beginAs(viewer: Viewer): string {
  if (typeof viewer === "string") return "BEGIN";
  const settings = { level: viewer.level, place: viewer.place, staff: String(viewer.staffId) };
  const set = Object.entries(settings).map(
    ([name, value]) => `SET LOCAL lingdai.viewer_${name} = ${pg.escapeLiteral(value)}`,
  );
  return ["BEGIN", ...set].join("; ");
}

/** The driver's connection below a transaction, for COPY. */
export function clientOf(tx: Transaction): PoolClient {
  const client = clients.get(tx);
  if (client === undefined) throw new TypeError("not a transaction of inTransaction");
  return client;
}

function transactionOver(client: PoolClient): Transaction {
  const lent = { query: client.query.bind(client), release: () => {} };
  const pool = {
    options: {},
    connect: async () => await Promise.resolve(lent as unknown as PoolClient),
    end: async () => {
      await Promise.resolve();
    },
  };
  const tx = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), plugins });
  clients.set(tx, client);
  return tx;
}

function describe(viewer: Viewer): string {
  return typeof viewer === "object" ? viewer.level : viewer;
}
