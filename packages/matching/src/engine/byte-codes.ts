// Codes of one table by the fingerprints of their bytes, without making a text of them. Knows no
// meaning.

import { Fingerprint } from "./byte-fingerprint.ts";

/** How many places a table has, and the numbers of each: that of its code, and both of its fingerprint. */
export const CODE_PLACES = 256;
const CODE_SHIFT = 2;
export const CODE_NUMBERS = 1 << CODE_SHIFT;

export class ByteCodes {
  /** By place, `CODE_NUMBERS` each; the first is 0 where no code stands. */
  readonly table = new Int32Array(CODE_PLACES * CODE_NUMBERS);

  constructor(codes: readonly string[]) {
    if (codes.length * 2 > CODE_PLACES) throw new RangeError("too many codes");
    const fingerprint = new Fingerprint();
    for (const [at, code] of codes.entries()) {
      const bytes = Buffer.from(code);
      fingerprint.take(bytes, 0, bytes.length);
      const { low, high } = fingerprint;
      this.table.set([at + 1, low, high], this.#placeOf(low, high));
    }
  }

  /** The number of a code, counted from 1; 0 where the fingerprint is that of none. */
  find(low: number, high: number): number {
    return this.table[this.#placeOf(low, high)] as number;
  }

  /** Where the code with that fingerprint stands, or the free place where it would. */
  #placeOf(low: number, high: number): number {
    const { table } = this;
    const last = table.length - 1;
    let place = (high << CODE_SHIFT) & last;
    while (table[place] !== 0 && (table[place + 1] !== low || table[place + 2] !== high)) {
      place = (place + CODE_NUMBERS) & last;
    }
    return place;
  }
}
