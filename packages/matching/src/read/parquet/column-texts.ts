// The cells of one column in one row group as texts in UTF-8: where each begins and ends, and which
// entry of the dictionary it is, so that what few texts mean is asked once for each and not once a
// row. Days are `YYYY-MM-DD`, numbers plain decimals, an empty cell is an empty text.
// Knows neither our columns nor what a good row is.

import { isUtf8 } from "node:buffer";

import { dayOf, formatDay } from "@lingdai/policy";

import type { InputFile } from "../file-blocks.ts";
import type { Page } from "./chunk-pages.ts";
import { ChunkPages, OddPage } from "./chunk-pages.ts";
import { readRuns } from "./index-runs.ts";
import { CELL_BYTES_MAX } from "./parquet-columns.ts";
import type { ColumnChunk, ValueForm } from "./row-groups.ts";

/** Not an entry: a text of its own. */
export const NO_ENTRY = -1;
const FIRST_DAY = dayOf(1, 1, 1);
const LAST_DAY = dayOf(9999, 12, 31);
const DAY_BYTES = 10;
/** An entry of the dictionary is at least this many bytes; a text as well. */
const LENGTH_BYTES = 4;
/** So many bytes behind the last text can be read without harm. */
const SLACK_BYTES = 16;

/** One object serves a column of group after group. */
export class ColumnTexts {
  /** All texts of the group; `SLACK_BYTES` behind them can be read. */
  bytes: Buffer = Buffer.alloc(SLACK_BYTES);
  view: DataView = new DataView(this.bytes.buffer, this.bytes.byteOffset, SLACK_BYTES);
  /** By row: its entry, or `NO_ENTRY`. */
  entries = new Int32Array(0);
  entryStarts = new Int32Array(0);
  entryEnds = new Int32Array(0);
  entryCount = 0;
  /** Bytes of all cells, each time an entry is met once more. */
  unfolded = 0;
  #used = 0;
  /** By row, where it is no entry; of no length where all are entries. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  #form: ValueForm = "text";
  readonly #entryOfDay = new Map<number, number>();
  readonly #pages = new ChunkPages();
  #row = 0;
  /** Entries that the file's own dictionary has: others may follow them. */
  #dictionary = 0;
  /** The entry of empty cells, where there is one. */
  #emptyEntry = NO_ENTRY;

  /** Reads the column of another group. */
  read(file: InputFile, chunk: ColumnChunk, rows: number): void {
    this.#form = chunk.form;
    this.#entryOfDay.clear();
    this.#used = 0;
    this.#row = 0;
    this.#emptyEntry = NO_ENTRY;
    this.#dictionary = 0;
    this.entryCount = 0;
    this.unfolded = 0;
    if (this.entries.length < rows) {
      this.entries = new Int32Array(rows);
      this.starts = new Int32Array(0);
      this.ends = new Int32Array(0);
    }
    this.entries.fill(NO_ENTRY, 0, rows);
    this.starts.fill(0);
    this.ends.fill(0);
    for (const page of this.#pages.of(file, chunk)) {
      if (page.isDictionary) this.#takeDictionary(page);
      else if (page.rows > rows - this.#row) throw new OddPage("more cells than rows");
      else if (page.isIndexed) this.#takeIndices(page);
      else this.#takeValues(page);
    }
    if (this.#row !== rows) throw new OddPage("fewer cells than rows");
  }

  startOf(row: number): number {
    const entry = this.entries[row] as number;
    return (entry === NO_ENTRY ? this.starts[row] : this.entryStarts[entry]) as number;
  }

  endOf(row: number): number {
    const entry = this.entries[row] as number;
    return (entry === NO_ENTRY ? this.ends[row] : this.entryEnds[entry]) as number;
  }

  #takeDictionary(page: Page): void {
    if (this.#dictionary > 0 || this.#row > 0) throw new OddPage("a second dictionary");
    const form = this.#form;
    if (form === "text") {
      const { rows } = page;
      if (rows * LENGTH_BYTES > page.to - page.from) throw new OddPage("too short a dictionary");
      if (this.entryStarts.length < rows) {
        this.entryStarts = new Int32Array(rows);
        this.entryEnds = new Int32Array(rows);
      }
      this.#cutTexts(page, rows, this.entryStarts, this.entryEnds);
      this.entryCount = rows;
    } else {
      for (let at = 0; at < page.rows; at += 1) this.#addEntry(this.#textAt(page, at));
    }
    this.#dictionary = this.entryCount;
  }

  #takeIndices(page: Page): void {
    const { view, from, to, rows, values, present } = page;
    const width = from < to ? view.getUint8(from) : 0;
    const first = this.#row;
    const indices =
      present === undefined ? this.entries.subarray(first, first + rows) : new Int32Array(values);
    readRuns(view, from + 1, to, width, indices, values);
    this.unfolded += this.#lengthOf(indices);
    if (present !== undefined) this.#spread(indices, present);
    this.#row += rows;
  }

  /** Bytes of so many entries, each of which must be there. */
  #lengthOf(indices: Int32Array): number {
    const { entryStarts, entryEnds } = this;
    const dictionary = this.#dictionary;
    let length = 0;
    for (let at = 0; at < indices.length; at += 1) {
      const entry = indices[at] as number;
      if (entry >>> 0 >= dictionary) throw new OddPage("no such entry");
      length += (entryEnds[entry] as number) - (entryStarts[entry] as number);
    }
    return length;
  }

  /** Gives the entries of a page to the rows that have one. */
  #spread(indices: Int32Array, present: Int32Array): void {
    // Beside nothing but entries an empty cell is one too.
    const empty = this.#emptyEntry === NO_ENTRY ? this.#addEntry("") : this.#emptyEntry;
    this.#emptyEntry = empty;
    const { entries } = this;
    const first = this.#row;
    let next = 0;
    for (let at = 0; at < present.length; at += 1) {
      const isThere = present[at] as number;
      entries[first + at] = isThere === 0 ? empty : (indices[next] as number);
      next += isThere;
    }
  }

  #takeValues(page: Page): void {
    const form = this.#form;
    const before = this.#used;
    if (this.starts.length === 0) {
      this.starts = new Int32Array(this.entries.length);
      this.ends = new Int32Array(this.entries.length);
    }
    if (form !== "text") this.#takeNumbers(page);
    else if (page.present === undefined) {
      const starts = this.starts.subarray(this.#row);
      this.#cutTexts(page, page.rows, starts, this.ends.subarray(this.#row));
    } else this.#takeSome(page, page.present);
    this.unfolded += this.#used - before;
    this.#row += page.rows;
  }

  /** A page in which some cells are empty. */
  #takeSome({ ...page }: Page, present: Int32Array): void {
    const starts = new Int32Array(page.values);
    const ends = new Int32Array(page.values);
    this.#cutTexts(page, page.values, starts, ends);
    let next = 0;
    for (let row = 0; row < page.rows; row += 1) {
      if (present[row] === 0) continue;
      this.starts[this.#row + row] = starts[next] as number;
      this.ends[this.#row + row] = ends[next] as number;
      next += 1;
    }
  }

  /** Takes the texts of a page over and finds where each stands: a length, then its bytes. */
  #cutTexts(page: Page, count: number, starts: Int32Array, ends: Int32Array): void {
    const { view, from, to } = page;
    const moved = this.#add(page.bytes, from, to) - from;
    let at = from;
    let longest = 0;
    for (let each = 0; each < count; each += 1) {
      const start = at + LENGTH_BYTES;
      const length = start > to ? -1 : view.getInt32(at, true);
      if (length < 0 || length > to - start) throw new OddPage("a text beyond its page");
      if (length > longest) longest = length;
      at = start + length;
      starts[each] = start + moved;
      ends[each] = at + moved;
    }
    if (longest > CELL_BYTES_MAX) throw new OddPage("a cell that is none");
    // Lengths below 128 cannot hide that a text ends within a character.
    if (longest < 0x80 && isUtf8(page.bytes.subarray(from, at))) return;
    for (let each = 0; each < count; each += 1) {
      if (!isUtf8(this.bytes.subarray(starts[each], ends[each]))) throw new OddPage("no UTF-8");
    }
  }

  /** Days are few and become entries; numbers are many and each its own text. */
  #takeNumbers(page: Page): void {
    let next = 0;
    for (let at = 0; at < page.rows; at += 1) {
      if (page.present?.[at] === 0) continue;
      const row = this.#row + at;
      if (this.#form === "day") {
        const entry = this.#entryFor(page, next);
        this.entries[row] = entry;
        this.unfolded += DAY_BYTES;
      } else {
        const text = Buffer.from(this.#textAt(page, next));
        const start = this.#add(text, 0, text.length);
        this.starts[row] = start;
        this.ends[row] = start + text.length;
      }
      next += 1;
    }
  }

  #entryFor(page: Page, at: number): number {
    const place = page.from + at * 4;
    if (place + 4 > page.to) throw new OddPage("a number beyond its page");
    const day = page.view.getInt32(place, true);
    const known = this.#entryOfDay.get(day);
    if (known !== undefined) return known;
    const entry = this.#addEntry(this.#textAt(page, at));
    this.#entryOfDay.set(day, entry);
    return entry;
  }

  #textAt({ view, from, to }: Page, at: number): string {
    const form = this.#form;
    const bytes = form === "int64" ? 8 : 4;
    const place = from + at * bytes;
    if (place + bytes > to) throw new OddPage("a number beyond its page");
    if (form === "int64") return String(view.getBigInt64(place, true));
    const value = view.getInt32(place, true);
    if (form === "int32") return String(value);
    if (value < FIRST_DAY || value > LAST_DAY) throw new OddPage("a day beyond the calendar");
    return formatDay(value);
  }

  #addEntry(text: string): number {
    const bytes = Buffer.from(text);
    const start = this.#add(bytes, 0, bytes.length);
    const entry = this.entryCount;
    if (entry === this.entryStarts.length) {
      this.entryStarts = grown(this.entryStarts);
      this.entryEnds = grown(this.entryEnds);
    }
    this.entryStarts[entry] = start;
    this.entryEnds[entry] = start + bytes.length;
    this.entryCount += 1;
    return entry;
  }

  /** Takes bytes over, and says where they stand. */
  #add(from: Buffer, start: number, end: number): number {
    const at = this.#used;
    const most = at + end - start + SLACK_BYTES;
    if (most > this.bytes.length) {
      const bytes = Buffer.allocUnsafeSlow(at === 0 ? most : Math.max(most, this.bytes.length * 2));
      this.bytes.copy(bytes, 0, 0, at);
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    from.copy(this.bytes, at, start, end);
    this.#used = at + end - start;
    return at;
  }
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(Math.max(16, column.length * 2));
  longer.set(column);
  return longer;
}
