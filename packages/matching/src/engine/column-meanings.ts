// What the cells of a column of a row group say, asked once for each entry of its dictionary and not
// once a row: as a number, or as the fingerprint of a text. Knows no field.

import type { ColumnTexts } from "../read/parquet/column-texts.ts";
import { endsPlain } from "./plain-cells.ts";
import { TextScan } from "./text-scan.ts";

/** What a cell means that stands between two places of its column's bytes. */
export type CellReading = (column: ColumnTexts, start: number, end: number) => number;

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
    this.#entries = new Int32Array(entryCount);
    for (let entry = 0; entry < entryCount; entry += 1) {
      const start = entryStarts[entry] as number;
      this.#entries[entry] = this.#of(column, start, column.endOf(start));
    }
  }

  /** `unstated` where the file has no such column. */
  at(row: number, unstated: number): number {
    const column = this.#column;
    if (column === undefined) return unstated;
    const place = column.places[row] as number;
    if (place < 0) return this.#entries[~place] as number;
    return this.#of(column, place, column.endOf(place));
  }
}

/** The fingerprints of the cells of a column of texts. */
export class Prints {
  low = 0;
  high = 0;
  readonly #scan = new TextScan();
  readonly #mustEndPlain: boolean;
  #column: ColumnTexts | undefined;
  /** By entry; what is not plain has a mark of its own. */
  #lows = new Int32Array(0);
  #highs = new Int32Array(0);
  #arePlain = new Uint8Array(0);

  constructor(ends: "plain" | "anyhow") {
    this.#mustEndPlain = ends === "plain";
  }

  open(column: ColumnTexts | undefined): void {
    this.#column = column;
    if (column === undefined) return;
    const { entryCount, entryStarts } = column;
    this.#lows = new Int32Array(entryCount);
    this.#highs = new Int32Array(entryCount);
    this.#arePlain = new Uint8Array(entryCount);
    for (let entry = 0; entry < entryCount; entry += 1) {
      const isPlain = this.#take(column, entryStarts[entry] as number);
      this.#arePlain[entry] = isPlain ? 1 : 0;
      this.#lows[entry] = this.low;
      this.#highs[entry] = this.high;
    }
  }

  /** Whether the cell is plain; its fingerprint is known then. */
  read(row: number): boolean {
    const column = this.#column;
    if (column === undefined) return false;
    const place = column.places[row] as number;
    if (place >= 0) return this.#take(column, place);
    const entry = ~place;
    this.low = this.#lows[entry] as number;
    this.high = this.#highs[entry] as number;
    return this.#arePlain[entry] === 1;
  }

  #take(column: ColumnTexts, start: number): boolean {
    const { bytes, view } = column;
    const end = column.endOf(start);
    const scan = this.#scan;
    const isPlain = scan.take(bytes, view, start, end);
    this.low = scan.low;
    this.high = scan.high;
    return isPlain && (!this.#mustEndPlain || endsPlain(bytes, start, end));
  }
}
