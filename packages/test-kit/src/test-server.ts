// A PostgreSQL server of a test file's own, with as many empty databases as the tests want: a fresh
// cluster in a temporary folder, or, with LINGDAI_TEST_DATABASE_URL, the server that it names (whose
// user may make databases and roles).

import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import pg from "pg";

import { startCluster } from "@lingdai/store";

export interface TestServer {
  /** Makes an empty database and resolves with its owner's URL. */
  createDatabase(): Promise<string>;
  /** Drops what was made; ends the server if it is ours. */
  close(): Promise<void>;
}

export async function openTestServer(): Promise<TestServer> {
  const given = process.env["LINGDAI_TEST_DATABASE_URL"];
  if (given !== undefined && given !== "") {
    const names: string[] = [];
    return {
      createDatabase: async () => await createDatabase(given, names),
      close: async () => {
        for (const name of names) await runAsOwner(given, `DROP DATABASE ${name} WITH (FORCE)`);
      },
    };
  }
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-test-"));
  await chmod(folder, 0o711);
  const cluster = await startCluster({ folder, durability: "disposable" });
  return {
    createDatabase: async () => await createDatabase(cluster.url, []),
    close: async () => {
      await cluster.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function createDatabase(url: string, names: string[]): Promise<string> {
  const name = `lingdai_test_${randomBytes(6).toString("hex")}`;
  await runAsOwner(url, `CREATE DATABASE ${name}`);
  names.push(name);
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

/** What nobody but the owner could do: set-up, and tampering. */
export async function runAsOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
