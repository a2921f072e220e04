// Reads bytes of a file and sums them stride by stride, while they still lie in the processor's own
// memory: fetched from far once more, a sum would cost as much as the reading. Knows no file's form.

import { readSync } from "node:fs";
import { crc32 } from "node:zlib";

/** Bytes that stay near the processor. */
export const STRIDE = 256 * 1024;

export interface SummedRead {
  /** Bytes that were there: fewer than asked for where the file ends before. */
  readonly held: number;
  /** Of those bytes. */
  readonly checksum: number;
}

/** Fills `into` from byte `from` of the file on. */
export function readSummed(descriptor: number, into: Uint8Array, from: number): SummedRead {
  return readInStrides(descriptor, into, from, (stride, checksum) => crc32(stride, checksum));
}

/** As `readSummed`, of bytes that were summed before: the checksum is 0. */
export function readUnsummed(descriptor: number, into: Uint8Array, from: number): SummedRead {
  return readInStrides(descriptor, into, from, (_, checksum) => checksum);
}

function readInStrides(
  descriptor: number,
  into: Uint8Array,
  from: number,
  summed: (stride: Uint8Array, checksum: number) => number,
): SummedRead {
  let checksum = 0;
  let held = 0;
  while (held < into.length) {
    const length = Math.min(STRIDE, into.length - held);
    const count = readSync(descriptor, into, held, length, from + held);
    if (count === 0) break;
    checksum = summed(into.subarray(held, held + count), checksum);
    held += count;
  }
  return { held, checksum };
}
