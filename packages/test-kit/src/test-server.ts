// A PostgreSQL server of a test file's own, with as many empty databases as the tests want: a cluster
// in a temporary folder, or, with LINGDAI_TEST_DATABASE_URL, the server that it names (whose user may
// make databases and roles).

import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import pg from "pg";

import { migrate, startCluster } from "@lingdai/store";

import { copyCluster, findMigratedCluster } from "./migrated-cluster.ts";
import { TEST_KEYRING } from "./test-keyring.ts";

export interface TestServer {
  /** Makes an empty database and resolves with its owner's URL. */
  createDatabase(): Promise<string>;
  /** Drops what was made; ends the server if it is ours. */
  close(): Promise<void>;
}

/** A server and one database on it that has the shape of today. */
export interface MigratedServer {
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export async function openTestServer(): Promise<TestServer> {
  const given = givenServer();
  if (given !== undefined) {
    const names: string[] = [];
    return {
      createDatabase: async () => await createDatabase(given, names),
      close: async () => {
        for (const name of names) await runAsOwner(given, `DROP DATABASE ${name} WITH (FORCE)`);
      },
    };
  }
  const { url, close } = await startServer(await aFolder());
  return { createDatabase: async () => await createDatabase(url, []), close };
}

export async function openMigratedServer(): Promise<MigratedServer> {
  if (givenServer() === undefined) {
    const migrated = await findMigratedCluster();
    if (migrated !== undefined) {
      const folder = await aFolder();
      await copyCluster(migrated, folder);
      const { url, close } = await startServer(folder);
      return { ownerUrl: url, close };
    }
  }
  const server = await openTestServer();
  const ownerUrl = await server.createDatabase();
  await migrate({ ownerUrl, keyring: TEST_KEYRING });
  return {
    ownerUrl,
    close: async () => {
      await server.close();
    },
  };
}

function givenServer(): string | undefined {
  const given = process.env["LINGDAI_TEST_DATABASE_URL"];
  return given === "" ? undefined : given;
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-test-"));
  await chmod(folder, 0o711);
  return folder;
}

async function startServer(folder: string) {
  const cluster = await startCluster({ folder, durability: "disposable" });
  return {
    url: cluster.url,
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
  await asOwner(url, async (owner) => await owner.query(statement));
}

/** The same for several statements on one connection. */
export async function asOwner<Result>(
  url: string,
  work: (owner: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
