// Every run adds files of rows of its own; after years they would be hundreds, each held open by
// every thread. Now and then the small ones become one. Blocks stay as they are, in their order, so
// that nothing but their place changes. Knows no row.

import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { basename, join } from "node:path";

import { OpenFiles } from "../read/open-files.ts";
import type { KeptBlock, KeptPart, KeptRun } from "./state-manifest.ts";
import { writing } from "./state-rows-writer.ts";

/** More files than this are merged. */
const PARTS_MAX = 24;
/** The largest stay: copying them again and again would cost more than it brings. */
const PARTS_LEFT = 4;

/** The runs with their small parts in the new file `name`, as one run; as they are where parts are few. */
export function mergeParts(
  folder: string,
  runs: readonly KeptRun[],
  name: string,
): readonly KeptRun[] {
  const last = runs.at(-1);
  const parts = runs.flatMap((run) => run.parts);
  if (last === undefined || parts.length <= PARTS_MAX) return runs;
  const bySize = parts.toSorted((left, right) => right.bytes - left.bytes);
  const stay = bySize.slice(0, PARTS_LEFT);
  const blocks = runs.flatMap((run) =>
    run.blocks.map((block) => ({ part: run.parts[block[0]], block })),
  );
  const path = join(folder, name);
  return writing(path, () => {
    const merging = new Merging(folder, path);
    try {
      const merged = blocks.map(({ part, block }): KeptBlock => {
        if (part === undefined) throw new RangeError(`no part ${block[0]}`);
        const [, at, bytes, rows, checksum] = block;
        const staysAs = stay.indexOf(part);
        if (staysAs !== -1) return [staysAs, at, bytes, rows, checksum];
        return [stay.length, merging.take(part, at, bytes), bytes, rows, checksum];
      });
      const added = { name, bytes: merging.finish() };
      return [{ as_of: last.as_of, files: [], parts: [...stay, added], blocks: merged }];
    } finally {
      merging.close();
    }
  });
}

/** A file that takes blocks of others. */
class Merging {
  readonly #folder: string;
  readonly #to: number;
  readonly #from = new OpenFiles();
  #buffer = Buffer.alloc(0);
  #written = 0;

  constructor(folder: string, path: string) {
    this.#folder = folder;
    this.#to = openSync(path, "w", 0o600);
  }

  /** Takes a block, which this run has read and checked, and says where it stands now. */
  take({ name }: KeptPart, at: number, bytes: number): number {
    if (this.#buffer.length < bytes) this.#buffer = Buffer.allocUnsafeSlow(bytes);
    const from = this.#from.descriptorOf(join(this.#folder, basename(name)));
    for (let held = 0; held < bytes;) {
      const count = readSync(from, this.#buffer, held, bytes - held, at + held);
      if (count === 0) throw new Error("a part ends within a block");
      held += count;
    }
    for (let done = 0; done < bytes;) {
      done += writeSync(this.#to, this.#buffer, done, bytes - done);
    }
    this.#written += bytes;
    return this.#written - bytes;
  }

  /** Everything lies on the disk; its bytes. */
  finish(): number {
    fsyncSync(this.#to);
    return this.#written;
  }

  close(): void {
    this.#from.close();
    closeSync(this.#to);
  }
}
