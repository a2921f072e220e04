// One row group of a Parquet file after the other: its cells by column, for who can take them as they
// are, and its rows as lines of text for the readers of texts. Gives up a file one of whose rows
// cannot be told as a line, or which unfolds beyond reason. Knows no roster.

import type { RowGroup } from "../read/parquet/row-groups.ts";
import { ChunkPages, OddPage } from "../read/parquet/chunk-pages.ts";
import { ColumnTexts } from "../read/parquet/column-texts.ts";
import { MalformedRuns } from "../read/parquet/index-runs.ts";
import { MalformedThrift } from "../read/parquet/compact-protocol.ts";
import { isAllBlank } from "../read/blanks.ts";
import { InputFile } from "../read/file-blocks.ts";
import { couldBeBomb } from "../read/unfolding-limit.ts";
import { SLACK_BYTES } from "./cell-ends.ts";

/** Between cells: no text of people or offices holds it. */
export const CELL_DELIMITER = "\u001f";

const DELIMITER = CELL_DELIMITER.charCodeAt(0);
const QUOTE = 0x22;
const BLANK = 0x20;
const LAST_ASCII = 0x7e;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const EACH_BYTE = 0x0101_0101;
const HIGH_BITS = 0x8080_8080;
/** Bytes below this are looked at one by one: control characters, blanks, quotes. */
const LOOKED_AT = (QUOTE + 1) * EACH_BYTE;
const FIRST_BYTES = 4096;

/** A Parquet file that turned out to be one for the database on the way. */
export class LeftToDatabase extends Error {
  readonly file: number;

  constructor(file: number, cause: unknown) {
    super(`file ${file} is left to the database`, { cause });
    this.file = file;
  }
}

export class GroupReader {
  /** The lines that were written last, from the first byte on. */
  bytes: Buffer = Buffer.alloc(FIRST_BYTES);
  view = new DataView(this.bytes.buffer, this.bytes.byteOffset, FIRST_BYTES);
  readonly #path: string;
  readonly #file: number;
  readonly #groups: readonly RowGroup[];
  #input: InputFile | undefined;
  #group: RowGroup | undefined;
  readonly #pages = new ChunkPages();
  readonly #columns: ColumnTexts[] = [];
  /** By column: the group whose cells it holds. */
  readonly #held: number[] = [];
  #index = -1;

  constructor(path: string, file: number, groups: readonly RowGroup[]) {
    this.#path = path;
    this.#file = file;
    this.#groups = groups;
  }

  /** Turns to a group, and says how many rows it has. */
  open(index: number): number {
    const group = this.#groups[index];
    if (group === undefined) throw new RangeError(`no row group ${index}`);
    this.#group = group;
    this.#index = index;
    return group.rows;
  }

  /** How many rows the group has. */
  get rows(): number {
    return this.#group?.rows ?? 0;
  }

  /** The cells of a column, by its place in a line. */
  column(place: number): ColumnTexts {
    const column = (this.#columns[place] ??= new ColumnTexts(this.#pages));
    if (this.#held[place] === this.#index) return column;
    const chunk = this.#group?.chunks[place];
    if (chunk === undefined || this.#group === undefined) throw new RangeError(`no cell ${place}`);
    try {
      this.#input ??= new InputFile(this.#path);
      this.#held[place] = -1;
      column.read(this.#input, chunk, this.#group.rows);
      this.#held[place] = this.#index;
      // Bytes that somebody would have to write, out of next to nothing.
      const isLarge = couldBeBomb(column.unfolded / 16, chunk.bytes);
      if (isLarge && couldBeBomb(column.count() / 16, chunk.bytes)) throw new OddPage("too much");
      return column;
    } catch (error) {
      const isOdd =
        error instanceof OddPage ||
        error instanceof MalformedRuns ||
        error instanceof MalformedThrift;
      throw isOdd ? new LeftToDatabase(this.#file, error) : error;
    }
  }

  /** Writes some rows as lines, and says how many bytes they take; a line feed stands behind them. */
  writeLines(from: number, to: number): number {
    const columns = (this.#group?.chunks ?? []).map((_, place) => this.column(place));
    let length = 0;
    for (let row = from; row < to; row += 1) length = this.#writeLine(columns, row, length);
    this.#reserve(length + 1);
    this.bytes[length] = LINE_FEED;
    return length;
  }

  close(): void {
    this.#input?.close();
    this.#input = undefined;
  }

  #writeLine(columns: readonly ColumnTexts[], row: number, from: number): number {
    let at = from;
    let isBlank = true;
    for (let place = 0; place < columns.length; place += 1) {
      const column = columns[place] as ColumnTexts;
      const start = column.startOf(row);
      const end = column.endOf(start);
      if (isBlank && start < end && !isBlankCell(column, start, end)) isBlank = false;
      const most = at + 2 * (end - start) + SLACK_BYTES;
      if (most > this.bytes.length) this.#reserve(most);
      at = this.#writeCell(column, start, end, at);
      this.bytes[at] = DELIMITER;
      at += 1;
    }
    // Whether such a row is one is a question of the columns that nobody reads.
    if (isBlank) throw new LeftToDatabase(this.#file, `row ${row} is blank`);
    this.bytes[at - 1] = LINE_FEED;
    return at;
  }

  #writeCell({ view, bytes }: ColumnTexts, start: number, end: number, into: number): number {
    const lines = this.view;
    let looked = 0;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const word = view.getInt32(at, true);
      lines.setInt32(into + at - start, word, true);
      looked |= (word - LOOKED_AT) & ~word;
    }
    if (at < end) {
      const word = view.getInt32(at, true);
      lines.setInt32(into + at - start, word, true);
      const filled = word | (-1 << ((end - at) * 8));
      looked |= (filled - LOOKED_AT) & ~filled;
    }
    if ((looked & HIGH_BITS) === 0) return into + end - start;
    return this.#writeLooking(bytes, start, end, into);
  }

  /** Sets quotes around a cell that has any; no cell may end a line. */
  #writeLooking(bytes: Buffer, start: number, end: number, into: number): number {
    let quotes = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) quotes += 1;
      const isEnd = byte === DELIMITER || byte === LINE_FEED || byte === CARRIAGE_RETURN;
      if (isEnd || byte === 0) throw new LeftToDatabase(this.#file, `a cell with byte ${byte}`);
    }
    if (quotes === 0) return into + end - start;
    const cell = bytes.toString("latin1", start, end).replaceAll('"', '""');
    return into + this.bytes.write(`"${cell}"`, into, "latin1");
  }

  #reserve(bytes: number): void {
    if (bytes + SLACK_BYTES <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow((bytes + SLACK_BYTES) * 2);
    this.bytes.copy(grown);
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
}

function isBlankCell({ bytes }: ColumnTexts, start: number, end: number): boolean {
  const first = bytes[start] as number;
  if (first > BLANK && first <= LAST_ASCII) return false;
  return isAllBlank(bytes.toString("utf8", start, end));
}
