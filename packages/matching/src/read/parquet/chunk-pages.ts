// The pages of one column in one row group, unpacked one after the other: a dictionary, perhaps, and
// pages of values. Refuses what is damaged or odd by giving up, for then the database has its say.
// Knows where values stand in a page, not what they are.

import { gunzipSync, zstdDecompressSync } from "node:zlib";

import { snappyUncompressor } from "hysnappy";

import type { InputFile } from "../file-blocks.ts";
import { CompactReader, TRUE } from "./compact-protocol.ts";
import { readRuns } from "./index-runs.ts";
import type { Codec, ColumnChunk } from "./row-groups.ts";

const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const DATA_PAGE_V2 = 3;
const PLAIN = 0;
const PLAIN_DICTIONARY = 2;
const RUNS = 3;
const RLE_DICTIONARY = 8;
// The numbers of the fields in the heads of pages.
const HEAD = { type: 1, unpacked: 2, packed: 3, data: 5, dictionary: 7, data2: 8 } as const;
const DATA = { values: 1, encoding: 2, emptiness: 3 } as const;
const DATA2 = {
  values: 1,
  nulls: 2,
  encoding: 4,
  emptyBytes: 5,
  repeatBytes: 6,
  packed: 7,
} as const;
/** So many bytes behind a page can be read and, behind a page to keep, written without harm. */
export const PAGE_SLACK = 24;
const PAGE_BYTES_MAX = 2 ** 29;

/** The file is not read here after all: the database reads it instead, or says what is wrong. */
export class OddPage extends Error {}

/** A page of values, or the dictionary. */
export interface Page {
  readonly isDictionary: boolean;
  /** Whether its values are places in the dictionary. */
  readonly isIndexed: boolean;
  readonly view: DataView;
  readonly bytes: Buffer;
  /** Whether the bytes are nobody else's, to be kept by who asked for the page. */
  readonly isToKeep: boolean;
  /** Where the values begin and end. */
  readonly from: number;
  readonly to: number;
  /** Rows of it, and how many of them have a value. */
  readonly rows: number;
  readonly values: number;
  /** By row: 0 where it has no value; undefined where all have one. */
  readonly present: Int32Array | undefined;
}

type Unpacked = Pick<Page, "bytes" | "view" | "from" | "to" | "isToKeep">;

interface PageHead {
  type: number;
  unpacked: number;
  packed: number;
  rows: number;
  encoding: number;
  /** How it is told which cells are empty; nobody asks where none can be. */
  emptiness: number;
  /** Of a page of the second kind: bytes before the values, which are never packed. */
  emptyBytes: number | undefined;
  isPacked: boolean;
}

let unsnap: ReturnType<typeof snappyUncompressor> | undefined;

/** Reads chunk after chunk into the same bytes. */
export class ChunkPages {
  #raw: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(this.#raw.buffer);
  #present = new Int32Array(0);

  /** Page after page; each is valid until the next is asked for. */
  *of(file: InputFile, chunk: ColumnChunk): Generator<Page> {
    if (this.#raw.length < chunk.bytes + PAGE_SLACK) {
      this.#raw = Buffer.allocUnsafeSlow(chunk.bytes + PAGE_SLACK);
      this.#view = new DataView(this.#raw.buffer);
    }
    const raw = this.#raw.subarray(0, chunk.bytes);
    if (file.readAt(chunk.from, raw) !== chunk.bytes) throw new OddPage("a file that has ended");
    for (let at = 0; at < raw.length;) {
      const reader = new CompactReader(raw.subarray(at));
      const head = readHead(reader);
      const from = at + reader.position;
      at = from + head.packed;
      const isWhole = head.packed >= 0 && at <= raw.length && head.rows >= 0;
      const isLarge = head.unpacked < 0 || head.unpacked > PAGE_BYTES_MAX;
      if (!isWhole || isLarge) throw new OddPage("a page that is none");
      const isKnown =
        head.type === DATA_PAGE || head.type === DICTIONARY_PAGE || head.type === DATA_PAGE_V2;
      if (isKnown) yield this.#pageOf(head, from, at, chunk);
    }
  }

  #pageOf(head: PageHead, start: number, end: number, { codec, isOptional }: ColumnChunk): Page {
    const isDictionary = head.type === DICTIONARY_PAGE;
    const isIndexed = head.encoding === PLAIN_DICTIONARY || head.encoding === RLE_DICTIONARY;
    const { rows, emptyBytes = 0 } = head;
    const isRead = isIndexed || head.encoding === PLAIN;
    const isBefore = emptyBytes >= 0 && emptyBytes <= Math.min(end - start, head.unpacked);
    if (!isRead || !isBefore) throw new OddPage("an odd page");
    const values = [start + emptyBytes, end, head.unpacked - emptyBytes] as const;
    const unpacked = this.#unpack(head.isPacked ? codec : "none", ...values);
    const page = { ...unpacked, isDictionary, isIndexed: isIndexed && !isDictionary, rows };
    if (isDictionary || !isOptional) return { ...page, values: rows, present: undefined };
    if (head.emptyBytes !== undefined) {
      return { ...page, ...this.#presentIn(this.#view, start, start + emptyBytes, head) };
    }
    const { view, from: lengthAt, to } = unpacked;
    const emptyFrom = lengthAt + 4;
    const from = emptyFrom > to ? -1 : emptyFrom + view.getUint32(lengthAt, true);
    if (from < 0 || from > to) throw new OddPage("a page that does not tell what is empty");
    return { ...page, from, ...this.#presentIn(view, emptyFrom, from, head) };
  }

  #unpack(codec: Codec, start: number, end: number, length: number): Unpacked {
    if (codec === "none") {
      if (end - start !== length) throw new OddPage("a page of another length");
      return { bytes: this.#raw, view: this.#view, from: start, to: end, isToKeep: false };
    }
    const bytes = unpackedFrom(codec, this.#raw.subarray(start, end), length);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return { bytes, view, from: 0, to: length, isToKeep: true };
  }

  /** Which rows have a value. */
  #presentIn(
    view: DataView,
    from: number,
    to: number,
    { emptiness, rows }: PageHead,
  ): Pick<Page, "values" | "present"> {
    if (emptiness !== RUNS) throw new OddPage("a page that does not tell what is empty");
    if (isAllPresent(view, from, to, rows)) return { values: rows, present: undefined };
    if (this.#present.length < rows) this.#present = new Int32Array(rows);
    const present = this.#present.subarray(0, rows);
    readRuns(view, from, to, 1, present, rows);
    return { values: sumOf(present), present };
  }
}

function sumOf(numbers: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += numbers[at] as number;
  return sum;
}

/** Whether one run of ones says of all rows that they have a value: the usual case. */
function isAllPresent(view: DataView, from: number, to: number, rows: number): boolean {
  let head = 0;
  let at = from;
  for (let weight = 1; at < to && weight < 2 ** 35; weight *= 128, at += 1) {
    const byte = view.getUint8(at);
    head += (byte & 0x7f) * weight;
    if (byte < 0x80) return head === rows * 2 && at + 2 === to && view.getUint8(at + 1) === 1;
  }
  return false;
}

/** What was packed, with `PAGE_SLACK` bytes behind it. */
function unpackedFrom(codec: Exclude<Codec, "none">, raw: Buffer, length: number): Buffer {
  if (length === 0) return Buffer.alloc(PAGE_SLACK);
  try {
    switch (codec) {
      case "snappy": {
        unsnap ??= snappyUncompressor();
        // It copies out so many bytes, whatever they are behind those that were packed.
        const { buffer, byteOffset, byteLength } = unsnap(raw, length + PAGE_SLACK);
        return Buffer.from(buffer, byteOffset, byteLength);
      }
      case "gzip":
        return withSlack(gunzipSync(raw, { maxOutputLength: length }), length);
      case "zstd":
        return withSlack(zstdDecompressSync(raw, { maxOutputLength: length }), length);
    }
  } catch (error) {
    throw new OddPage("a page that cannot be unpacked", { cause: error });
  }
}

function withSlack(unpacked: Buffer, length: number): Buffer {
  if (unpacked.length !== length) throw new OddPage("a page of another length");
  const bytes = Buffer.allocUnsafeSlow(length + PAGE_SLACK);
  unpacked.copy(bytes);
  return bytes;
}

function readHead(reader: CompactReader): PageHead {
  const head: PageHead = {
    type: -1,
    unpacked: -1,
    packed: -1,
    rows: -1,
    encoding: -1,
    emptiness: RUNS,
    emptyBytes: undefined,
    isPacked: true,
  };
  for (const { id, type } of reader.fields()) {
    if (id === HEAD.type) head.type = reader.whole();
    else if (id === HEAD.unpacked) head.unpacked = reader.whole();
    else if (id === HEAD.packed) head.packed = reader.whole();
    else if (id === HEAD.data || id === HEAD.dictionary) readData(reader, head, id);
    else if (id === HEAD.data2) readData2(reader, head);
    else reader.skip(type);
  }
  return head;
}

function readData(reader: CompactReader, head: PageHead, kind: number): void {
  for (const { id, type } of reader.fields()) {
    if (id === DATA.values) head.rows = reader.whole();
    else if (id === DATA.encoding) head.encoding = reader.whole();
    else if (id === DATA.emptiness && kind === HEAD.data) head.emptiness = reader.whole();
    else reader.skip(type);
  }
}

function readData2(reader: CompactReader, head: PageHead): void {
  head.emptyBytes = 0;
  for (const { id, type } of reader.fields()) {
    if (id === DATA2.values) head.rows = reader.whole();
    else if (id === DATA2.encoding) head.encoding = reader.whole();
    else if (id === DATA2.emptyBytes) head.emptyBytes = reader.whole();
    else if (id === DATA2.packed) head.isPacked = type === TRUE;
    else if (id === DATA2.repeatBytes) {
      if (reader.whole() !== 0) throw new OddPage();
    } else reader.skip(type);
  }
}
