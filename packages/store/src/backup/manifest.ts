// What an archive says about itself: `manifest.json`, written last. An archive without one is none.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { UnusableDatabase } from "../unusable-database.ts";
import type { StoredPartition, StoredSequence, StoredTable } from "./catalogue.ts";

export const MANIFEST = "manifest.json";
export const FORMAT = 1;
/** What the keyring's code is taken over, so that an archive knows its keys. */
export const KEY_MARK = "lingdai backup";

export interface ArchivedTable extends StoredTable {
  /** Below the archive: the rows in COPY's text form, gzipped. */
  readonly file: string;
  readonly rows: number;
  /** Of the file. */
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly madeAt: string;
  /** Without the keys, names and numbers stay sealed; they are never in the archive. */
  readonly keyCode: string;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  readonly partitions: readonly StoredPartition[];
  /** In an order in which none refers to a later one. */
  readonly tables: readonly ArchivedTable[];
  readonly sequences: readonly StoredSequence[];
}

export async function readManifest(archive: string): Promise<Manifest> {
  const file = path.join(archive, MANIFEST);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new UnusableDatabase(`${archive} 不是备份`, `其中没有 ${MANIFEST}`, { cause });
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format === FORMAT) return manifest;
  throw new UnusableDatabase(`备份 ${archive} 的格式本版本不认得`, "请用写它的版本恢复");
}
