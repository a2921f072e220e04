// The source and reference of signs that may be shown, as `source:ref` in pages that all threads can
// read. An entry: bytes of the source (4), bytes of all (4), the texts in UTF-8; entries begin at
// multiples of four.

import { PIECE_SLACK, needsQuotes, putWords } from "./byte-lines.ts";

const PAGE_BITS = 22;
const PAGE_BYTES = 2 ** PAGE_BITS;
/** As many as an address can tell apart. */
export const PAGES_MAX = 2 ** (32 - PAGE_BITS);
const HEAD_BYTES = 8;
const COLON = 0x3a;
/** In the second number of the head: the texts must stand in quotes. */
const IN_QUOTES = 2 ** 31;
const LENGTH_BITS = IN_QUOTES - 1;

/** What another thread needs to read the texts; a page too long for its place is followed by gaps. */
export type SharedTexts = readonly (SharedArrayBuffer | undefined)[];

export class EvidenceTexts {
  /** Pages of others that stand before these. */
  readonly #before: number;
  readonly #pages: (SharedArrayBuffer | undefined)[] = [];
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = PAGE_BYTES;

  constructor(before = 0) {
    this.#before = before;
  }

  /** Adds an entry and gives its address; three bytes behind the texts must be there. */
  add(from: DataView, sourceAt: number, sourceEnd: number, refAt: number, refEnd: number): number {
    return this.addApart(from, sourceAt, sourceEnd, from, refAt, refEnd);
  }

  /** As `add`, where source and reference do not stand in the same bytes. */
  addApart(
    from: DataView,
    sourceAt: number,
    sourceEnd: number,
    refFrom: DataView,
    refAt: number,
    refEnd: number,
  ): number {
    const source = (sourceEnd - sourceAt) | 0;
    const length = (source + 1 + refEnd - refAt) | 0;
    const address = this.#room((HEAD_BYTES + length + 3) & -4);
    const view = this.#view;
    const head = address & (PAGE_BYTES - 1);
    const at = head + HEAD_BYTES;
    putWords(view, at, from, sourceAt, sourceEnd);
    putWords(view, at + source + 1, refFrom, refAt, refEnd);
    view.setUint8(at + source, COLON);
    const isQuoted = needsQuotes(view, at, at + length);
    view.setUint32(head, source, true);
    view.setUint32(head + 4, length + (isQuoted ? IN_QUOTES : 0), true);
    return address;
  }

  share(): SharedTexts {
    return this.#pages;
  }

  /** How many pages there are, the one that still takes entries among them. */
  get pages(): number {
    return this.#pages.length;
  }

  /** Gives a page away for good, as far as it is used; undefined where the one before it is too long for its place. */
  giveAway(page: number): Uint8Array | undefined {
    const given = this.#pages[page];
    this.#pages[page] = undefined;
    if (given === undefined) return undefined;
    const isLast = page === this.#pages.length - 1;
    return new Uint8Array(given, 0, isLast ? this.#at + PIECE_SLACK : given.byteLength);
  }

  #room(bytes: number): number {
    if (this.#at + bytes <= PAGE_BYTES) {
      const address = (this.#before + this.#pages.length - 1) * PAGE_BYTES + this.#at;
      this.#at += bytes;
      return address;
    }
    const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
    if (this.#before + this.#pages.length + pages > PAGES_MAX) {
      throw new Error("more evidence than one thread can address");
    }
    const buffer = new SharedArrayBuffer(pages * PAGE_BYTES + PIECE_SLACK);
    this.#pages.push(buffer);
    this.#view = new DataView(buffer);
    for (let gap = 1; gap < pages; gap += 1) this.#pages.push(undefined);
    // Behind a long entry there is no room that an address could name.
    this.#at = pages > 1 ? PAGE_BYTES : bytes;
    return (this.#before + this.#pages.length - pages) * PAGE_BYTES;
  }
}

/** Reads entries of all threads. */
export class EvidenceReader {
  readonly #pages: readonly (readonly (Buffer | undefined)[])[];
  readonly #views: readonly (readonly (DataView | undefined)[])[];
  page: Buffer = Buffer.alloc(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Where the source begins, and the reference behind the colon, and where both end. */
  sourceAt = 0;
  refAt = 0;
  end = 0;
  isQuoted = false;

  constructor(texts: readonly SharedTexts[]) {
    this.#pages = texts.map((pages) => pages.map((page) => page && Buffer.from(page)));
    this.#views = texts.map((pages) => pages.map((page) => page && new DataView(page)));
  }

  /** Finds an entry: `source:ref` stands in `page` from `sourceAt` to `end`. */
  seek(thread: number, address: number): void {
    const number = address >>> PAGE_BITS;
    const page = this.#pages[thread]?.[number];
    const view = this.#views[thread]?.[number];
    if (page === undefined || view === undefined) throw new Error("no such evidence");
    // Within a page everything is an integer of 32 bits, and so it stays for the compiler.
    const at = address & (PAGE_BYTES - 1);
    const length = view.getInt32(at + 4, true);
    this.page = page;
    this.view = view;
    this.sourceAt = at + HEAD_BYTES;
    this.refAt = (this.sourceAt + view.getInt32(at, true) + 1) | 0;
    this.isQuoted = length < 0;
    this.end = (this.sourceAt + (length & LENGTH_BITS)) | 0;
  }

  /** Reads a number of the entry, so that the memory fetches it before it is asked for. */
  touch(thread: number, address: number): number {
    const view = this.#views[thread]?.[address >>> PAGE_BITS];
    return view === undefined ? 0 : view.getInt32(address & (PAGE_BYTES - 1), true);
  }

  get source(): string {
    return this.page.toString("utf8", this.sourceAt, this.refAt - 1);
  }

  get ref(): string {
    return this.page.toString("utf8", this.refAt, this.end);
  }

  /** Whether the first entry is named before the second: by source, then reference, as bytes. */
  isBefore(firstThread: number, first: number, secondThread: number, second: number): boolean {
    this.seek(firstThread, first);
    const { page, sourceAt, refAt, end } = this;
    this.seek(secondThread, second);
    const bySource = page.compare(this.page, this.sourceAt, this.refAt - 1, sourceAt, refAt - 1);
    // The order of bytes in UTF-8 is the order of code points. Negative where the first is smaller.
    return (bySource || page.compare(this.page, this.refAt, this.end, refAt, end)) < 0;
  }
}
