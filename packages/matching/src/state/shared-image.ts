// Numbers in shared memory, with what is told about them, as one file that a later run takes back as
// it is. An image only saves work: one that is not exactly as it was written, or was written for
// something else, is as if it were not there. Knows not what the numbers mean.
//
// Head: a mark, bytes of what is told, its checksum. Then what is told, as JSON; then the numbers.

import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

const MARK = 0x6d69_646c;
const HEAD_NUMBERS = 3;
const HEAD_BYTES = HEAD_NUMBERS * 4;

/** What stands in front of the numbers. */
interface ImageHead {
  readonly key: string;
  /** What is told; in place of shared memory the number of its piece. */
  readonly told: unknown;
  readonly pieces: readonly (readonly [bytes: number, checksum: number])[];
}

/** Writes an image; `told` may hold shared memory and maps besides what JSON knows. */
export function writeImage(path: string, key: string, told: unknown): void {
  const shared: SharedArrayBuffer[] = [];
  const text = JSON.stringify(told, (_, each: unknown) => {
    if (each instanceof Map) return { pairs: [...each] };
    return each instanceof SharedArrayBuffer ? { piece: shared.push(each) - 1 } : each;
  });
  const pieces = shared.map((piece) => [piece.byteLength, crc32(new Uint8Array(piece))]);
  const line = Buffer.from(
    `{"key":${JSON.stringify(key)},"told":${text},"pieces":${JSON.stringify(pieces)}}`,
  );
  const head = Buffer.from(Uint32Array.of(MARK, line.length, crc32(line)).buffer);
  const descriptor = openSync(path, "w", 0o600);
  try {
    for (const bytes of [head, line, ...shared.map((piece) => new Uint8Array(piece))]) {
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** What an image of that key tells, its numbers in shared memory anew; undefined where none can be read. */
export function readImage(path: string, key: string): unknown {
  try {
    const descriptor = openSync(path, "r");
    try {
      return readWhole(descriptor, key);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return undefined;
    throw error;
  }
}

function readWhole(descriptor: number, key: string): unknown {
  const { size } = fstatSync(descriptor);
  if (size < HEAD_BYTES) return undefined;
  const [mark, bytes = 0, checksum] = new Uint32Array(
    piecesAt(descriptor, 0, HEAD_BYTES),
    0,
    HEAD_NUMBERS,
  );
  if (mark !== MARK || HEAD_BYTES + bytes > size) return undefined;
  const line = Buffer.from(piecesAt(descriptor, HEAD_BYTES, bytes));
  if (crc32(line) !== checksum) return undefined;
  const head = JSON.parse(line.toString()) as ImageHead;
  let at = HEAD_BYTES + bytes;
  if (head.key !== key || size !== head.pieces.reduce((sum, [length]) => sum + length, at)) {
    return undefined;
  }
  const pieces: SharedArrayBuffer[] = [];
  for (const [length, sum] of head.pieces) {
    const piece = piecesAt(descriptor, at, length);
    if (crc32(new Uint8Array(piece)) !== sum) return undefined;
    pieces.push(piece);
    at += length;
  }
  return withPieces(head.told, pieces);
}

function piecesAt(descriptor: number, from: number, length: number): SharedArrayBuffer {
  const piece = new SharedArrayBuffer(length);
  const bytes = new Uint8Array(piece);
  for (let held = 0; held < length;) {
    const count = readSync(descriptor, bytes, held, length - held, from + held);
    if (count === 0) break;
    held += count;
  }
  return piece;
}

function withPieces(told: unknown, pieces: readonly SharedArrayBuffer[]): unknown {
  if (typeof told !== "object" || told === null) return told;
  if (Array.isArray(told)) return told.map((each) => withPieces(each, pieces));
  const { piece, pairs } = told as { readonly piece?: unknown; readonly pairs?: unknown };
  if (typeof piece === "number") return pieces[piece];
  if (Array.isArray(pairs)) return new Map(pairs as [unknown, unknown][]);
  return Object.fromEntries(
    Object.entries(told).map(([name, each]) => [name, withPieces(each, pieces)]),
  );
}
