// Codes of one table by their bytes, without making a text of them. Knows no meaning.

import { isSame } from "./plain-cells.ts";

const PLACES = 1024;

export class ByteCodes {
  readonly #numbers = new Uint8Array(PLACES);
  readonly #bytes: readonly Buffer[];

  constructor(codes: readonly string[]) {
    this.#bytes = codes.map((code) => Buffer.from(code, "latin1"));
    for (const [at, bytes] of this.#bytes.entries()) {
      let place = placeOf(bytes, 0, bytes.length);
      while (this.#numbers[place] !== 0) place = (place + 1) % PLACES;
      this.#numbers[place] = at + 1;
    }
  }

  /** The number of a code, counted from 1; 0 where the bytes are none. */
  find(bytes: Uint8Array, from: number, to: number): number {
    if (to - from < 3) return 0;
    for (let place = placeOf(bytes, from, to); ; place = (place + 1) % PLACES) {
      const number = this.#numbers[place] as number;
      if (number === 0) return 0;
      if (isSame(bytes, from, to, this.#bytes[number - 1])) return number;
    }
  }
}

function placeOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  const first = bytes[from] as number;
  const middle = bytes[from + (length >> 1)] as number;
  const last = bytes[to - 1] as number;
  return (
    (length * 29 + first * 7 + middle * 113 + last * 31 + (bytes[to - 3] as number) * 211) % PLACES
  );
}
