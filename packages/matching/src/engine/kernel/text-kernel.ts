// Memory in which texts of columns are looked at, some rows at a time. Knows no instruction.

import { LENGTH_BYTES } from "../../read/parquet/column-texts.ts";
import { BATCH } from "../row-batch.ts";
import { COMMON, KernelMemory, layOut } from "./kernel-memory.ts";
import type { CompiledModule } from "./web-assembly.ts";
import { functionsIn } from "./web-assembly.ts";

/** What is said of a text, three numbers each: both of its fingerprint or of its digits, and this. */
export const TEXT_NUMBERS = 3;
export const TEXT_BYTES = TEXT_NUMBERS * 4;
/** Neither empty, nor with a control character, nor with a blank before it. */
export const BEGINS_PLAIN = 1;
export const ENDS_PLAIN = 2;
export const IS_EMPTY = 4;
/** Eighteen characters of which the last belongs to the others. */
export const IS_ID = 8;

const TEXTS = layOut(COMMON.end, { said: BATCH * TEXT_BYTES });
/** Rows with longer texts are taken one by one. */
const BLOCK_BYTES = 48 * 1024;

/** Texts of a column, by row. */
export interface TextsOfRows {
  readonly bytes: Buffer;
  /** Whether they stand one behind the other, each behind its length. */
  readonly isInOrder: boolean;
  startOf(row: number): number;
  endOf(start: number): number;
}

type TakeTexts = (from: number, count: number, saidAt: number) => void;

/** Looks at texts of columns, `BATCH` of them at most, by instructions that `textModule` wrote. */
export class TextKernel extends KernelMemory {
  /** What is said of each text. */
  readonly said = this.numbersAt(TEXTS.said, BATCH * TEXT_NUMBERS);
  readonly #print: TakeTexts;
  readonly #identify: TakeTexts;

  constructor(reader: CompiledModule) {
    super(TEXTS, BLOCK_BYTES);
    const { print, identify } = functionsIn(this.memory, reader);
    this.#print = print as TakeTexts;
    this.#identify = identify as TakeTexts;
  }

  /** Takes the fingerprints of some rows; false where they must be taken one by one. */
  print(column: TextsOfRows, from: number, to: number): boolean {
    if (!this.#hold(column, from, to)) return false;
    this.#print(this.blockAt, to - from, TEXTS.said);
    return true;
  }

  /** The same with the digits of IDs: the second number is that of the first eight. */
  identify(column: TextsOfRows, from: number, to: number): boolean {
    if (!this.#hold(column, from, to)) return false;
    this.#identify(this.blockAt, to - from, TEXTS.said);
    return true;
  }

  #hold(column: TextsOfRows, from: number, to: number): boolean {
    if (!column.isInOrder) return false;
    const start = column.startOf(from) - LENGTH_BYTES;
    const end = column.endOf(column.startOf(to - 1));
    if (end - start > BLOCK_BYTES) return false;
    column.bytes.copy(this.block, 0, start, end);
    return true;
  }
}
