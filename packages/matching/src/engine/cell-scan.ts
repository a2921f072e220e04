// Finds where a cell of plain text ends and takes its fingerprint on the way, four bytes a step. A
// cell ends at the delimiter or at any control character; which of them a row may hold is for the
// caller to say. Knows bytes only.

import { FIRST_LANE, SECOND_LANE, mixedFirst, mixedSecond } from "./byte-fingerprint.ts";

const EACH_BYTE = 0x0101_0101;
const HIGH_BITS = 0x8080_8080;
/** Bytes below this are control characters. */
const CONTROLS = 0x20 * EACH_BYTE;

/** Bytes that must stand readable behind the last row. */
export const SLACK_BYTES = 32;

export class CellScan {
  /** The fingerprint of the cell that was scanned last, as `Fingerprint` takes it. */
  low = 0;
  high = 0;
  readonly #delimiters: number;

  constructor(delimiter: number) {
    this.#delimiters = Math.imul(delimiter, EACH_BYTE);
  }

  /** The end of the cell that begins at `from`; a control character must stand somewhere behind. */
  scan(view: DataView, from: number): number {
    const delimiters = this.#delimiters;
    let first = FIRST_LANE;
    let second = SECOND_LANE;
    for (let at = from; ; at += 4) {
      const word = view.getInt32(at, true);
      const other = word ^ delimiters;
      // Subtracting borrows out of bytes that are too small; the lowest such byte is told exactly.
      const found = (((other - EACH_BYTE) & ~other) | ((word - CONTROLS) & ~word)) & HIGH_BITS;
      if (found !== 0) {
        const bit = 31 - Math.clz32(found & -found);
        const rest = word & ((1 << (bit - 7)) - 1);
        first = mixedFirst(first, second, rest);
        second = mixedSecond(first, second, rest);
        const end = at + (bit >>> 3);
        this.low = first ^ (end - from);
        this.high = second;
        return end;
      }
      first = mixedFirst(first, second, word);
      second = mixedSecond(first, second, word);
    }
  }
}
