// How rows lie in a block of a kept state: numbers in columns first, texts behind them, so that a
// block is read straight into typed arrays. Every block has a checksum of all its bytes. Knows
// neither people nor policies.
//
// Head: rows, whether arrivals are kept, bytes of the sources, bytes of the texts. Then a column of
// four bytes a row each: document (two), name fingerprint (two), reference fingerprint (two), `when`,
// where its texts begin, and, where any row states one, its arrival. Then the block's sources, each
// ended by a byte that no text has. A row's texts: its name (before it the number of a document that
// is no resident ID), its source where that is not among the block's, its reference.

import { dirname } from "node:path";

import type { Day } from "@lingdai/policy/batch";
import { NO_DAY } from "@lingdai/policy/batch";

import { PIECE_SLACK } from "../engine/byte-lines.ts";
import { OpenFiles } from "../read/open-files.ts";
import { describeSystemError } from "../unusable-input.ts";
import { corruptState } from "./state-refusals.ts";
import { readSummed, readUnsummed } from "./summed-read.ts";

/** Where a block lies, and what its bytes must add up to. */
export interface StateBlock {
  readonly path: string;
  readonly at: number;
  readonly bytes: number;
  readonly rows: number;
  readonly checksum: number;
}

export const HEAD_NUMBERS = 4;
/** Columns of every row; the arrival comes behind them. */
export const COLUMNS = 8;
/** No byte of any text in UTF-8. */
export const SEPARATOR = 0xff;
/** `when`: the day in the upper 20 bits, counted from year 0, six bits of kind, six of source. */
export const DAYS_FROM = -719_528;
export const SOURCE_IN_TEXTS = 63;

const NOTHING: Int32Array = new Int32Array(0);

/** One block after the other, read and checked; its columns are views of the same bytes. */
export class StateRows {
  rows = 0;
  high = NOTHING;
  low = NOTHING;
  nameLow = NOTHING;
  nameHigh = NOTHING;
  refLow = NOTHING;
  refHigh = NOTHING;
  bytes = Buffer.alloc(0);
  /** The same bytes, for who copies several at once. */
  view = new DataView(new ArrayBuffer(0));
  /** Where the texts of the row that was sought last stand in `bytes`. */
  documentAt = 0;
  nameAt = 0;
  nameEnd = 0;
  sourceAt = 0;
  sourceEnd = 0;
  refAt = 0;
  refEnd = 0;
  #when = NOTHING;
  #textAt = NOTHING;
  #arrivedOn: Int32Array | undefined;
  #textsAt = 0;
  #textsEnd = 0;
  /** By number: where each source of the block begins, and behind the last the end. */
  #sources: number[] = [];
  readonly #files = new OpenFiles();

  /** Reads a block whole; one that is not as it was written is refused. */
  read(block: StateBlock): void {
    if (this.#fill(block, readSummed) !== block.checksum) throw corruptIn(block);
    this.#openColumns(block);
  }

  /** Reads a block that this run has checked before. */
  readAgain(block: StateBlock): void {
    this.#fill(block, readUnsummed);
    this.#openColumns(block);
  }

  #openColumns(block: StateBlock): void {
    const { buffer } = this.bytes;
    const [rows = 0, hasArrivals = 0, sourceBytes = 0, textBytes = 0] = new Int32Array(
      buffer,
      0,
      HEAD_NUMBERS,
    );
    let at = HEAD_NUMBERS * 4;
    const column = (): Int32Array => {
      at += rows * 4;
      return new Int32Array(buffer, at - rows * 4, rows);
    };
    this.rows = rows;
    this.high = column();
    this.low = column();
    this.nameLow = column();
    this.nameHigh = column();
    this.refLow = column();
    this.refHigh = column();
    this.#when = column();
    this.#textAt = column();
    this.#arrivedOn = hasArrivals === 1 ? column() : undefined;
    this.#readSources(at, at + sourceBytes);
    this.#textsAt = at + sourceBytes;
    this.#textsEnd = this.#textsAt + textBytes;
    if (rows !== block.rows || this.#textsEnd !== block.bytes) throw corruptIn(block);
  }

  kindOf(row: number): number {
    return ((this.#when[row] as number) >>> 6) & 63;
  }

  occurredOn(row: number): Day {
    return ((this.#when[row] as number) >>> 12) + DAYS_FROM;
  }

  /** The arrival that the row states; `NO_DAY` where it states none. */
  statedOn(row: number): Day {
    return this.#arrivedOn === undefined ? NO_DAY : (this.#arrivedOn[row] as number);
  }

  /** Finds the texts of a row. */
  seek(row: number): void {
    const { bytes } = this;
    let at = this.#textsAt + (this.#textAt[row] as number);
    this.documentAt = at;
    if ((this.high[row] as number) < 0) at = bytes.indexOf(SEPARATOR, at) + 1;
    this.nameAt = at;
    this.nameEnd = bytes.indexOf(SEPARATOR, at);
    this.refAt = this.nameEnd + 1;
    const source = (this.#when[row] as number) & 63;
    if (source === SOURCE_IN_TEXTS) {
      this.sourceAt = this.refAt;
      this.sourceEnd = bytes.indexOf(SEPARATOR, this.refAt);
      this.refAt = this.sourceEnd + 1;
    } else {
      this.sourceAt = this.#sources[source] as number;
      this.sourceEnd = (this.#sources[source + 1] as number) - 1;
    }
    this.refEnd = row + 1 < this.rows ? this.#textsAt + (this.#textAt[row + 1] as number) : -1;
    if (this.refEnd === -1) this.refEnd = this.#textsEnd;
  }

  /** The document's number where it is no resident ID. */
  get document(): string {
    return this.bytes.toString("utf8", this.documentAt, this.nameAt - 1);
  }

  get name(): string {
    return this.bytes.toString("utf8", this.nameAt, this.nameEnd);
  }

  close(): void {
    this.#files.close();
  }

  #readSources(from: number, to: number): void {
    this.#sources = [from];
    for (let at = from; at < to; at += 1) {
      if (this.bytes[at] === SEPARATOR) this.#sources.push(at + 1);
    }
  }

  /** Gives the checksum where the reading finds one. */
  #fill(block: StateBlock, reading: typeof readSummed): number {
    const { path, at, bytes } = block;
    if (this.bytes.length < bytes + PIECE_SLACK) {
      this.bytes = Buffer.allocUnsafeSlow(bytes + PIECE_SLACK);
      this.view = new DataView(this.bytes.buffer);
    }
    try {
      const into = this.bytes.subarray(0, bytes);
      const { held, checksum } = reading(this.#files.descriptorOf(path), into, at);
      if (held < bytes) throw corruptIn(block);
      return checksum;
    } catch (error) {
      throw error instanceof Error && "syscall" in error
        ? corruptState(dirname(path), `${path} 读不出来，${describeSystemError(error)}`)
        : error;
    }
  }
}

function corruptIn({ path }: StateBlock): Error {
  return corruptState(dirname(path), `${path} 的内容和写下时不一样`);
}
