// Fingerprints of 64 bits over bytes: of names as written, of codes, and of a source with its
// reference. Four bytes a step; two lanes that feed each other, so that a step loses nothing. Two
// different texts among a hundred million share a fingerprint with a probability below 0.0003.
// Compiled readers of rows take the same steps (`cell-code`). Knows nothing of meanings.

/** Where both lanes begin. */
export const FIRST_LANE = 0x1368e53c;
export const SECOND_LANE = 0x586dcd20;
/** By what each lane is multiplied at a step, and by how many bits it is turned. */
export const FIRST_FACTOR = 0x85ebca6b | 0;
export const FIRST_TURN = 13;
export const SECOND_FACTOR = 0xc2b2ae35 | 0;
export const SECOND_TURN = 17;
/** By what each lane is multiplied into the other where two fingerprints are joined. */
export const INTO_FIRST = 0x27d4eb2f;
export const INTO_SECOND = 0x165667b1;

/** One fingerprint after the other; the result stands in `low` and `high`. */
export class Fingerprint {
  low = 0;
  high = 0;

  /** Takes the fingerprint of some bytes. */
  take(bytes: Uint8Array, from: number, to: number): void {
    let first = FIRST_LANE;
    let second = SECOND_LANE;
    for (let at = from; ; at += 4) {
      // The last word is the rest of the bytes: three of them, or fewer, or none.
      let word = 0;
      const end = Math.min(at + 4, to);
      for (let byte = end - 1; byte >= at; byte -= 1) word = (word << 8) | (bytes[byte] as number);
      first = mixedFirst(first, second, word);
      second = mixedSecond(first, second, word);
      if (at + 4 > to) break;
    }
    this.low = first ^ (to - from);
    this.high = second;
  }

  /** Takes that of a reference, from the fingerprints of its source and of itself. */
  join(sourceLow: number, sourceHigh: number, refLow: number, refHigh: number): void {
    const first = (Math.imul(sourceLow, FIRST_FACTOR) + (refLow | 0)) | 0;
    const second = (Math.imul(sourceHigh, SECOND_FACTOR) + (refHigh | 0)) | 0;
    const low = first ^ Math.imul(second, INTO_FIRST);
    this.low = finish(low);
    this.high = finish(second ^ Math.imul(low, INTO_SECOND));
  }
}

// `| 0` on what is added says that the sum is one of integers: without it the compiler takes it in
// floating point, which costs a fifth of reading a row.

export function mixedFirst(first: number, second: number, word: number): number {
  const mixed = Math.imul(first ^ word, FIRST_FACTOR);
  return (((mixed << FIRST_TURN) | (mixed >>> (32 - FIRST_TURN))) + (second | 0)) | 0;
}

/** `first` is the first lane mixed already. */
export function mixedSecond(first: number, second: number, word: number): number {
  const mixed = Math.imul(second ^ word, SECOND_FACTOR);
  return (((mixed << SECOND_TURN) | (mixed >>> (32 - SECOND_TURN))) + Math.imul(first, 5)) | 0;
}

function finish(lane: number): number {
  let mixed = lane ^ (lane >>> 16);
  mixed = Math.imul(mixed, FIRST_FACTOR);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, SECOND_FACTOR);
  return mixed ^ (mixed >>> 16);
}
