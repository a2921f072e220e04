// Pieces of lines that are the same in many: each text is kept once, so that those in use stay in
// the processor's cache. Knows nothing of what they say.

import type { ByteLines } from "./byte-lines.ts";
import { PIECE_SLACK } from "./byte-lines.ts";

// So little that both grow while a run is young (as in `GrowingColumn`).
const FIRST_BYTES = 64;
const FIRST_PIECES = 4;

export class LinePieces {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;
  readonly #numbers = new Map<string, number>();
  /** By piece: where it begins and how long it is. */
  #places = new Int32Array(2 * FIRST_PIECES);

  /** The number of a piece, counted from 1. */
  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size + 1;
    this.#reserve(text.length * 3, number);
    const length = this.#bytes.write(text, this.#used);
    this.#places[number * 2] = this.#used;
    this.#places[number * 2 + 1] = length;
    this.#used += length;
    this.#numbers.set(text, number);
    return number;
  }

  put(lines: ByteLines, number: number): void {
    const places = this.#places;
    lines.put(this.#view, places[number * 2] as number, places[number * 2 + 1] as number);
  }

  #reserve(bytes: number, number: number): void {
    if (this.#used + bytes + PIECE_SLACK > this.#bytes.length) {
      const length = Math.max(this.#used + bytes + PIECE_SLACK, this.#bytes.length * 2);
      const grown = Buffer.allocUnsafeSlow(length);
      this.#bytes.copy(grown, 0, 0, this.#used);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    if (number * 2 + 1 >= this.#places.length) {
      const grown = new Int32Array(this.#places.length * 2);
      grown.set(this.#places);
      this.#places = grown;
    }
  }
}
