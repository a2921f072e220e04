// One row of a Parquet file, seen through the vectors of the chunk that it stands in. Knows neither
// files nor our columns.

import type { Day } from "@lingdai/policy/batch";
import { dayOf, formatDay } from "@lingdai/policy/batch";

import { isAllBlank } from "../blanks.ts";
import { hasLostDigits, plainDecimal } from "../plain-number.ts";
import type { SourceRow, TypedCells } from "../source-row.ts";
import type { CellForm } from "./parquet-columns.ts";

const FIRST_DAY = dayOf(1, 1, 1);
const LAST_DAY = dayOf(9999, 12, 31);
/** What stands for an empty cell among days. */
const NO_DAY = -0x7fff_ffff;
const DAYS_REMEMBERED_MAX = 65_536;

/** The vectors of one chunk, by slot: the columns that are read, in their order. */
export interface ChunkVectors {
  /** For slots of texts: how many bytes each row's text has. */
  readonly lengths: readonly (Int32Array | undefined)[];
  readonly days: readonly (Int32Array | undefined)[];
  readonly numbers: readonly (Float64Array | undefined)[];
  /** Whether a row holds a cell that is too long to be one; not 0 then. */
  readonly overlong: Int32Array;
}

/** One object serves all rows of a file. */
export class ParquetRow implements SourceRow, TypedCells {
  line = 1;
  isReadable = true;
  readonly typed = this;
  readonly #forms: readonly CellForm[];
  /** Column of the file to slot; undefined for columns that are not read. */
  readonly #slots: (number | undefined)[] = [];
  /** Few days stand in many rows. */
  readonly #dayTexts = new Map<number, string>();
  readonly #textStarts: Uint32Array;
  #vectors: ChunkVectors | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #index = 0;
  #end = 0;

  constructor(columns: readonly number[], forms: readonly CellForm[]) {
    this.#forms = forms;
    for (const [slot, column] of columns.entries()) this.#slots[column] = slot;
    this.#textStarts = new Uint32Array(forms.length + 1);
  }

  /** Takes the next row: the `index`th of its chunk, its texts between two places of `bytes`. */
  hold(vectors: ChunkVectors, index: number, bytes: Buffer, start: number, end: number): void {
    this.line += 1;
    this.#vectors = vectors;
    this.#index = index;
    this.#bytes = bytes;
    this.#end = end;
    this.isReadable = vectors.overlong[index] === 0;
    let at = start;
    for (let slot = 0; slot < this.#forms.length; slot += 1) {
      this.#textStarts[slot] = at;
      at += vectors.lengths[slot]?.[index] ?? 0;
    }
    this.#textStarts[this.#forms.length] = at;
  }

  cell(column: number): string {
    const slot = this.#slots[column];
    const form = slot === undefined ? undefined : this.#forms[slot];
    if (slot === undefined || form === undefined) return "";
    switch (form) {
      case "text": {
        const start = this.#textStarts[slot] ?? 0;
        const end = this.#textStarts[slot + 1] ?? start;
        return start === end ? "" : this.#bytes.toString("utf8", start, end);
      }
      case "day":
        return this.#dayText(this.#dayAt(slot));
      case "number":
        return plainDecimal(this.#numberAt(slot));
    }
  }

  dayOf(column: number): Day | undefined {
    const slot = this.#slots[column] ?? -1;
    if (this.#forms[slot] !== "day") return undefined;
    const day = this.#dayAt(slot);
    return isCivil(day) ? day : undefined;
  }

  hasLostDigits(column: number): boolean {
    const slot = this.#slots[column] ?? -1;
    return this.#forms[slot] === "number" && hasLostDigits(this.#numberAt(slot));
  }

  /** Whether every cell, those of unused columns included, is blank. */
  isBlank(): boolean {
    if (!this.isReadable) return false;
    const start = this.#textStarts[0] ?? 0;
    // The usual case: a letter or digit.
    if (start < this.#end && isAsciiLetterOrDigit(this.#bytes[start] ?? 0)) return false;
    for (const [slot, form] of this.#forms.entries()) {
      if (form === "day" && this.#dayAt(slot) !== NO_DAY) return false;
      if (form === "number" && !Number.isNaN(this.#numberAt(slot))) return false;
    }
    return isAllBlank(this.#bytes.toString("utf8", start, this.#end));
  }

  #dayText(day: number): string {
    const known = this.#dayTexts.get(day);
    if (known !== undefined) return known;
    const text = isCivil(day) ? formatDay(day) : day === NO_DAY ? "" : "infinity";
    if (this.#dayTexts.size >= DAYS_REMEMBERED_MAX) this.#dayTexts.clear();
    this.#dayTexts.set(day, text);
    return text;
  }

  #dayAt(slot: number): number {
    return this.#vectors?.days[slot]?.[this.#index] ?? NO_DAY;
  }

  #numberAt(slot: number): number {
    return this.#vectors?.numbers[slot]?.[this.#index] ?? Number.NaN;
  }
}

function isCivil(day: number): boolean {
  return day >= FIRST_DAY && day <= LAST_DAY;
}

function isAsciiLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a);
}
