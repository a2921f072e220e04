// Finds where a cell of plain text ends and takes its fingerprint on the way, four bytes a step. A
// cell ends at the delimiter or at any control character; which of them a row may hold is for the
// caller to say. Knows bytes only.

import * as fingerprints from "./byte-fingerprint.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { FIRST_LANE, SECOND_LANE, mixedFirst, mixedSecond } = fingerprints;

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
    this.#delimiters = inEachByte(delimiter);
  }

  /** The end of the cell that begins at `from`; a control character must stand somewhere behind. */
  scan(view: DataView, from: number): number {
    const delimiters = this.#delimiters;
    let first = FIRST_LANE;
    let second = SECOND_LANE;
    for (let at = from; ; at += 4) {
      const word = view.getInt32(at, true);
      const found = endsIn(word, delimiters);
      if (found !== 0) {
        const rest = word & bitsBefore(found);
        first = mixedFirst(first, second, rest);
        second = mixedSecond(first, second, rest);
        const end = at + bytesBefore(found);
        this.low = first ^ (end - from);
        this.high = second;
        return end;
      }
      first = mixedFirst(first, second, word);
      second = mixedSecond(first, second, word);
    }
  }
}

/** A delimiter four times, as `endsIn` asks for it. */
export function inEachByte(delimiter: number): number {
  return Math.imul(delimiter, EACH_BYTE);
}

/** The high bits of bytes of a word that end a cell: 0 where none does, the lowest is exact. */
export function endsIn(word: number, delimiters: number): number {
  const other = word ^ delimiters;
  // Subtracting borrows out of bytes that are too small; the lowest such byte is told exactly.
  return (((other - EACH_BYTE) & ~other) | ((word - CONTROLS) & ~word)) & HIGH_BITS;
}

/** The bits of a word before the lowest byte that `endsIn` found. */
export function bitsBefore(found: number): number {
  return ((found & -found) >>> 7) - 1;
}

export function bytesBefore(found: number): number {
  return (31 - Math.clz32(found & -found)) >>> 3;
}
