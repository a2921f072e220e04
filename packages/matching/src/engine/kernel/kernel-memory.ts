// Memory of which both a compiled reader of rows and we know what stands where: what the reader is told,
// the tables that it looks things up in, the rows that it reads, and the block of bytes that it reads
// them from. Knows no instruction.

import * as rows from "../row-batch.ts";
import {
  CHECK_AT,
  DAYS_IN_MONTH,
  FIRST_OF_MONTH,
  SIGN_CODES,
  TYPE_CODES,
  WEIGHTS,
} from "../plain-cells.ts";
import { SLACK_BYTES } from "../cell-scan.ts";
import { MEANT_ROLES } from "./observation-form.ts";
import type { Memory } from "./web-assembly.ts";
import { WebAssembly } from "./web-assembly.ts";

const PAGE_BYTES = 64 * 1024;

// What stands where. First what is said before rows are read (`SETTINGS`), a number each.
export const CHECKS_AT = 64;
export const WEIGHTS_AT = 80;
export const SIGNS_AT = 128;
export const TYPES_AT = SIGNS_AT + SIGN_CODES.table.byteLength;
export const FIRST_OF_MONTH_AT = TYPES_AT + TYPE_CODES.table.byteLength;
export const DAYS_IN_MONTH_AT = FIRST_OF_MONTH_AT + FIRST_OF_MONTH.byteLength;
export const ROWS_AT = 32 * 1024;
export const ROW_BYTES = rows.ROW * 4;
/** Behind the rows: of each, the cells that a mapping gives their meaning (`MEANT_ROLES`). */
export const MEANT_AT = ROWS_AT + rows.BATCH * ROW_BYTES;
/** Four numbers a cell: both of its fingerprint, and where in the block it begins and ends. */
export const MEANT_CELL = 4;
export const MEANT_CELL_BYTES = MEANT_CELL * 4;
export const MEANT_ROW = MEANT_ROLES.length * MEANT_CELL;
export const MEANT_ROW_BYTES = MEANT_ROW * 4;
export const BLOCK_AT = PAGE_BYTES;

/** What a reader is told, and what it tells: at which byte of the settings each number stands. */
export const SETTINGS = {
  asOf: 0,
  /** 1 where a sign whose arrival is not stated arrived when it occurred, 0 where on the as-of date. */
  arrivesWhenItOccurs: 4,
  // What is the same for all rows where no column says it.
  kind: 8,
  occurredOn: 12,
  arrivedOn: 16,
  sourceLow: 20,
  sourceHigh: 24,
  /** How many rows are held, before and after. */
  held: 28,
} as const;

export class KernelMemory {
  readonly memory: Memory;
  readonly #settings: Int32Array;
  /** The rows of a batch. */
  readonly rows: Int32Array;
  readonly meant: Int32Array;
  /** The block, with room behind it for who reads several bytes at once. */
  readonly block: Buffer;

  constructor(blockBytes: number) {
    const pages = Math.ceil((BLOCK_AT + blockBytes + SLACK_BYTES) / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages });
    const { buffer } = this.memory;
    this.#settings = new Int32Array(buffer, 0, CHECKS_AT / 4);
    this.rows = new Int32Array(buffer, ROWS_AT, rows.BATCH * rows.ROW);
    this.meant = new Int32Array(buffer, MEANT_AT, rows.BATCH * MEANT_ROW);
    this.block = Buffer.from(buffer, BLOCK_AT);
    const bytes = new Uint8Array(buffer);
    for (const [at, table] of [
      [CHECKS_AT, CHECK_AT],
      [WEIGHTS_AT, WEIGHTS.subarray(0, 16)],
      [SIGNS_AT, SIGN_CODES.table],
      [TYPES_AT, TYPE_CODES.table],
      [FIRST_OF_MONTH_AT, FIRST_OF_MONTH],
      [DAYS_IN_MONTH_AT, DAYS_IN_MONTH],
    ] as const) {
      bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at);
    }
  }

  get(setting: number): number {
    return this.#settings[setting / 4] as number;
  }

  set(setting: number, value: number): void {
    this.#settings[setting / 4] = value;
  }
}
