// Numbers in shared memory, with what is told about them, as one file that a later run takes back as
// it is. An image only saves work: one that is not exactly as it was written, or was written for
// something else, is as if it were not there. Knows not what the numbers mean.
//
// The numbers, piece after piece, so that none need be held until all are there. Behind them what is
// told, as JSON; last a mark, the bytes of what is told and its checksum. Numbers that lie in another
// image of the folder already need not be written again: the piece is then named there. Every stretch
// of a piece has a checksum, so that several threads can read one image.

import { closeSync, fstatSync, openSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { crc32 } from "node:zlib";

import { STRIDE, readSummed } from "./summed-read.ts";

const MARK = 0x6d69_646d;
const TAIL_NUMBERS = 3;
const TAIL_BYTES = TAIL_NUMBERS * 4;
/** Bytes that one thread reads in one go. */
const STRETCH_BYTES = 4 * 1024 * 1024;

/** Stands in what is told for shared memory: the number of its piece. */
interface PieceName {
  readonly piece: number;
}

/** Where a piece lies, in this image where none is named, and the checksums of its stretches. */
type Piece = readonly [bytes: number, checksums: readonly number[], at: number, image?: string];

/** Where numbers in shared memory lie in some image of the folder. */
export type LyingPieces = ReadonlyMap<SharedArrayBuffer, Required<Piece>>;

/** What stands behind the numbers. */
interface ImageLine {
  readonly key: string;
  readonly told: unknown;
  readonly pieces: readonly Piece[];
}

/** Writes an image piece by piece. */
export class ImageWriter {
  readonly #descriptor: number;
  readonly #lying: LyingPieces;
  readonly #pieces: Piece[] = [];
  /** Parts are small and many: they go to the disk together. */
  readonly #gathered = Buffer.allocUnsafe(STRIDE);
  #held = 0;
  #length = 0;

  /** Of what is told, `lying` need not be written: it has not changed since. */
  constructor(path: string, lying: LyingPieces = new Map()) {
    this.#descriptor = openSync(path, "w", 0o600);
    this.#lying = lying;
  }

  /** Writes a piece that comes in parts; its name takes its place in what is told. */
  add(parts: Iterable<Uint8Array>): PieceName {
    const at = this.#length;
    const checksums: number[] = [];
    let checksum = 0;
    for (const part of parts) {
      for (let from = 0; from < part.length;) {
        const left = STRETCH_BYTES - ((this.#length - at) % STRETCH_BYTES);
        const stride = part.subarray(from, from + Math.min(STRIDE, left));
        checksum = crc32(stride, checksum);
        this.#write(stride);
        from += stride.length;
        if (stride.length < left) continue;
        checksums.push(checksum);
        checksum = 0;
      }
    }
    if ((this.#length - at) % STRETCH_BYTES > 0) checksums.push(checksum);
    return this.#name([this.#length - at, checksums, at]);
  }

  /** Ends the image; `told` may hold shared memory and maps besides what JSON knows. */
  finish(key: string, told: unknown): void {
    const text = JSON.stringify(told, (_, each: unknown) => {
      if (each instanceof Map) return { pairs: [...each] };
      if (!(each instanceof SharedArrayBuffer)) return each;
      const piece = this.#lying.get(each);
      return piece === undefined ? this.add([new Uint8Array(each)]) : this.#name(piece);
    });
    const pieces = JSON.stringify(this.#pieces);
    const line = Buffer.from(`{"key":${JSON.stringify(key)},"told":${text},"pieces":${pieces}}`);
    this.#write(line);
    this.#write(Buffer.from(Uint32Array.of(MARK, line.length, crc32(line)).buffer));
    this.#flush();
  }

  /** The images without which this one is not whole. */
  get leansOn(): readonly string[] {
    return [...new Set(this.#pieces.flatMap(([, , , image]) => image ?? []))];
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #name(piece: Piece): PieceName {
    return { piece: this.#pieces.push(piece) - 1 };
  }

  #write(bytes: Uint8Array): void {
    if (this.#held + bytes.length > STRIDE) this.#flush();
    if (bytes.length < STRIDE) {
      this.#gathered.set(bytes, this.#held);
      this.#held += bytes.length;
    } else this.#put(bytes);
    this.#length += bytes.length;
  }

  #flush(): void {
    this.#put(this.#gathered.subarray(0, this.#held));
    this.#held = 0;
  }

  #put(bytes: Uint8Array): void {
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
  /** Where each of those numbers lies. */
  readonly lying: LyingPieces;
}

/** An image that is worth reading where its key begins so. */
export interface WantedImage {
  readonly path: string;
  readonly keyStart: string;
}

/** Bytes of an image that are to be read into shared memory: any thread can. */
export interface ImageStretch {
  readonly path: string;
  readonly at: number;
  readonly into: SharedArrayBuffer;
  readonly from: number;
  readonly bytes: number;
  readonly checksum: number;
}

/** An image as it is once all its stretches are read. */
export interface OpenedImage {
  readonly image: FoundImage;
  readonly stretches: readonly ImageStretch[];
}

/** Why an image is as if it were not there: it is of something else, or not as it was written, or gone. */
export type ImageFault = "other" | "damaged";

/** Reads an image if it is the wanted one. */
export function readImage(wanted: WantedImage): FoundImage | ImageFault {
  const opened = openImage(wanted);
  if (typeof opened === "string") return opened;
  return opened.stretches.every(readStretch) ? opened.image : "damaged";
}

/** Finds what an image holds, without reading it, if it is the wanted one. */
export function openImage({ path, keyStart }: WantedImage): OpenedImage | ImageFault {
  const line = readIn(path, lineOf);
  if (line === undefined) return "damaged";
  return line.key.startsWith(keyStart) ? openPieces(path, line) : "other";
}

/** Whether a stretch could be read and is as it was written. */
export function readStretch({ path, at, into, from, bytes, checksum }: ImageStretch): boolean {
  const found = readIn(path, (descriptor) =>
    readSummed(descriptor, new Uint8Array(into, from, bytes), at),
  );
  return found?.held === bytes && found.checksum === checksum;
}

/** What is read in a file; undefined where it cannot be read. */
function readIn<Result>(path: string, read: (descriptor: number) => Result): Result | undefined {
  try {
    const descriptor = openSync(path, "r");
    try {
      return read(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return undefined;
    throw error;
  }
}

/** What stands behind the numbers; undefined where that is not as it was written. */
function lineOf(descriptor: number): ImageLine | undefined {
  const { size } = fstatSync(descriptor);
  if (size < TAIL_BYTES) return undefined;
  const tail = new Uint32Array(TAIL_NUMBERS);
  readSummed(descriptor, new Uint8Array(tail.buffer), size - TAIL_BYTES);
  const [mark, bytes = 0, checksum] = tail;
  const lineAt = size - TAIL_BYTES - bytes;
  if (mark !== MARK || lineAt < 0) return undefined;
  const line = Buffer.alloc(bytes);
  if (readSummed(descriptor, line, lineAt).checksum !== checksum) return undefined;
  return JSON.parse(line.toString()) as ImageLine;
}

function openPieces(path: string, { key, told, pieces }: ImageLine): OpenedImage {
  const lying = new Map<SharedArrayBuffer, Required<Piece>>();
  const stretches: ImageStretch[] = [];
  for (const [length, checksums, at, image = basename(path)] of pieces) {
    const into = new SharedArrayBuffer(length);
    lying.set(into, [length, checksums, at, image]);
    for (const [stretch, checksum] of checksums.entries()) {
      const from = stretch * STRETCH_BYTES;
      const bytes = Math.min(STRETCH_BYTES, length - from);
      stretches.push({ path: beside(path, image), at: at + from, into, from, bytes, checksum });
    }
  }
  return { image: { path, key, told: withPieces(told, [...lying.keys()]), lying }, stretches };
}

/** An image on which another one leans: never one of another folder, whatever it is called. */
function beside(path: string, image: string): string {
  return join(dirname(path), basename(image));
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
