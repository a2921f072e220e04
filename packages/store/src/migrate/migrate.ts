// Brings a database to the shape that this version of the code expects: forward only, one runner at
// a time, each migration in a transaction of its own. Own code because the runners that we looked at
// keep no checksums: an applied file that was changed since must be refused, not skipped.

import path from "node:path";

import pg from "pg";

import type { Keyring } from "../seal/keyring.ts";
import { UnusableDatabase } from "../unusable-database.ts";
import { ensureLoginRoles } from "./login-roles.ts";
import { readMigrations, type Migration } from "./migration-files.ts";

const SHIPPED = path.join(import.meta.dirname, "../../migrations");
/** An arbitrary number that every runner asks PostgreSQL to be alone with. */
const RUNNER_LOCK = 7_264_113;
const OLDEST_SERVER = 150_000;

export interface MigrateOptions {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  /** Another folder than the shipped one, for tests. */
  readonly migrations?: string;
  /** Only these, which must be the beginning of ours: the shape that an archive was made with. */
  readonly until?: readonly { readonly name: string; readonly checksum: string }[];
}

/** Applies what is missing and resolves with the names of what it applied. */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const migrations = beginningOf(
    await readMigrations(options.migrations ?? SHIPPED),
    options.until,
  );
  const client = new pg.Client({ connectionString: options.ownerUrl });
  await client.connect().catch((cause: unknown) => {
    throw new UnusableDatabase("连不上数据库", "请检查 DATABASE_URL 与数据库是否在运行", { cause });
  });
  try {
    await refuseOldServer(client);
    await client.query("SELECT pg_advisory_lock($1)", [RUNNER_LOCK]);
    await ensureLoginRoles(client, options.keyring);
    return await applyMissing(client, migrations);
  } finally {
    await client.end();
  }
}

function beginningOf(
  migrations: readonly Migration[],
  until: MigrateOptions["until"],
): readonly Migration[] {
  if (until === undefined) return migrations;
  refuseStrangeHistory(new Map(until.map(({ name, checksum }) => [name, checksum])), migrations);
  return migrations.slice(0, until.length);
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await client.query("CREATE SCHEMA IF NOT EXISTS lingdai");
  await client.query("GRANT USAGE ON SCHEMA lingdai TO lingdai_app, lingdai_worker");
  await client.query(`CREATE TABLE IF NOT EXISTS lingdai.migration (
    name text PRIMARY KEY,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM lingdai.migration",
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  refuseStrangeHistory(applied, migrations);
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL search_path = lingdai");
    await client.query(sql);
    await client.query("INSERT INTO lingdai.migration (name, checksum) VALUES ($1, $2)", [
      name,
      checksum,
    ]);
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${name} failed`, { cause });
  }
}

/** What was applied must be the beginning of what we have, unchanged. */
function refuseStrangeHistory(
  applied: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  for (const [at, { name, checksum }] of migrations.entries()) {
    const known = applied.get(name);
    if (known !== undefined && known !== checksum) {
      throw new UnusableDatabase(
        `迁移 ${name} 在执行之后被改动`,
        "请恢复原文件，改动另写一个新的迁移",
      );
    }
    if (known === undefined && at < applied.size) {
      throw new UnusableDatabase(`迁移 ${name} 排在已执行的迁移之前`, "请给它一个更大的编号");
    }
  }
  const names = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !names.has(name));
  if (unknown === undefined) return;
  throw new UnusableDatabase(`数据库执行过本版本没有的迁移 ${unknown}`, "请使用更新的版本");
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  if (Number(rows[0]?.version) >= OLDEST_SERVER) return;
  throw new UnusableDatabase("数据库版本过低", "需要 PostgreSQL 15 或更高版本");
}
