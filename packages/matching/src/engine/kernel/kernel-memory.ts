// Memory of which both a compiled reader of rows and we know what stands where: what the reader is told,
// tables in which it looks things up, what it makes of the rows, and the block of bytes in which they
// stand. Here what all readers have of it. Knows no instruction and no field.

import { SLACK_BYTES } from "../cell-ends.ts";
import type { Block } from "../planned-blocks.ts";
import { CHECK_AT, DAYS_IN_MONTH, FIRST_OF_MONTH, WEIGHTS } from "../plain-cells.ts";
import type { Memory } from "./web-assembly.ts";
import { WebAssembly } from "./web-assembly.ts";

const PAGE_BYTES = 64 * 1024;
const PIECE_BYTES = 16;

/** Where each of some pieces of so many bytes stands, one behind the other, and where they end. */
export type Layout<Piece extends string> = Readonly<Record<Piece | "end", number>>;

export function layOut<Piece extends string>(
  from: number,
  pieces: Readonly<Record<Piece, number>>,
): Layout<Piece> {
  const places: Record<string, number> = {};
  let end = from;
  for (const [piece, bytes] of Object.entries<number>(pieces)) {
    places[piece] = end;
    end = Math.ceil((end + bytes) / PIECE_BYTES) * PIECE_BYTES;
  }
  return { ...places, end } as Layout<Piece>;
}

/** What every reader has. */
export const COMMON = layOut(0, {
  settings: 64,
  checks: CHECK_AT.byteLength,
  weights: WEIGHTS.byteLength,
  firstOfMonth: FIRST_OF_MONTH.byteLength,
  daysInMonth: DAYS_IN_MONTH.byteLength,
});

/** What a reader is told before it reads rows, and tells behind them: the byte of each number. */
export const SETTINGS = {
  asOf: 0,
  /** How many rows are held. */
  held: 4,
} as const;
/** Further settings follow from here. */
export const OWN_SETTINGS = 8;

/** Where the block stands behind what a layout holds. */
export function blockAt({ end }: Layout<never>): number {
  return Math.ceil(end / PAGE_BYTES) * PAGE_BYTES;
}

/** Reads rows between two places in memory (`readerModule`). */
export type FillRows = (from: number, to: number, room: number, unread: number) => number;

export class KernelMemory {
  readonly memory: Memory;
  readonly blockAt: number;
  /** The block, with room behind it for who reads several bytes at once. */
  readonly block: Buffer;
  readonly #settings: Int32Array;

  constructor(layout: Layout<never>, blockBytes: number) {
    this.blockAt = blockAt(layout);
    const pages = Math.ceil((this.blockAt + blockBytes + SLACK_BYTES) / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages });
    this.block = Buffer.from(this.memory.buffer, this.blockAt);
    this.#settings = this.numbersAt(COMMON.settings, COMMON.checks / 4);
    this.put(COMMON.checks, CHECK_AT);
    this.put(COMMON.weights, WEIGHTS);
    this.put(COMMON.firstOfMonth, FIRST_OF_MONTH);
    this.put(COMMON.daysInMonth, DAYS_IN_MONTH);
  }

  get(setting: number): number {
    return this.#settings[setting / 4] as number;
  }

  set(setting: number, value: number): void {
    this.#settings[setting / 4] = value;
  }

  protected numbersAt(place: number, count: number): Int32Array {
    return new Int32Array(this.memory.buffer, place, count);
  }

  protected put(place: number, table: Int32Array | Uint8Array): void {
    const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
    new Uint8Array(this.memory.buffer).set(bytes, place);
  }
}

/** The bytes of the largest of some blocks; one that is passed over is read in pieces. */
export function largestOf(blocks: readonly Block[]): number {
  return blocks.reduce(
    (most, { from, to, isOverlong }) => Math.max(most, isOverlong ? 0 : to - from),
    0,
  );
}
