// Lines for a table, kept by block until every block is read: only then are the lines of a block
// counted from the beginning of its file. Held in a scratch file, not in memory.

import { closeSync, openSync, readSync, writeSync } from "node:fs";

import { OpenFiles } from "../read/open-files.ts";
import { ByteLines } from "./byte-lines.ts";

/** Where the lines of one block stand in one thread's spool. */
export interface SpooledBlock {
  readonly block: number;
  readonly at: number;
  readonly bytes: number;
}

/** Before every line: its number, which row it is about, and how many bytes it has. */
const HEAD_BYTES = 12;

export class BlockSpool {
  readonly path: string;
  readonly blocks: SpooledBlock[] = [];
  readonly #descriptor: number;
  /** The lines of the block being read, with their heads, in the order in which they came. */
  readonly #lines = new ByteLines();
  /** Where each of them begins. */
  #starts: number[] = [];
  #written = 0;

  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, "w", 0o600);
  }

  /** A line of the block being read; `position` tells which row it is about. */
  add(line: number, position: number, text: string): void {
    this.begin(line, position).putText(text);
  }

  /** Begins such a line: what is put into the lines given back is its text. */
  begin(line: number, position: number): ByteLines {
    const lines = this.#lines;
    const start = lines.length;
    this.#starts.push(start);
    lines.reserve(HEAD_BYTES);
    lines.bytes.writeUInt32LE(line, start);
    lines.bytes.writeUInt32LE(position, start + 4);
    lines.length = start + HEAD_BYTES;
    return lines;
  }

  /** The block is read: its lines go to the file, in order. */
  endBlock(block: number): void {
    const bytes = this.#lines.length;
    if (bytes === 0) return;
    const buffer = this.#ordered();
    this.#lines.length = 0;
    this.#starts = [];
    let done = 0;
    while (done < bytes) {
      done += writeSync(this.#descriptor, buffer, done, bytes - done, this.#written + done);
    }
    this.blocks.push({ block, at: this.#written, bytes });
    this.#written += bytes;
  }

  /** The lines with their lengths in their heads; most blocks have them in order already. */
  #ordered(): Buffer {
    const { bytes, length } = this.#lines;
    const starts = this.#starts;
    const lineAt = (start: number): number => bytes.readUInt32LE(start);
    let isInOrder = true;
    for (const [index, start] of starts.entries()) {
      const end = starts[index + 1] ?? length;
      bytes.writeUInt32LE(end - start - HEAD_BYTES, start + 8);
      if (end < length && lineAt(end) < lineAt(start)) isInOrder = false;
    }
    if (isInOrder) return bytes;
    const ordered = Buffer.allocUnsafe(length);
    let at = 0;
    for (const start of starts.toSorted((left, right) => lineAt(left) - lineAt(right))) {
      const end = start + HEAD_BYTES + bytes.readUInt32LE(start + 8);
      at += bytes.copy(ordered, at, start, end);
    }
    return ordered;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Hands out the lines of some threads' spools block by block. */
export function readSpools(
  spools: readonly { readonly path: string; readonly blocks: readonly SpooledBlock[] }[],
  onLine: (block: number, line: number, position: number, text: string) => void,
): void {
  const all = spools
    .flatMap(({ path, blocks }) => blocks.map((block) => ({ ...block, path })))
    .toSorted((left, right) => left.block - right.block);
  const open = new OpenFiles();
  try {
    for (const { path, block, at, bytes } of all) {
      const descriptor = open.descriptorOf(path);
      const buffer = Buffer.alloc(bytes);
      let held = 0;
      while (held < bytes) {
        const count = readSync(descriptor, buffer, held, bytes - held, at + held);
        if (count === 0) throw new Error("a spool ends within a block");
        held += count;
      }
      for (let from = 0; from < bytes;) {
        const length = buffer.readUInt32LE(from + 8);
        const text = buffer.toString("utf8", from + HEAD_BYTES, from + HEAD_BYTES + length);
        onLine(block, buffer.readUInt32LE(from), buffer.readUInt32LE(from + 4), text);
        from += HEAD_BYTES + length;
      }
    }
  } finally {
    open.close();
  }
}
