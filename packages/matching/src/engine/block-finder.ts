// Finds the block in which a row begins, given its cell and the place in the cell. Knows blocks only.

import type { RunSetup } from "./run-setup.ts";

/** Coarse steps of cells, so that the block of a position is found almost at once. */
const STEP_BITS = 12;

export class BlockFinder {
  /** Places in a cell. */
  readonly #cell: number;
  /** By block: where it begins, counted in places through all cells; behind the last it never ends. */
  readonly #begins: Float64Array;
  /** By step: the last block that begins before it. */
  readonly #coarse: Uint32Array;

  constructor({ blocks, files, cellShift, cells }: RunSetup) {
    this.#cell = 2 ** cellShift;
    this.#begins = new Float64Array(blocks.length + 1).fill(Infinity);
    for (const [at, { file, from }] of blocks.entries()) {
      this.#begins[at] = (files[file]?.firstCell ?? 0) * this.#cell + from;
    }
    this.#coarse = new Uint32Array(Math.floor(cells / 2 ** STEP_BITS) + 2);
    let block = 0;
    for (let step = 0; step < this.#coarse.length; step += 1) {
      const place = step * 2 ** STEP_BITS * this.#cell;
      while ((this.#begins[block + 1] as number) < place) block += 1;
      this.#coarse[step] = block;
    }
  }

  find(position: number, inCell: number): number {
    const place = position * this.#cell + inCell;
    let block = this.#coarse[position >>> STEP_BITS] as number;
    while ((this.#begins[block + 1] as number) <= place) block += 1;
    return block;
  }
}
