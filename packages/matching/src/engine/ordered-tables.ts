// Several threads write stretches of the same tables at once, each where it belongs: a stretch
// begins where the one before it ends, which is known as soon as that one has been put together,
// long before it is written. What a stretch has behind its last whole block of the disk it hands on
// to the next, so that everybody writes whole blocks. Knows nothing of what is in the tables.

import { closeSync, openSync, readSync } from "node:fs";

import { DISK_BLOCK, DirectFile } from "./direct-file.ts";

/** A table that has its header already. */
export interface OrderedTable {
  readonly path: string;
  /** Where the first stretch begins. */
  readonly from: number;
}

export interface SharedOrder {
  /** Float64: where each stretch of each table begins. */
  readonly offsets: SharedArrayBuffer;
  /** Int32: 1 where the offsets of a stretch are known. */
  readonly known: SharedArrayBuffer;
  /**
   * By table a block for stretches of even and one for those of odd number: what stands between the
   * beginning of a stretch's first block and the stretch.
   */
  readonly handedOn: SharedArrayBuffer;
}

/** A stretch of one table. */
interface Part {
  readonly bytes: Buffer;
  readonly length: number;
}

/** Room for `stretches` and the end behind them. */
export function orderOf(tables: readonly OrderedTable[], stretches: number): SharedOrder {
  const offsets = new SharedArrayBuffer(tables.length * (stretches + 1) * 8);
  const known = new SharedArrayBuffer((stretches + 1) * 4);
  const handedOn = new SharedArrayBuffer(tables.length * 2 * DISK_BLOCK);
  new Float64Array(offsets).set(tables.map(({ from }) => from));
  new Int32Array(known)[0] = 1;
  for (const [at, table] of tables.entries()) readHead(table, handedBytes(handedOn, at, 0));
  return { offsets, known, handedOn };
}

/** Reads what stands before the first stretch in its block. */
function readHead({ path, from }: OrderedTable, into: Uint8Array): void {
  const descriptor = openSync(path, "r");
  const before = from % DISK_BLOCK;
  try {
    for (let done = 0; done < before;) {
      const read = readSync(descriptor, into, done, before - done, from - before + done);
      if (read === 0) throw new Error("a table ends before its first stretch");
      done += read;
    }
  } finally {
    closeSync(descriptor);
  }
}

function handedBytes(handedOn: SharedArrayBuffer, table: number, stretch: number): Uint8Array {
  return new Uint8Array(handedOn, (table * 2 + (stretch & 1)) * DISK_BLOCK, DISK_BLOCK);
}

export class OrderedTables {
  readonly #files: readonly DirectFile[];
  readonly #offsets: Float64Array;
  readonly #known: Int32Array;
  readonly #handedOn: SharedArrayBuffer;
  readonly #stretches: number;

  constructor(tables: readonly OrderedTable[], { offsets, known, handedOn }: SharedOrder) {
    this.#files = tables.map(({ path }) => new DirectFile(path));
    this.#offsets = new Float64Array(offsets);
    this.#known = new Int32Array(known);
    this.#handedOn = handedOn;
    this.#stretches = this.#known.length - 1;
  }

  /**
   * Writes one stretch of every table; waits for the one before it to be put together. When it
   * resolves the parts may be filled anew.
   */
  async write(stretch: number, parts: readonly Part[], throwIfGivenUp: () => void): Promise<void> {
    while (Atomics.load(this.#known, stretch) === 0) {
      throwIfGivenUp();
      Atomics.wait(this.#known, stretch, 0, 50);
    }
    // As many tables as there are; some runs have no table of changes.
    const taken = parts
      .slice(0, this.#files.length)
      .map((part, table) => ({ part, head: this.#takeOver(stretch, table, part) }));
    Atomics.store(this.#known, stretch + 1, 1);
    Atomics.notify(this.#known, stretch + 1);
    for (const [table, { part, head }] of taken.entries()) {
      await this.#writePart(stretch, table, part, head);
    }
  }

  /** Waits until everything is written. */
  async drain(): Promise<void> {
    for (const file of this.#files) await file.drain();
  }

  async close(): Promise<void> {
    for (const file of this.#files) await file.close();
  }

  /** What the stretch before left over; hands on what stands behind the last whole block. */
  #takeOver(stretch: number, table: number, { bytes, length }: Part): Uint8Array {
    const from = this.#offsets[stretch * this.#files.length + table] ?? 0;
    const to = from + length;
    this.#offsets[(stretch + 1) * this.#files.length + table] = to;
    const head = handedBytes(this.#handedOn, table, stretch).slice(0, from % DISK_BLOCK);
    const left = to % DISK_BLOCK;
    const own = Math.min(left, length);
    const next = handedBytes(this.#handedOn, table, stretch + 1);
    // Where the stretch ends no block, what it took over goes on to the next before it.
    next.set(head.subarray(0, left - own));
    next.set(bytes.subarray(length - own, length), left - own);
    return head;
  }

  async #writePart(stretch: number, table: number, part: Part, head: Uint8Array): Promise<void> {
    const file = this.#files[table];
    const to = this.#offsets[(stretch + 1) * this.#files.length + table] ?? 0;
    const left = to % DISK_BLOCK;
    const before = to - part.length - head.length;
    if (to - before > left) await file?.write(head, part.bytes, part.length - left, before);
    if (stretch + 1 < this.#stretches) return;
    const end = handedBytes(this.#handedOn, table, stretch + 1).slice(0, left);
    file?.writeOrdinary(end, left, to - left);
  }
}
