// What the cells of a column of a row group say, asked once for each entry of its dictionary and not
// once a row: as a number, or as the fingerprint of a text. Column by column, each in a short loop that
// the compiler knows by heart soon. Knows no field.

import type { ColumnTexts } from "../read/parquet/column-texts.ts";
import type { TextKernel } from "./kernel/text-kernel.ts";
import { BEGINS_PLAIN, ENDS_PLAIN, IS_EMPTY, TEXT_NUMBERS } from "./kernel/text-kernel.ts";
import { endsPlain } from "./plain-cells.ts";
import { TextScan } from "./text-scan.ts";

/** What a cell means that stands between two places of its column's bytes. */
export type CellReading = (column: ColumnTexts, start: number, end: number) => number;

/** Where numbers of some rows go: those of the first at `at`, those of the next `step` behind it. */
export interface Places {
  readonly numbers: Int32Array;
  readonly at: number;
  readonly step: number;
}

/** How many rows from the one at that place on are not marked, one behind the other. */
export function plainFrom(areOdd: Uint8Array, place: number, end: number): number {
  let next = place;
  while (next < end && areOdd[next] === 0) next += 1;
  return next - place;
}

/** What the cells of a column mean, as a number each: a code, a day, or whether they are plain. */
export class Meanings {
  readonly #of: CellReading;
  #column: ColumnTexts | undefined;
  #entries = new Int32Array(0);

  constructor(of: CellReading) {
    this.#of = of;
  }

  open(column: ColumnTexts | undefined): void {
    this.#column = column;
    if (column === undefined) return;
    const { entryCount, entryStarts } = column;
    if (this.#entries.length < entryCount) this.#entries = new Int32Array(entryCount);
    for (let entry = 0; entry < entryCount; entry += 1) {
      const start = entryStarts[entry] as number;
      this.#entries[entry] = this.#of(column, start, column.endOf(start));
    }
  }

  /** Puts what some rows mean; `unstated` where the file has no such column. */
  put(from: number, to: number, unstated: number, { numbers, at, step }: Places): void {
    const column = this.#column;
    if (column === undefined) {
      for (let row = from, next = at; row < to; row += 1, next += step) numbers[next] = unstated;
      return;
    }
    const { places } = column;
    const entries = this.#entries;
    for (let row = from, next = at; row < to; row += 1, next += step) {
      const place = places[row] as number;
      numbers[next] =
        place < 0 ? (entries[~place] as number) : this.#of(column, place, column.endOf(place));
    }
  }
}

/** The fingerprints of the cells of a column of texts. */
export class Prints {
  readonly #scan = new TextScan();
  readonly #texts: TextKernel;
  readonly #mustEndPlain: boolean;
  readonly #mayBeEmpty: boolean;
  #column: ColumnTexts | undefined;
  /** By entry; what is not plain has a mark. */
  #lows = new Int32Array(0);
  #highs = new Int32Array(0);
  #areOddEntries = new Uint8Array(0);

  constructor(texts: TextKernel, ends: "plain" | "anyhow", empty: "plain" | "odd" = "odd") {
    this.#texts = texts;
    this.#mustEndPlain = ends === "plain";
    this.#mayBeEmpty = empty === "plain";
  }

  open(column: ColumnTexts | undefined): void {
    this.#column = column;
    if (column === undefined) return;
    const { entryCount, entryStarts } = column;
    if (this.#lows.length < entryCount) {
      this.#lows = new Int32Array(entryCount);
      this.#highs = new Int32Array(entryCount);
      this.#areOddEntries = new Uint8Array(entryCount);
    }
    for (let entry = 0; entry < entryCount; entry += 1) {
      const isPlain = this.#take(column, entryStarts[entry] as number);
      this.#areOddEntries[entry] = isPlain ? 0 : 1;
      this.#lows[entry] = this.#scan.low;
      this.#highs[entry] = this.#scan.high;
    }
  }

  /** Puts the two halves of the fingerprints of some rows, and marks rows whose cells are not plain. */
  put(from: number, to: number, { numbers, at, step }: Places, areOdd: Uint8Array): void {
    const column = this.#column;
    if (column === undefined) {
      areOdd.fill(1, 0, to - from);
      return;
    }
    if (this.#texts.print(column, from, to)) {
      this.#putPrinted(to - from, { numbers, at, step }, areOdd);
      return;
    }
    const { places } = column;
    const lows = this.#lows;
    const highs = this.#highs;
    const areOddEntries = this.#areOddEntries;
    const scan = this.#scan;
    for (let row = from, next = at; row < to; row += 1, next += step) {
      const place = places[row] as number;
      if (place < 0) {
        const entry = ~place;
        numbers[next] = lows[entry] as number;
        numbers[next + 1] = highs[entry] as number;
        if (areOddEntries[entry] !== 0) areOdd[row - from] = 1;
      } else {
        if (!this.#take(column, place)) areOdd[row - from] = 1;
        numbers[next] = scan.low;
        numbers[next + 1] = scan.high;
      }
    }
  }

  /** Puts what is said of the texts that were printed together. */
  #putPrinted(rows: number, { numbers, at, step }: Places, areOdd: Uint8Array): void {
    const { said } = this.#texts;
    const plain = this.#mustEndPlain ? BEGINS_PLAIN | ENDS_PLAIN : BEGINS_PLAIN;
    const empty = this.#mayBeEmpty ? IS_EMPTY : 0;
    for (
      let row = 0, text = 0, next = at;
      row < rows;
      row += 1, text += TEXT_NUMBERS, next += step
    ) {
      numbers[next] = said[text] as number;
      numbers[next + 1] = said[text + 1] as number;
      const how = said[text + 2] as number;
      if ((how & plain) !== plain && (how & empty) === 0) areOdd[row] = 1;
    }
  }

  #take(column: ColumnTexts, start: number): boolean {
    const { bytes, view } = column;
    const end = column.endOf(start);
    const isPlain = this.#scan.take(bytes, view, start, end);
    if (start === end) return this.#mayBeEmpty;
    return isPlain && (!this.#mustEndPlain || endsPlain(bytes, start, end));
  }
}
