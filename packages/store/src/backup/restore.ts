// Brings an archive back into an empty database: the shape that it was made with, its rows, then the
// migrations that came later. All checksums are held against the files before anything is changed, and
// all rows come in one transaction.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

import { migrate } from "../migrate/migrate.ts";
import type { Keyring } from "../seal/keyring.ts";
import { UnusableDatabase } from "../unusable-database.ts";
import { KEY_MARK, readManifest, type ArchivedTable, type Manifest } from "./manifest.ts";

export interface RestoreOptions {
  /** Of a database that holds no person. */
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  readonly archive: string;
  /** Makes the tables that are not the record's own, such as those of jobs. */
  readonly prepare?: (ownerUrl: string) => Promise<void>;
}

export async function restore(options: RestoreOptions): Promise<Manifest> {
  const { ownerUrl, keyring, archive, prepare } = options;
  const manifest = await readManifest(archive);
  if (manifest.keyCode !== keyring.codeOf(KEY_MARK).toString("hex")) {
    throw new UnusableDatabase(
      "密钥不是这份备份的密钥",
      "请把原来的密钥文件放回数据文件夹，或用 LINGDAI_KEYS 指明",
    );
  }
  for (const table of manifest.tables) await checkFile(archive, table);
  await migrate({ ownerUrl, keyring, until: manifest.migrations });
  await prepare?.(ownerUrl);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    await refuseInhabited(client);
    await bringIn(client, manifest, archive);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
  await migrate({ ownerUrl, keyring });
  return manifest;
}

async function checkFile(archive: string, { file, sha256 }: ArchivedTable): Promise<void> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path.join(archive, file)), hash);
  } catch (cause) {
    throw new UnusableDatabase(`读不到备份中的 ${file}`, "请检查备份是否完整", { cause });
  }
  if (hash.digest("hex") === sha256) return;
  throw new UnusableDatabase(`备份中的 ${file} 已损坏`, "校验和不符，请换一份备份");
}

async function refuseInhabited(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ inhabited: boolean }>(
    `SELECT EXISTS (SELECT FROM lingdai.beneficiary) OR EXISTS (SELECT FROM lingdai.audit_record)
       AS inhabited`,
  );
  if (rows[0]?.inhabited === false) return;
  throw new UnusableDatabase("数据库里已有数据", "只能恢复到空的数据库，请另选数据文件夹");
}

async function bringIn(client: pg.Client, manifest: Manifest, archive: string): Promise<void> {
  const names = manifest.tables.map(({ name }) => name);
  for (const { name, parent, bound } of manifest.partitions) {
    await client.query(`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${parent} ${bound}`);
  }
  // What the migrations themselves put in is in the archive too.
  await client.query(`TRUNCATE ${names.join(", ")}`);
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  for (const table of manifest.tables) await readTable(client, table, archive);
  for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
  for (const { name, lastValue } of manifest.sequences) {
    await client.query("SELECT setval($1, coalesce($2, 1), $2 IS NOT NULL)", [name, lastValue]);
  }
}

async function readTable(client: pg.Client, table: ArchivedTable, archive: string): Promise<void> {
  const { name, columns, file, rows } = table;
  const copy = client.query(copyFrom(`COPY ${name} (${columns.join(", ")}) FROM STDIN`));
  await pipeline(createReadStream(path.join(archive, file)), createGunzip(), copy);
  if (copy.rowCount === rows) return;
  throw new UnusableDatabase(`备份中的 ${file} 行数不符`, "请换一份备份");
}
