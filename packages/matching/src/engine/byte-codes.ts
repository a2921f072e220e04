// Codes of one table by the fingerprints of their bytes, without making a text of them. Knows no
// meaning.

import { Fingerprint } from "./byte-fingerprint.ts";

const PLACES = 256;

export class ByteCodes {
  readonly #numbers = new Uint8Array(PLACES);
  readonly #low: Int32Array;
  readonly #high: Int32Array;

  constructor(codes: readonly string[]) {
    if (codes.length * 2 > PLACES) throw new RangeError("too many codes");
    this.#low = new Int32Array(codes.length + 1);
    this.#high = new Int32Array(codes.length + 1);
    const fingerprint = new Fingerprint();
    for (const [at, code] of codes.entries()) {
      const bytes = Buffer.from(code);
      fingerprint.take(bytes, 0, bytes.length);
      const { low, high } = fingerprint;
      this.#low[at + 1] = low;
      this.#high[at + 1] = high;
      let place = high & (PLACES - 1);
      while (this.#numbers[place] !== 0) place = (place + 1) & (PLACES - 1);
      this.#numbers[place] = at + 1;
    }
  }

  /** The number of a code, counted from 1; 0 where the fingerprint is that of none. */
  find(low: number, high: number): number {
    for (let place = high & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
      const number = this.#numbers[place] as number;
      if (number === 0) return 0;
      if (this.#high[number] === high && this.#low[number] === low) return number;
    }
  }
}
