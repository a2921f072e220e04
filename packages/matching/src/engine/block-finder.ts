// Finds the block in which a row begins, given its cell and the place in the cell. Knows blocks only.

import type { RunSetup } from "./run-setup.ts";

/** Coarse steps of cells, so that the block of a position is found almost at once. */
const STEP_BITS = 12;

export class BlockFinder {
  /** By block: its first cell, and where in that cell it begins. */
  readonly #firstCell: Float64Array;
  readonly #inCell: Uint8Array;
  /** By step: the last block that begins before it. */
  readonly #coarse: Uint32Array;

  constructor({ blocks, files, cellShift, cells }: RunSetup) {
    const cell = 2 ** cellShift;
    this.#firstCell = new Float64Array(blocks.length + 1);
    this.#inCell = new Uint8Array(blocks.length + 1);
    for (const [at, { file, from }] of blocks.entries()) {
      this.#firstCell[at] = (files[file]?.firstCell ?? 0) + Math.floor(from / cell);
      this.#inCell[at] = from % cell;
    }
    this.#firstCell[blocks.length] = Infinity;
    this.#coarse = new Uint32Array(Math.floor(cells / 2 ** STEP_BITS) + 2);
    let block = 0;
    for (let step = 0; step < this.#coarse.length; step += 1) {
      while ((this.#firstCell[block + 1] as number) < step * 2 ** STEP_BITS) block += 1;
      this.#coarse[step] = block;
    }
  }

  find(position: number, inCell: number): number {
    let block = this.#coarse[position >>> STEP_BITS] as number;
    for (;;) {
      const next = this.#firstCell[block + 1] as number;
      if (next > position) return block;
      if (next === position && (this.#inCell[block + 1] as number) > inCell) return block;
      block += 1;
    }
  }
}
