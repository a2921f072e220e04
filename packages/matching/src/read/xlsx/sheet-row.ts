// One row of a worksheet: its cells as they lie in the file, and what each of them says. Knows the
// sheet's texts and formats, not our columns.
//
// A cell says one of four things. TEXT: what it shows is its text. NUMBER: a plain decimal text, or
// the day where its format shows a date. EMPTY: nothing. UNKNOWN: something that cannot be told, as
// the result of a formula that no program has computed; a row that needs such a cell is unreadable.

import type { Day } from "@lingdai/policy/batch";
import { formatDay } from "@lingdai/policy/batch";

import { isAllBlank } from "../blanks.ts";
import { hasLostDigits, plainDecimal } from "../plain-number.ts";
import type { SourceRow, TypedCells } from "../source-row.ts";
import { dayOfIsoText, dayOfSerial } from "./serial-day.ts";
import type { SharedTexts } from "./shared-texts.ts";
import { decodeEscapes } from "./text-escapes.ts";

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly texts: SharedTexts;
  readonly isDateFormat: readonly boolean[];
  readonly countsFrom1904: boolean;
}

/** A cell as it lies in the file. */
export interface StoredCell {
  /** `s`, `str`, `inlineStr`, `n`, `d`, `b`, `e`; empty is `n`. */
  readonly type: string;
  readonly format: number;
  /** Undefined where the cell has none. */
  readonly value: string | undefined;
  readonly hasFormula: boolean;
}

/** Filled cell by cell; one object serves all rows of a sheet. */
export class SheetRow implements SourceRow, TypedCells {
  line = 0;
  isReadable = true;
  readonly typed = this;
  readonly #context: SheetContext;
  /** The columns that must be readable; undefined: all. */
  readonly #columns: readonly number[] | undefined;
  readonly #cells: (StoredCell | undefined)[] = [];

  constructor(context: SheetContext, columns?: readonly number[]) {
    this.#context = context;
    this.#columns = columns;
  }

  get width(): number {
    return this.#cells.length;
  }

  /** How many of the shared texts must be known to read this row. */
  sharedTextsNeeded(): number {
    const numbers = this.#cells.map((cell) => (cell?.type === "s" ? Number(cell.value) + 1 : 0));
    return Math.max(0, ...numbers.filter((number) => Number.isInteger(number)));
  }

  begin(line: number): void {
    this.line = line;
    this.#cells.length = 0;
  }

  put(column: number, cell: StoredCell): void {
    while (this.#cells.length < column) this.#cells.push(undefined);
    this.#cells[column] = cell;
  }

  /** All cells are there: decides whether the row can be read. */
  end(): void {
    const columns = this.#columns ?? this.#cells.keys();
    this.isReadable = true;
    for (const column of columns) {
      if (this.#isUnknown(this.#cells[column])) this.isReadable = false;
    }
  }

  cell(column: number): string {
    const cell = this.#cells[column];
    const value = cell?.value;
    if (cell === undefined || value === undefined) return "";
    switch (cell.type) {
      case "s":
        return this.#context.texts.find(Number(value)) ?? "";
      case "str":
      case "inlineStr":
        return decodeEscapes(value);
      case "n": {
        if (value === "") return "";
        const day = this.dayOf(column);
        return day === undefined ? plainDecimal(Number(value)) : formatDay(day);
      }
      case "b":
        return value === "1" || value === "true" ? "true" : "false";
      default: {
        const day = this.dayOf(column);
        return day === undefined ? value : formatDay(day);
      }
    }
  }

  dayOf(column: number): Day | undefined {
    const cell = this.#cells[column];
    if (cell?.value === undefined || cell.value === "") return undefined;
    if (cell.type === "d") return dayOfIsoText(cell.value);
    if (cell.type !== "n" || this.#context.isDateFormat[cell.format] !== true) return undefined;
    return dayOfSerial(Number(cell.value), this.#context.countsFrom1904);
  }

  hasLostDigits(column: number): boolean {
    const cell = this.#cells[column];
    return cell?.type === "n" && hasLostDigits(Number(cell.value ?? ""));
  }

  /** Whether no cell says anything; what cannot be told is not nothing. */
  isBlank(): boolean {
    for (let column = 0; column < this.#cells.length; column += 1) {
      const cell = this.#cells[column];
      if (cell === undefined) continue;
      if (this.#isUnknown(cell) || !isAllBlank(this.cell(column))) return false;
    }
    return true;
  }

  #isUnknown(cell: StoredCell | undefined): boolean {
    if (cell === undefined) return false;
    const { type, value, hasFormula } = cell;
    // An empty number is no result; some programs write one for what they have not computed.
    if (value === undefined || (value === "" && type === "n")) return hasFormula;
    switch (type) {
      case "s":
        return Number(value) >= this.#context.texts.count || !/^\d+$/.test(value);
      case "n":
        return !Number.isFinite(Number(value));
      case "str":
      case "inlineStr":
      case "b":
      case "e":
      case "d":
        return false;
      default:
        return true;
    }
  }
}
