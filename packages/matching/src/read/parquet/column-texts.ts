// The cells of one column in one row group as texts in UTF-8: where each begins and ends, and which
// entry of the dictionary it is, so that what few texts mean is asked once for each and not once a
// row. Days are `YYYY-MM-DD`, numbers plain decimals, an empty cell is an empty text.
// Knows neither our columns nor what a good row is.

import { isUtf8 } from "node:buffer";

import { dayOf, formatDay } from "@lingdai/policy/batch";

import type { InputFile } from "../file-blocks.ts";
import type { Page } from "./chunk-pages.ts";
import { ChunkPages, OddPage, PAGE_SLACK } from "./chunk-pages.ts";
import { readRuns } from "./index-runs.ts";
import { CELL_BYTES_MAX } from "./cell-limit.ts";
import type { ColumnChunk, ValueForm } from "./row-groups.ts";

const FIRST_DAY = dayOf(1, 1, 1);
const LAST_DAY = dayOf(9999, 12, 31);
const DAY_BYTES = 10;
/** Before every text stands how long it is. */
export const LENGTH_BYTES = 4;
const EACH_BIT = -1;
/** So many bytes behind the last text can be read without harm. */
const SLACK_BYTES = PAGE_SLACK - LENGTH_BYTES;

/** One object serves a column of group after group. */
export class ColumnTexts {
  /** All texts of the group; `SLACK_BYTES` behind them can be read. Ours, or those of a page. */
  bytes: Buffer = Buffer.alloc(LENGTH_BYTES + SLACK_BYTES);
  view: DataView = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
  /** By row: where its text begins, or, below 0, `~` its entry in the dictionary. */
  places = new Int32Array(0);
  entryStarts = new Int32Array(0);
  entryCount = 0;
  /** Whether every row has a text of its own, one behind the other, each behind its length. */
  isInOrder = true;
  /** Bytes of all cells at most, each time an entry is met once more. */
  unfolded = 0;
  #ours = { bytes: this.bytes, view: this.view };
  #used = 0;
  /** Where the empty text begins: behind a length of nothing. */
  #emptyAt = LENGTH_BYTES;
  /** The place of an empty cell: an entry too, once there is one. */
  #empty: number | undefined;
  #form: ValueForm = "text";
  readonly #entryOfDay = new Map<number, number>();
  readonly #pages: ChunkPages;
  #row = 0;
  #rows = 0;
  /** Entries that the file's own dictionary has: others may follow them. */
  #dictionary = 0;
  /** Bytes of the longest text of the dictionary. */
  #longest = 0;

  /** Columns that are read one after the other may share their pages. */
  constructor(pages = new ChunkPages()) {
    this.#pages = pages;
  }

  /** Reads the column of another group. */
  read(file: InputFile, chunk: ColumnChunk, rows: number): void {
    this.#form = chunk.form;
    this.#entryOfDay.clear();
    if (this.bytes !== this.#ours.bytes) giveBack(this.bytes);
    ({ bytes: this.bytes, view: this.view } = this.#ours);
    this.#used = LENGTH_BYTES;
    this.#emptyAt = LENGTH_BYTES;
    this.#empty = undefined;
    this.#row = 0;
    this.#rows = rows;
    this.#dictionary = 0;
    this.#longest = 0;
    this.entryCount = 0;
    this.isInOrder = true;
    this.unfolded = 0;
    if (this.places.length < rows) this.places = new Int32Array(rows);
    for (const page of this.#pages.of(file, chunk)) {
      if (page.isDictionary) this.#takeDictionary(page);
      else if (page.rows > rows - this.#row) throw new OddPage("more cells than rows");
      else {
        if (page.isIndexed) this.#takeIndices(page);
        else if (this.#form === "text") this.#takeTexts(page);
        else this.#takeNumbers(page);
        this.#row += page.rows;
      }
      if (page.isToKeep && page.bytes !== this.bytes) giveBack(page.bytes);
    }
    if (this.#row !== rows) throw new OddPage("fewer cells than rows");
  }

  startOf(row: number): number {
    const place = this.places[row] as number;
    return place < 0 ? (this.entryStarts[~place] as number) : place;
  }

  /** Where the text that begins at `start` ends. */
  endOf(start: number): number {
    return start + this.view.getInt32(start - LENGTH_BYTES, true);
  }

  /** Bytes of all cells, counted one by one. */
  count(): number {
    let bytes = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      const start = this.startOf(row);
      bytes += this.endOf(start) - start;
    }
    return bytes;
  }

  /** Says of some rows where their texts begin and end. */
  put(from: number, to: number, starts: Int32Array, ends: Int32Array): void {
    const { places, entryStarts, view } = this;
    for (let row = from; row < to; row += 1) {
      const place = places[row] as number;
      const start = place < 0 ? (entryStarts[~place] as number) : place;
      starts[row - from] = start;
      ends[row - from] = start + view.getInt32(start - LENGTH_BYTES, true);
    }
  }

  #takeDictionary(page: Page): void {
    if (this.#dictionary > 0 || this.#row > 0) throw new OddPage("a second dictionary");
    const { rows, from, to } = page;
    this.isInOrder = false;
    if (this.#form === "text") {
      if (rows * LENGTH_BYTES > to - from) throw new OddPage("too short a dictionary");
      if (this.entryStarts.length < rows) this.entryStarts = new Int32Array(rows);
      this.#cutTexts(page, rows, this.entryStarts);
      this.entryCount = rows;
    } else {
      for (let at = 0; at < rows; at += 1) this.#addEntry(this.#textAt(page, at));
    }
    this.#dictionary = this.entryCount;
    for (let entry = 0; entry < rows; entry += 1) {
      const start = this.entryStarts[entry] as number;
      this.#longest = Math.max(this.#longest, this.endOf(start) - start);
    }
  }

  #takeIndices(page: Page): void {
    const { view, from, to, rows, values, present } = page;
    const width = from < to ? view.getUint8(from) : 0;
    const places = this.places.subarray(this.#row, this.#row + rows);
    // Entries are told from other places by their sign.
    const last = readRuns(view, from + 1, to, width, places, values, EACH_BIT);
    if (values > 0 && last >= this.#dictionary) throw new OddPage("no such entry");
    this.unfolded += values * this.#longest;
    if (present !== undefined) spread(places, present, values, this.#emptyPlace());
  }

  #takeTexts(page: Page): void {
    const { from, to, rows, values, present } = page;
    const places = this.places.subarray(this.#row, this.#row + rows);
    if (page.isToKeep && this.#used === LENGTH_BYTES && rows === this.#rows) this.#keep(page);
    this.#cutTexts(page, values, places);
    this.unfolded += to - from;
    if (present !== undefined) spread(places, present, values, this.#emptyPlace());
  }

  /** A page that holds the whole column is kept as it is: nothing of it is copied. */
  #keep({ bytes, view, to }: Page): void {
    this.bytes = bytes;
    this.view = view;
    this.view.setInt32(to, 0, true);
    this.#emptyAt = to + LENGTH_BYTES;
    this.#used = this.#emptyAt;
  }

  /** Takes the texts of a page over and finds where each stands: a length, then its bytes. */
  #cutTexts(page: Page, count: number, starts: Int32Array): void {
    const { view, from, to } = page;
    const moved = page.bytes === this.bytes ? 0 : this.#add(page.bytes, from, to) - from;
    const longest = cutTexts(view, from, to, count, starts, moved);
    if (longest > CELL_BYTES_MAX) throw new OddPage("a cell that is none");
    const end = count === 0 ? from + moved : this.endOf(starts[count - 1] as number);
    // What stands behind the texts of a page would stand before those of the next.
    if (end !== to + moved) this.isInOrder = false;
    // Lengths below 128 cannot hide that a text ends within a character.
    if (longest < 0x80 && isUtf8(this.bytes.subarray(from + moved, end))) return;
    for (let each = 0; each < count; each += 1) {
      const start = starts[each] as number;
      if (!isUtf8(this.bytes.subarray(start, this.endOf(start)))) throw new OddPage("no UTF-8");
    }
  }

  /** Days are few and become entries; numbers are many and each its own text. */
  #takeNumbers(page: Page): void {
    const isDay = this.#form === "day";
    const before = this.#used;
    let next = 0;
    for (let at = 0; at < page.rows; at += 1) {
      const row = this.#row + at;
      if (page.present?.[at] === 0) {
        this.places[row] = this.#emptyPlace();
        continue;
      }
      this.places[row] = isDay
        ? ~this.#entryFor(page, next)
        : this.#addText(this.#textAt(page, next));
      next += 1;
    }
    this.unfolded += this.#used - before + (isDay ? DAY_BYTES * next : 0);
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

  #emptyPlace(): number {
    return (this.#empty ??= ~this.#addEntryAt(this.#emptyAt));
  }

  #addEntry(text: string): number {
    return this.#addEntryAt(this.#addText(text));
  }

  #addEntryAt(start: number): number {
    const entry = this.entryCount;
    this.isInOrder = false;
    if (entry === this.entryStarts.length) {
      const longer = new Int32Array(Math.max(16, entry * 2));
      longer.set(this.entryStarts);
      this.entryStarts = longer;
    }
    this.entryStarts[entry] = start;
    this.entryCount += 1;
    return entry;
  }

  /** Adds a text behind its length, and says where it begins. */
  #addText(text: string): number {
    const bytes = Buffer.alloc(LENGTH_BYTES + Buffer.byteLength(text));
    bytes.writeInt32LE(bytes.length - LENGTH_BYTES);
    bytes.write(text, LENGTH_BYTES);
    return this.#add(bytes, 0, bytes.length) + LENGTH_BYTES;
  }

  /** Takes bytes over, and says where they stand. */
  #add(from: Buffer, start: number, end: number): number {
    const at = this.#used;
    const most = at + end - start + SLACK_BYTES;
    if (most > this.bytes.length) {
      const bytes = Buffer.allocUnsafeSlow(Math.max(most, this.bytes.length * 2));
      this.bytes.copy(bytes, 0, 0, at);
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      this.#ours = { bytes, view: this.view };
    }
    from.copy(this.bytes, at, start, end);
    this.#used = at + end - start;
    return at;
  }
}

// Each loop is a function of its own: the compiler knows it by heart after the first page, while it
// would give up a longer function at the loop's end again and again.

/**
 * Gives the memory of unpacked bytes back at once: left to the collector of garbage it would have to
 * collect all there is every few groups, only to be rid of some megabytes.
 */
function giveBack({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** Finds where each text begins, and says how many bytes the longest has. */
function cutTexts(
  view: DataView,
  from: number,
  to: number,
  count: number,
  starts: Int32Array,
  moved: number,
): number {
  let at = from;
  let longest = 0;
  for (let each = 0; each < count; each += 1) {
    const start = at + LENGTH_BYTES;
    const length = start > to ? -1 : view.getInt32(at, true);
    if (length < 0 || length > to - start) throw new OddPage("a text beyond its page");
    if (length > longest) longest = length;
    at = start + length;
    starts[each] = start + moved;
  }
  return longest;
}

/** Gives the values, which stand first, to the rows that have one; the others are empty. */
function spread(places: Int32Array, present: Int32Array, values: number, empty: number): void {
  if (values === 0) {
    places.fill(empty);
    return;
  }
  let next = values;
  for (let row = present.length - 1; row >= 0; row -= 1) {
    const isThere = present[row] as number;
    next -= isThere;
    places[row] = isThere === 0 ? empty : (places[next] as number);
  }
}
