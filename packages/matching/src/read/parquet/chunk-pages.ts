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
/** So many bytes behind a page can be read without harm. */
const SLACK_BYTES = 8;
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
  /** Where the values begin and end. */
  readonly from: number;
  readonly to: number;
  /** Rows of it, and how many of them have a value. */
  readonly rows: number;
  readonly values: number;
  /** By row: 0 where it has no value; undefined where all have one. */
  readonly present: Int32Array | undefined;
}

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

/** Unpacks chunk after chunk into the same bytes. */
export class ChunkPages {
  #raw: Buffer = Buffer.alloc(0);
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** Page after page; each is valid until the next is asked for. */
  *of(file: InputFile, chunk: ColumnChunk): Generator<Page> {
    if (this.#raw.length < chunk.bytes) this.#raw = Buffer.allocUnsafeSlow(chunk.bytes);
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
      if (isKnown) yield this.#pageOf(head, raw.subarray(from, at), chunk);
    }
  }

  #pageOf(head: PageHead, raw: Buffer, { codec, isOptional }: ColumnChunk): Page {
    const isDictionary = head.type === DICTIONARY_PAGE;
    const isIndexed = head.encoding === PLAIN_DICTIONARY || head.encoding === RLE_DICTIONARY;
    const asIs = head.emptyBytes ?? 0;
    const to = head.unpacked;
    const isRead = isIndexed || head.encoding === PLAIN;
    if (!isRead || asIs < 0 || asIs > raw.length || asIs > to) throw new OddPage("an odd page");
    this.#reserve(to + SLACK_BYTES);
    const bytes = this.#bytes;
    const view = this.#view;
    raw.copy(bytes, 0, 0, asIs);
    unpack(head.isPacked ? codec : "none", raw.subarray(asIs), bytes.subarray(asIs, to));
    const { rows } = head;
    const page = { isDictionary, isIndexed: isIndexed && !isDictionary, view, bytes, to, rows };
    if (isDictionary || !isOptional) {
      return { ...page, from: asIs, values: rows, present: undefined };
    }
    const emptyFrom = head.emptyBytes === undefined ? 4 : 0;
    const from = emptyFrom === 0 || to < 4 ? asIs : emptyFrom + view.getUint32(0, true);
    const isTold = head.emptiness === RUNS && emptyFrom <= from && from <= to;
    if (!isTold) throw new OddPage("a page that does not tell what is empty");
    if (isAllPresent(view, emptyFrom, from, rows)) {
      return { ...page, from, values: rows, present: undefined };
    }
    const present = new Int32Array(rows);
    readRuns(view, emptyFrom, from, 1, present, rows);
    const values = present.reduce((sum, each) => sum + each, 0);
    return { ...page, from, values, present };
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    this.#bytes = Buffer.allocUnsafeSlow(bytes * 2);
    this.#view = new DataView(this.#bytes.buffer);
  }
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

function unpack(codec: Codec, raw: Buffer, into: Buffer): void {
  const unpacked = unpackedFrom(codec, raw, into.length);
  if (unpacked.length !== into.length) throw new OddPage();
  into.set(unpacked);
}

function unpackedFrom(codec: Codec, raw: Buffer, length: number): Uint8Array {
  if (length === 0) return raw.subarray(0, 0);
  try {
    switch (codec) {
      case "none":
        return raw;
      case "snappy":
        unsnap ??= snappyUncompressor();
        return unsnap(raw, length);
      case "gzip":
        return gunzipSync(raw, { maxOutputLength: length });
      case "zstd":
        return zstdDecompressSync(raw, { maxOutputLength: length });
    }
  } catch (error) {
    throw new OddPage("a page that cannot be unpacked", { cause: error });
  }
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
