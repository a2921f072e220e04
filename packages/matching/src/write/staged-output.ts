// The output folder as a transaction: everything is written into a hidden folder beside it and
// moved into place together at the very end, or not at all. Knows the names of our files and
// nothing of what is in them.
//
// The hidden folder lies inside DIR where DIR exists (the same disk for certain), else beside it;
// a new DIR then appears in a single rename. It is named after its process: what a run that was
// killed has left behind goes away with the next run.

import {
  existsSync,
  fsyncSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { isRunning, processRealm, startOf } from "../running-process.ts";
import { UnusableInput, describeSystemError } from "../unusable-input.ts";

const TABLES = ["conclusions", "uncertified", "rejects", "suspicious", "changes"] as const;
export type TableName = (typeof TABLES)[number];

/** Every name that a run of any format may have written; all of them are replaced together. */
const OUR_FILES: readonly string[] = [
  ...TABLES.flatMap((table) => [`${table}.csv`, `${table}.parquet`]),
  "summary.json",
];

const STAGING_PREFIX = ".lingdai-evaluate-";
/** Where it runs, its number, when it began. */
const STAGING = /^\.lingdai-evaluate-([0-9a-f]{8})-(\d+)-(\d+)-\w+$/;

const OUT_MEND = "请换一个可以写入的 --out 文件夹";

export class StagedOutput {
  readonly #out: string;
  readonly #staging: string;

  constructor(out: string) {
    this.#out = resolve(out);
    try {
      this.#staging = stageFor(out, this.#out);
    } catch (error) {
      if (error instanceof UnusableInput) throw error;
      throw new UnusableInput(`--out ${out}`, `不能写入，${describeSystemError(error)}`, OUT_MEND);
    }
  }

  /** Where to write a file that will stand in DIR. */
  pathOf(file: string): string {
    return join(this.#staging, "tables", file);
  }

  /** Where to write what is thrown away at the end. */
  scratchPath(file: string): string {
    return join(this.#staging, file);
  }

  /** Moves all files into place; where one cannot be moved, everything is put back. */
  publish(): void {
    const tables = join(this.#staging, "tables");
    syncFolder(tables);
    if (existsSync(this.#out)) this.#replace(tables);
    else {
      mkdirSync(dirname(this.#out), { recursive: true });
      renameSync(tables, this.#out);
    }
    syncFolder(this.#out);
  }

  /** As `discard`, while others work. */
  async clear(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
  }

  /** Removes everything that was staged; harmless when nothing is left. */
  discard(): void {
    rmSync(this.#staging, { recursive: true, force: true });
  }

  #replace(tables: string): void {
    const old = join(this.#staging, "old");
    mkdirSync(old);
    const undo: (() => void)[] = [];
    const move = (from: string, to: string): void => {
      renameSync(from, to);
      undo.unshift(() => {
        renameSync(to, from);
      });
    };
    try {
      for (const file of OUR_FILES) {
        const place = join(this.#out, file);
        if (existsSync(place)) move(place, join(old, file));
      }
      for (const file of readdirSync(tables)) move(join(tables, file), join(this.#out, file));
    } catch (error) {
      for (const step of undo) step();
      throw error;
    }
  }
}

/** Makes the hidden folder; leaves nothing behind where it cannot. */
function stageFor(given: string, out: string): string {
  const isThere = existsSync(out);
  if (isThere) refuseUnusableFolder(given, out);
  const beside = isThere ? out : nearestFolder(given, dirname(out));
  const realm = processRealm();
  removeAbandoned(beside, realm);
  const { pid } = process;
  const name = `${STAGING_PREFIX}${realm}-${pid}-${startOf(pid) ?? "0"}-`;
  const staging = mkdtempSync(join(beside, name));
  try {
    mkdirSync(join(staging, "tables"));
  } catch (error) {
    rmdirSync(staging);
    throw error;
  }
  return staging;
}

/** Removes folders of processes of this machine that have ended; others may still be written. */
function removeAbandoned(beside: string, realm: string): void {
  for (const name of readdirSync(beside)) {
    const [, place, pid = "", start = ""] = STAGING.exec(name) ?? [];
    if (place !== realm || isRunning(Number(pid), start)) continue;
    rmSync(join(beside, name), { recursive: true, force: true });
  }
}

function refuseUnusableFolder(given: string, out: string): void {
  if (!statSync(out).isDirectory()) {
    throw new UnusableInput(`--out ${given}`, "这是一个文件，不是文件夹", OUT_MEND);
  }
  const taken = OUR_FILES.find((file) => {
    const found = statSync(join(out, file), { throwIfNoEntry: false });
    return found?.isDirectory() === true;
  });
  if (taken === undefined) return;
  throw new UnusableInput(
    join(given, taken),
    "要写的文件名被一个文件夹占用",
    "请移走它，或换一个 --out",
  );
}

/** The nearest folder above DIR that exists; a DIR in a missing folder is made with it. */
function nearestFolder(given: string, folder: string): string {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return folder;
  if (found !== undefined || dirname(folder) === folder) {
    throw new UnusableInput(`--out ${given}`, `${folder} 不是文件夹`, OUT_MEND);
  }
  return nearestFolder(given, dirname(folder));
}

/** Makes renames durable; some file systems refuse to sync a folder, which is no fault of ours. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } catch {
    // The files themselves have been synced.
  } finally {
    closeSync(descriptor);
  }
}
