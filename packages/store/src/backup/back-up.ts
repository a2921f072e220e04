// Writes the whole record into a folder: one snapshot, while people go on working. A table is a
// gzipped file of COPY's text form with its checksum; the folder appears when all of it is there.
// Of the keys it holds none.

import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import pg from "pg";
import { to as copyTo } from "pg-copy-streams";

import type { Keyring } from "../seal/keyring.ts";
import { UnusableDatabase } from "../unusable-database.ts";
import { listPartitions, listSequences, listTables, type StoredTable } from "./catalogue.ts";
import { FORMAT, KEY_MARK, MANIFEST, type ArchivedTable, type Manifest } from "./manifest.ts";

/** What belongs to the record; schemas that are not there are passed over. */
const SCHEMAS = ["lingdai", "graphile_worker"] as const;
const HISTORY = "lingdai.migration";

export interface BackupOptions {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  /** Must not exist, or be empty. */
  readonly archive: string;
}

export async function backUp({ ownerUrl, keyring, archive }: BackupOptions): Promise<Manifest> {
  const target = path.resolve(archive);
  if ((await readdir(target).catch(() => [])).length > 0) {
    throw new UnusableDatabase(`${target} 不是空的`, "请另选一个文件夹放备份");
  }
  const unfinished = `${target}.unfinished`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(path.join(unfinished, "tables"), { recursive: true, mode: 0o700 });
    const manifest = await writeTables(client, keyring, unfinished);
    await writeFile(path.join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(target, { recursive: true, force: true });
    await rename(unfinished, target);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function writeTables(client: pg.Client, keyring: Keyring, folder: string): Promise<Manifest> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    `SELECT name, checksum FROM ${HISTORY} ORDER BY name`,
  );
  const tables: ArchivedTable[] = [];
  for (const table of await listTables(client, SCHEMAS)) {
    if (table.name !== HISTORY) tables.push(await writeTable(client, table, folder));
  }
  const manifest: Manifest = {
    format: FORMAT,
    madeAt: new Date().toISOString(),
    keyCode: keyring.codeOf(KEY_MARK).toString("hex"),
    migrations,
    partitions: await listPartitions(client, SCHEMAS),
    tables,
    // Last: a sequence may be ahead of the rows, never behind them.
    sequences: await listSequences(client, SCHEMAS),
  };
  await client.query("COMMIT");
  return manifest;
}

async function writeTable(
  client: pg.Client,
  { name, columns }: StoredTable,
  folder: string,
): Promise<ArchivedTable> {
  const file = path.join("tables", `${name.replaceAll('"', "")}.copy.gz`);
  const hash = createHash("sha256");
  const copy = client.query(copyTo(`COPY (SELECT ${columns.join(", ")} FROM ${name}) TO STDOUT`));
  const hashed = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  // Envelopes do not shrink: more effort would buy nothing.
  const out = createWriteStream(path.join(folder, file), { mode: 0o600 });
  await pipeline(copy, createGzip({ level: 1 }), hashed, out);
  return { name, columns, file, rows: copy.rowCount, sha256: hash.digest("hex") };
}
