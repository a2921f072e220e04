// Lines for a table, kept by block until every block is read: only then are the lines of a block
// counted from the beginning of its file. Held in a scratch file, not in memory.

import { closeSync, openSync, readSync, writeSync } from "node:fs";

import { OpenFiles } from "../read/open-files.ts";

/** Where the lines of one block stand in one thread's spool. */
export interface SpooledBlock {
  readonly block: number;
  readonly at: number;
  readonly bytes: number;
}

interface PendingLine {
  readonly line: number;
  readonly position: number;
  readonly text: string;
}

const HEAD_BYTES = 12;

export class BlockSpool {
  readonly path: string;
  readonly blocks: SpooledBlock[] = [];
  readonly #descriptor: number;
  #pending: PendingLine[] = [];
  #written = 0;

  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, "w", 0o600);
  }

  /** A line of the block being read; `position` tells which row it is about. */
  add(line: number, position: number, text: string): void {
    this.#pending.push({ line, position, text });
  }

  /** The block is read: its lines go to the file, in order. */
  endBlock(block: number): void {
    if (this.#pending.length === 0) return;
    const lines = this.#pending.toSorted((left, right) => left.line - right.line);
    this.#pending = [];
    const texts = lines.map(({ text }) => Buffer.from(text));
    const bytes = texts.reduce((sum, text) => sum + text.length + HEAD_BYTES, 0);
    const buffer = Buffer.alloc(bytes);
    let at = 0;
    for (const [index, { line, position }] of lines.entries()) {
      const text = texts[index];
      if (text === undefined) continue;
      buffer.writeUInt32LE(line, at);
      buffer.writeUInt32LE(position, at + 4);
      buffer.writeUInt32LE(text.length, at + 8);
      text.copy(buffer, at + HEAD_BYTES);
      at += HEAD_BYTES + text.length;
    }
    let done = 0;
    while (done < bytes) {
      done += writeSync(this.#descriptor, buffer, done, bytes - done, this.#written + done);
    }
    this.blocks.push({ block, at: this.#written, bytes });
    this.#written += bytes;
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
