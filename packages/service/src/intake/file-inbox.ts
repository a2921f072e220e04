// Files that people bring, on disk until a worker has taken them in: each in a folder of its own that is
// named by what it is, with the mapping that came along beside it. What still comes in is a draft, and
// becomes a file all at once. Knows neither rows nor who brought them.

import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { isOutOfRoom } from "../evidence/evidence-store.ts";

export interface FileInbox {
  /** The most that one file may weigh. */
  readonly bytesMax: number;
  begin(): Promise<Arrival>;
  /** Undefined where nothing is kept under that key. */
  find(key: string): Promise<KeptFile | undefined>;
  remove(key: string): Promise<void>;
}

export interface KeptFile {
  readonly path: string;
  /** The path of the mapping, where one came along. */
  readonly mappings: readonly string[];
}

/** A file that comes in. */
export interface Arrival {
  /** Resolves once all of it is safely on disk; never more of it in memory than a few blocks. */
  receive(name: string, content: Readable): Promise<void>;
  receiveMapping(text: string): Promise<void>;
  /** What has come so far. */
  look(): Promise<KeptFile | undefined>;
  /** Keeps it under a key, in place of what was left there. */
  keep(key: string): Promise<void>;
  /** Puts away what was not kept. */
  end(): Promise<void>;
}

/** There is no room for another file; nothing of it was kept. */
export class InboxFull extends Error {}

/** The month of a large province, uncompressed. */
const BYTES_MAX_DEFAULT = 4 * 1024 ** 3;
const MAPPING = "mapping.yaml";
/** Whoever was killed while it came in will not come back for it. */
const DRAFT_LIFE_MS = 24 * 60 * 60 * 1000;

export function fileInbox(folder: string, bytesMax = BYTES_MAX_DEFAULT): FileInbox {
  const drafts = path.join(folder, "drafts");
  const kept = path.join(folder, "kept");
  return {
    bytesMax,
    begin: async () => {
      await mkdir(kept, { recursive: true, mode: 0o700 });
      await clearOldDrafts(drafts);
      const draft = path.join(drafts, randomUUID());
      await mkdir(path.join(draft, "file"), { recursive: true, mode: 0o700 });
      return arrivalIn(draft, (key) => path.join(kept, key));
    },
    find: async (key) => await lookInto(path.join(kept, key)),
    remove: async (key) => {
      await rm(path.join(kept, key), { recursive: true, force: true });
    },
  };
}

function arrivalIn(draft: string, placeOf: (key: string) => string): Arrival {
  return {
    receive: async (name, content) => {
      const target = createWriteStream(path.join(draft, "file", name), {
        flags: "wx",
        mode: 0o600,
        flush: true,
      });
      await pipeline(content, target).catch(tellNoRoom);
    },
    receiveMapping: async (text) => {
      await writeFile(path.join(draft, MAPPING), text, { mode: 0o600, flush: true }).catch(
        tellNoRoom,
      );
    },
    look: async () => await lookInto(draft),
    keep: async (key) => {
      const place = placeOf(key);
      await rm(place, { recursive: true, force: true });
      await rename(draft, place);
      await makeLasting(path.dirname(place));
    },
    end: async () => {
      await rm(draft, { recursive: true, force: true });
    },
  };
}

async function lookInto(folder: string): Promise<KeptFile | undefined> {
  const files = path.join(folder, "file");
  const [name] = await readdir(files).catch(noneThere);
  if (name === undefined) return undefined;
  const beside = await readdir(folder);
  const mappings = beside.includes(MAPPING) ? [path.join(folder, MAPPING)] : [];
  return { path: path.join(files, name), mappings };
}

async function clearOldDrafts(drafts: string): Promise<void> {
  for (const name of await readdir(drafts).catch(noneThere)) {
    const draft = path.join(drafts, name);
    const made = await stat(draft).catch(() => undefined);
    if (made === undefined || Date.now() - made.mtimeMs < DRAFT_LIFE_MS) continue;
    await rm(draft, { recursive: true, force: true });
  }
}

/** A name in a folder outlives a power cut only once the folder itself is written. */
async function makeLasting(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function noneThere(error: unknown): readonly string[] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}

function tellNoRoom(error: unknown): never {
  throw isOutOfRoom(error) ? new InboxFull("no room for a file", { cause: error }) : error;
}
