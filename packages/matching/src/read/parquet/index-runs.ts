// Small whole numbers as Parquet packs them: runs of one number and stretches of bits by turns, for
// the places of a dictionary and for which cells are empty. Knows no columns.

/** Bits of a number at most, so that one always lies within four bytes. */
const WIDTH_MAX = 25;

/** Thrown where the bytes do not say as many numbers as they must. */
export class MalformedRuns extends Error {}

/**
 * Reads `count` numbers into `into`, each with the bits of `flipped` turned over, and says which was the
 * largest; four bytes behind `to` must be readable.
 */
export function readRuns(
  view: DataView,
  from: number,
  to: number,
  width: number,
  into: Int32Array,
  count: number,
  flipped = 0,
): number {
  if (width > WIDTH_MAX) throw new MalformedRuns();
  const mask = 2 ** width - 1;
  const valueBytes = (width + 7) >>> 3;
  let at = from;
  let done = 0;
  let largest = 0;
  while (done < count) {
    let head = 0;
    for (let weight = 1; ; weight *= 128) {
      if (at >= to || weight > 2 ** 28) throw new MalformedRuns();
      const byte = view.getUint8(at);
      at += 1;
      head += (byte & 0x7f) * weight;
      if (byte < 0x80) break;
    }
    const isPacked = head % 2 === 1;
    const run = Math.floor(head / 2);
    const wanted = Math.min(count - done, isPacked ? run * 8 : run);
    const bytes = isPacked ? run * width : valueBytes;
    if (run === 0 || at + Math.ceil((wanted * (isPacked ? width : 0)) / 8) > to) {
      throw new MalformedRuns();
    }
    if (isPacked) {
      largest = Math.max(largest, readPacked(view, at, width, into, done, done + wanted, flipped));
    } else {
      if (at + valueBytes > to) throw new MalformedRuns();
      const number = view.getUint32(at, true) & mask;
      largest = Math.max(largest, number);
      into.fill(number ^ flipped, done, done + wanted);
    }
    at += bytes;
    done += wanted;
  }
  return largest;
}

/** A function of its own: the compiler would give up a loop within a loop each time that it ends. */
function readPacked(
  view: DataView,
  at: number,
  width: number,
  into: Int32Array,
  from: number,
  to: number,
  flipped: number,
): number {
  const mask = 2 ** width - 1;
  let largest = 0;
  for (let bit = 0, each = from; each < to; each += 1, bit += width) {
    const number = (view.getInt32(at + (bit >>> 3), true) >>> (bit & 7)) & mask;
    if (number > largest) largest = number;
    into[each] = number ^ flipped;
  }
  return largest;
}
