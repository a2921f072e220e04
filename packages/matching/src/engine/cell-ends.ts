// Finds where a cell of plain text ends, four bytes a step: at the delimiter or at any control character;
// which of them a row may hold is for the caller to say. Knows bytes only.

const EACH_BYTE = 0x0101_0101;
const HIGH_BITS = 0x8080_8080;
/** Bytes below this are control characters. */
const CONTROLS = 0x20 * EACH_BYTE;

/** Bytes that must stand readable behind the last row. */
export const SLACK_BYTES = 32;

export class CellEnds {
  readonly #delimiters: number;

  constructor(delimiter: number) {
    this.#delimiters = Math.imul(delimiter, EACH_BYTE);
  }

  /** The end of the cell that begins at `from`; a control character must stand somewhere behind. */
  find(view: DataView, from: number): number {
    const delimiters = this.#delimiters;
    for (let at = from; ; at += 4) {
      const word = view.getInt32(at, true);
      const other = word ^ delimiters;
      // Subtracting borrows out of bytes that are too small; the lowest such byte is told exactly.
      const ends = (((other - EACH_BYTE) & ~other) | ((word - CONTROLS) & ~word)) & HIGH_BITS;
      if (ends !== 0) return at + ((31 - Math.clz32(ends & -ends)) >>> 3);
    }
  }
}
