// Several threads write stretches of the same tables at once, each where it belongs: a stretch
// begins where the one before it ends, which is known as soon as that one has been put together,
// long before it is written. Knows nothing of what is in the tables.

import { closeSync, openSync, writeSync } from "node:fs";

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
}

/** Room for `stretches` and the end behind them. */
export function orderOf(tables: readonly OrderedTable[], stretches: number): SharedOrder {
  const offsets = new SharedArrayBuffer(tables.length * (stretches + 1) * 8);
  const known = new SharedArrayBuffer((stretches + 1) * 4);
  new Float64Array(offsets).set(tables.map(({ from }) => from));
  new Int32Array(known)[0] = 1;
  return { offsets, known };
}

export class OrderedTables {
  readonly #descriptors: readonly number[];
  readonly #offsets: Float64Array;
  readonly #known: Int32Array;

  constructor(tables: readonly OrderedTable[], order: SharedOrder) {
    this.#descriptors = tables.map(({ path }) => openSync(path, "r+"));
    this.#offsets = new Float64Array(order.offsets);
    this.#known = new Int32Array(order.known);
  }

  /** Writes one stretch of every table; waits for the one before it to be put together. */
  write(
    stretch: number,
    parts: readonly { readonly bytes: Buffer; readonly length: number }[],
    throwIfGivenUp: () => void,
  ): void {
    const tables = this.#descriptors.length;
    while (Atomics.load(this.#known, stretch) === 0) {
      throwIfGivenUp();
      Atomics.wait(this.#known, stretch, 0, 50);
    }
    for (let table = 0; table < tables; table += 1) {
      const from = this.#offsets[stretch * tables + table] ?? 0;
      this.#offsets[(stretch + 1) * tables + table] = from + (parts[table]?.length ?? 0);
    }
    Atomics.store(this.#known, stretch + 1, 1);
    Atomics.notify(this.#known, stretch + 1);
    for (const [table, descriptor] of this.#descriptors.entries()) {
      const part = parts[table];
      if (part === undefined) continue;
      let done = 0;
      const from = this.#offsets[stretch * tables + table] ?? 0;
      while (done < part.length) {
        done += writeSync(descriptor, part.bytes, done, part.length - done, from + done);
      }
    }
  }

  close(): void {
    for (const descriptor of this.#descriptors) closeSync(descriptor);
  }
}
