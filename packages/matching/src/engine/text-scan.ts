// The fingerprint of a text whose length is known, as `Fingerprint` takes it, and whether the text
// is plain: it begins with no blank and holds no control character. Four bytes a step. Knows bytes
// only.

import * as fingerprints from "./byte-fingerprint.ts";
import { beginsPlain } from "./plain-cells.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { FIRST_LANE, SECOND_LANE, mixedFirst, mixedSecond } = fingerprints;

const HIGH_BITS = 0x8080_8080;
/** Bytes below this are control characters. */
const CONTROLS = 0x2020_2020;

export class TextScan {
  low = 0;
  high = 0;

  /** Whether the text is plain; three bytes behind it must be readable. */
  take(bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    let first = FIRST_LANE;
    let second = SECOND_LANE;
    let controls = 0;
    let at = from;
    for (; at + 4 <= to; at += 4) {
      const word = view.getInt32(at, true);
      controls |= (word - CONTROLS) & ~word;
      first = mixedFirst(first, second, word);
      second = mixedSecond(first, second, word);
    }
    const bits = (to - at) * 8;
    const rest = view.getInt32(at, true) & ((1 << bits) - 1);
    // What does not belong to the text is filled up so that it is no control character.
    const filled = rest | (-1 << bits);
    controls |= (filled - CONTROLS) & ~filled;
    first = mixedFirst(first, second, rest);
    second = mixedSecond(first, second, rest);
    this.low = first ^ (to - from);
    this.high = second;
    return to > from && (controls & HIGH_BITS) === 0 && beginsPlain(bytes[from] as number);
  }
}
