// Numbers in shared memory, with what is told about them, as one file that a later run takes back as
// it is. An image only saves work: one that is not exactly as it was written, or was written for
// something else, is as if it were not there. Knows not what the numbers mean.
//
// The numbers, piece after piece, so that none need be held until all are there. Behind them what is
// told, as JSON; last a mark, the bytes of what is told and its checksum.

import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

const MARK = 0x6d69_646d;
const TAIL_NUMBERS = 3;
const TAIL_BYTES = TAIL_NUMBERS * 4;

/** Stands in what is told for shared memory: the number of its piece. */
interface PieceName {
  readonly piece: number;
}

/** What stands behind the numbers. */
interface ImageLine {
  readonly key: string;
  readonly told: unknown;
  readonly pieces: readonly (readonly [bytes: number, checksum: number])[];
}

/** Writes an image piece by piece. */
export class ImageWriter {
  readonly #descriptor: number;
  readonly #pieces: (readonly [bytes: number, checksum: number])[] = [];

  constructor(path: string) {
    this.#descriptor = openSync(path, "w", 0o600);
  }

  /** Writes a piece that comes in parts; its name takes its place in what is told. */
  add(parts: Iterable<Uint8Array>): PieceName {
    let bytes = 0;
    let checksum = 0;
    for (const part of parts) {
      this.#write(part);
      checksum = crc32(part, checksum);
      bytes += part.length;
    }
    return { piece: this.#pieces.push([bytes, checksum]) - 1 };
  }

  /** Ends the image; `told` may hold shared memory and maps besides what JSON knows. */
  finish(key: string, told: unknown): void {
    const text = JSON.stringify(told, (_, each: unknown) => {
      if (each instanceof Map) return { pairs: [...each] };
      return each instanceof SharedArrayBuffer ? this.add([new Uint8Array(each)]) : each;
    });
    const pieces = JSON.stringify(this.#pieces);
    const line = Buffer.from(`{"key":${JSON.stringify(key)},"told":${text},"pieces":${pieces}}`);
    this.#write(line);
    this.#write(Buffer.from(Uint32Array.of(MARK, line.length, crc32(line)).buffer));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) done += writeSync(this.#descriptor, bytes, done);
  }
}

/** Writes an image of what lies in memory. */
export function writeImage(path: string, key: string, told: unknown): void {
  const writer = new ImageWriter(path);
  try {
    writer.finish(key, told);
  } finally {
    writer.close();
  }
}

/** An image that was read. */
export interface FoundImage {
  readonly path: string;
  readonly key: string;
  /** With numbers in shared memory anew. */
  readonly told: unknown;
}

/** An image that is worth reading where its key begins so. */
export interface WantedImage {
  readonly path: string;
  readonly keyStart: string;
}

/** Reads an image if it is the wanted one; undefined where it is not, or cannot be read. */
export function readImage({ path, keyStart }: WantedImage): FoundImage | undefined {
  try {
    const descriptor = openSync(path, "r");
    try {
      const image = readWhole(descriptor, keyStart);
      return image && { path, ...image };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return undefined;
    throw error;
  }
}

function readWhole(descriptor: number, keyStart: string): Omit<FoundImage, "path"> | undefined {
  const { size } = fstatSync(descriptor);
  if (size < TAIL_BYTES) return undefined;
  const tail = pieceAt(descriptor, size - TAIL_BYTES, TAIL_BYTES);
  const [mark, bytes = 0, checksum] = new Uint32Array(tail);
  const lineAt = size - TAIL_BYTES - bytes;
  if (mark !== MARK || lineAt < 0) return undefined;
  const line = Buffer.from(pieceAt(descriptor, lineAt, bytes));
  if (crc32(line) !== checksum) return undefined;
  const { key, told, pieces: sizes } = JSON.parse(line.toString()) as ImageLine;
  const numbersEnd = sizes.reduce((sum, [length]) => sum + length, 0);
  if (!key.startsWith(keyStart) || lineAt !== numbersEnd) return undefined;
  const pieces: SharedArrayBuffer[] = [];
  let at = 0;
  for (const [length, sum] of sizes) {
    const piece = pieceAt(descriptor, at, length);
    if (crc32(new Uint8Array(piece)) !== sum) return undefined;
    pieces.push(piece);
    at += length;
  }
  return { key, told: withPieces(told, pieces) };
}

function pieceAt(descriptor: number, from: number, length: number): SharedArrayBuffer {
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
