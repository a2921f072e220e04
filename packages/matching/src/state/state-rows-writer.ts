// Notes the well-formed rows of observation files for a kept state while they are read, block by
// block, one file a thread. Knows numbers and bytes; what became of a row is not its concern.

import { closeSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";

import { PIECE_SLACK, putWords } from "../engine/byte-lines.ts";
import { NOT_PLAIN } from "../engine/plain-cells.ts";
import {
  HIGH,
  LOW,
  NAME_HIGH,
  NAME_LOW,
  OCCURRED,
  REF_HIGH,
  REF_LOW,
  SIGN,
  STATED,
} from "../engine/row-batch.ts";
import { describeSystemError } from "../unusable-input.ts";
import { COLUMNS, DAYS_FROM, HEAD_NUMBERS, SEPARATOR, SOURCE_IN_TEXTS } from "./state-block.ts";
import type { StateBlock } from "./state-block.ts";
import { foreignState } from "./state-refusals.ts";
import { NO_DAY } from "@lingdai/policy/batch";

/** A block that was written, and where its rows stand in this run. */
export interface NotedBlock extends StateBlock {
  /** The block of this run from which its rows come. */
  readonly block: number;
  /** Rows of a day that has not come; they repeat nothing yet. */
  readonly later: number;
  /** By row: to whom it belongs (`row-owners`), and its position. */
  readonly owners: SharedArrayBuffer;
  readonly positions: SharedArrayBuffer;
}

/** Stretches of the bytes in which a row's texts stand; `PIECE_SLACK` bytes are behind them. */
export interface NotedTexts {
  readonly view: DataView;
  /** Of a document that is no resident ID, its number and a separator come before the name. */
  readonly nameAt: number;
  readonly nameEnd: number;
  readonly sourceAt: number;
  readonly sourceEnd: number;
  readonly refAt: number;
  readonly refEnd: number;
}

/** In the order of a block's columns; the last is left out where no row states an arrival. */
const COLUMN_NAMES = [
  "high",
  "low",
  "nameLow",
  "nameHigh",
  "refLow",
  "refHigh",
  "when",
  "textAt",
  "stated",
] as const;
type NotedColumns = Readonly<Record<(typeof COLUMN_NAMES)[number], Int32Array>>;

/** Of a row of a day that has not come. */
export const NO_POSITION = 2 ** 32 - 1;

export class StateRowsWriter {
  readonly blocks: NotedBlock[] = [];
  readonly #path: string;
  readonly #descriptor: number;
  #written = 0;
  #rows = 0;
  #hasArrivals = false;
  // Everything that grows begins so small that it does while a run is young (as in `GrowingColumn`).
  #columns = columnsFor(1);
  #texts = Buffer.allocUnsafeSlow(64);
  #textsView = new DataView(this.#texts.buffer);
  #textBytes = 0;
  #owners = new Uint32Array(1);
  #positions = new Uint32Array(1);
  readonly #sources: Uint8Array[] = [];
  /** By source: its length and first bytes in one number, by which most others are told from it. */
  readonly #heads = new Int32Array(SOURCE_IN_TEXTS);
  #later = 0;
  #out = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
    this.#begin();
    this.#descriptor = writing(path, () => openSync(path, "w", 0o600));
  }

  /**
   * Takes a row whose numbers stand at `from` as in a batch (`plain-observations`); rows come in their
   * order. One of a day that has not come has no position.
   */
  add(
    numbers: Int32Array,
    from: number,
    texts: NotedTexts,
    position: number | undefined,
    owner: number,
  ): void {
    const row = this.#rows;
    if (row === this.#owners.length) this.#grow();
    this.#owners[row] = owner;
    this.#positions[row] = position ?? NO_POSITION;
    const source = this.#sourceOf(texts);
    const occurredOn = numbers[from + OCCURRED] as number;
    const kind = numbers[from + SIGN] as number;
    const statedOn = numbers[from + STATED] as number;
    const { high, low, nameLow, nameHigh, refLow, refHigh, when, textAt, stated } = this.#columns;
    high[row] = numbers[from + HIGH] as number;
    low[row] = numbers[from + LOW] as number;
    nameLow[row] = numbers[from + NAME_LOW] as number;
    nameHigh[row] = numbers[from + NAME_HIGH] as number;
    refLow[row] = numbers[from + REF_LOW] as number;
    refHigh[row] = numbers[from + REF_HIGH] as number;
    when[row] = ((occurredOn - DAYS_FROM) << 12) | (kind << 6) | source;
    textAt[row] = this.#textBytes;
    stated[row] = statedOn === NOT_PLAIN ? NO_DAY : statedOn;
    if (statedOn !== NOT_PLAIN) this.#hasArrivals = true;
    this.#rows += 1;
    this.#later += Number(position === undefined);
    const { view, nameAt, nameEnd, sourceAt, sourceEnd, refAt, refEnd } = texts;
    this.#reserve(nameEnd - nameAt + sourceEnd - sourceAt + refEnd - refAt + 2);
    this.#put(view, nameAt, nameEnd);
    this.#separate();
    if (source === SOURCE_IN_TEXTS) {
      this.#put(view, sourceAt, sourceEnd);
      this.#separate();
    }
    this.#put(view, refAt, refEnd);
  }

  /** The block of this run is read: its rows go to the file. */
  endBlock(block: number): void {
    const rows = this.#rows;
    if (rows === 0) return;
    const columns = COLUMNS + Number(this.#hasArrivals);
    const sourceBytes = this.#sources.reduce((sum, source) => sum + source.length + 1, 0);
    const bytes = (HEAD_NUMBERS + columns * rows) * 4 + sourceBytes + this.#textBytes;
    if (this.#out.length < bytes) this.#out = Buffer.allocUnsafeSlow(bytes);
    const out = this.#out;
    const numbers = new Int32Array(out.buffer, 0, HEAD_NUMBERS + columns * rows);
    numbers.set([rows, Number(this.#hasArrivals), sourceBytes, this.#textBytes]);
    let to = HEAD_NUMBERS;
    for (const name of COLUMN_NAMES.slice(0, columns)) {
      numbers.set(this.#columns[name].subarray(0, rows), to);
      to += rows;
    }
    let at = numbers.byteLength;
    for (const source of this.#sources) {
      out.set(source, at);
      at += source.length;
      out[at] = SEPARATOR;
      at += 1;
    }
    out.set(this.#texts.subarray(0, this.#textBytes), at);
    this.#write(out.subarray(0, bytes));
    this.blocks.push({
      block,
      path: this.#path,
      at: this.#written,
      bytes,
      rows,
      checksum: crc32(out.subarray(0, bytes)),
      later: this.#later,
      owners: sharedCopy(this.#owners.subarray(0, rows)),
      positions: sharedCopy(this.#positions.subarray(0, rows)),
    });
    this.#written += bytes;
    this.#begin();
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #begin(): void {
    this.#rows = 0;
    this.#textBytes = 0;
    this.#hasArrivals = false;
    this.#later = 0;
    this.#sources.length = 0;
  }

  /** The number of the row's source among the block's; most files have one or a few. */
  #sourceOf({ view, sourceAt, sourceEnd }: NotedTexts): number {
    const length = sourceEnd - sourceAt;
    const sources = this.#sources;
    const heads = this.#heads;
    const mask = length < 4 ? (1 << (8 * length)) - 1 : -1;
    const head = Math.imul(length, 0x9e3779b1) ^ (view.getInt32(sourceAt, true) & mask);
    for (let number = 0; number < sources.length; number += 1) {
      if (heads[number] === head && isAt(view, sourceAt, sources[number] as Uint8Array, length)) {
        return number;
      }
    }
    if (sources.length === SOURCE_IN_TEXTS) return SOURCE_IN_TEXTS;
    const { buffer, byteOffset } = view;
    heads[sources.length] = head;
    sources.push(Buffer.from(new Uint8Array(buffer, byteOffset + sourceAt, length)));
    return sources.length - 1;
  }

  #grow(): void {
    const rows = this.#rows * 2;
    const columns = columnsFor(rows);
    for (const name of COLUMN_NAMES) columns[name].set(this.#columns[name]);
    this.#columns = columns;
    this.#owners = grown(this.#owners, rows);
    this.#positions = grown(this.#positions, rows);
  }

  #reserve(bytes: number): void {
    const needed = this.#textBytes + bytes + PIECE_SLACK;
    if (needed <= this.#texts.length) return;
    const texts = Buffer.allocUnsafeSlow(Math.max(needed, this.#texts.length * 2));
    this.#texts.copy(texts, 0, 0, this.#textBytes);
    this.#texts = texts;
    this.#textsView = new DataView(texts.buffer);
  }

  #put(view: DataView, from: number, to: number): void {
    putWords(this.#textsView, this.#textBytes, view, from, to);
    this.#textBytes += to - from;
  }

  #separate(): void {
    this.#texts[this.#textBytes] = SEPARATOR;
    this.#textBytes += 1;
  }

  #write(bytes: Buffer): void {
    writing(this.#path, () => {
      let done = 0;
      while (done < bytes.length) {
        done += writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#written + done);
      }
    });
  }
}

/** Says that it is the state that cannot be written. */
export function writing<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw notWritten(path, error);
  }
}

export function notWritten(path: string, error: unknown): Error {
  const wrong = `状态写不进去（cannot write the state），${describeSystemError(error)}`;
  const mend = "原来的状态没有变，请腾出空间或换一个文件夹后重新运行";
  return foreignState(dirname(path), wrong, mend);
}

/** Room for so many rows. */
function columnsFor(rows: number): NotedColumns {
  const column = (): Int32Array => new Int32Array(rows);
  return {
    high: column(),
    low: column(),
    nameLow: column(),
    nameHigh: column(),
    refLow: column(),
    refHigh: column(),
    when: column(),
    textAt: column(),
    stated: column(),
  };
}

function grown(numbers: Uint32Array, rows: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(rows);
  larger.set(numbers);
  return larger;
}

/** Whether a text stands at a place. */
function isAt(view: DataView, from: number, text: Uint8Array, length: number): boolean {
  if (text.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    if (text[at] !== view.getUint8(from + at)) return false;
  }
  return true;
}

function sharedCopy(numbers: Uint32Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(numbers.byteLength);
  new Uint32Array(buffer).set(numbers);
  return buffer;
}
