// The source and reference of signs that may be shown, as bytes in pages that all threads can read.
// An entry: bytes of the source (4), bytes of the reference (4), the two texts in UTF-8.

const PAGE_BITS = 22;
const PAGE_BYTES = 2 ** PAGE_BITS;
const HEAD_BYTES = 8;

/** What another thread needs to read the texts; a page too long for its place is followed by gaps. */
export type SharedTexts = readonly (SharedArrayBuffer | undefined)[];

export class EvidenceTexts {
  readonly #pages: (Buffer | undefined)[] = [];
  #at = PAGE_BYTES;

  /** Adds an entry and gives its address. */
  add(bytes: Buffer, sourceAt: number, sourceEnd: number, refAt: number, refEnd: number): number {
    const source = sourceEnd - sourceAt;
    const ref = refEnd - refAt;
    const address = this.#room(HEAD_BYTES + source + ref);
    const page = this.#pages[address >>> PAGE_BITS];
    if (page === undefined) throw new Error("an address without a page");
    const at = address & (PAGE_BYTES - 1);
    page.writeUInt32LE(source, at);
    page.writeUInt32LE(ref, at + 4);
    bytes.copy(page, at + HEAD_BYTES, sourceAt, sourceEnd);
    bytes.copy(page, at + HEAD_BYTES + source, refAt, refEnd);
    return address;
  }

  share(): SharedTexts {
    return this.#pages.map((page) => page?.buffer as SharedArrayBuffer | undefined);
  }

  #room(bytes: number): number {
    if (this.#at + bytes > PAGE_BYTES) {
      const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
      if (this.#pages.length + pages > 2 ** (32 - PAGE_BITS)) {
        throw new Error("more evidence than one thread can address");
      }
      this.#pages.push(Buffer.from(new SharedArrayBuffer(pages * PAGE_BYTES)));
      for (let gap = 1; gap < pages; gap += 1) this.#pages.push(undefined);
      this.#at = 0;
      const address = (this.#pages.length - pages) * PAGE_BYTES;
      // Behind a long entry there is no room that an address could name.
      this.#at = pages > 1 ? PAGE_BYTES : bytes;
      return address;
    }
    const address = (this.#pages.length - 1) * PAGE_BYTES + this.#at;
    this.#at += bytes;
    return address;
  }
}

/** Reads entries of all threads. */
export class EvidenceReader {
  readonly #pages: readonly (readonly (Buffer | undefined)[])[];
  page: Buffer = Buffer.alloc(0);
  sourceAt = 0;
  refAt = 0;
  end = 0;

  constructor(texts: readonly SharedTexts[]) {
    this.#pages = texts.map((pages) =>
      pages.map((page) => (page === undefined ? undefined : Buffer.from(page))),
    );
  }

  /** Finds an entry: its texts stand in `page` from `sourceAt` and from `refAt` to `end`. */
  seek(thread: number, address: number): void {
    const page = this.#pages[thread]?.[address >>> PAGE_BITS];
    if (page === undefined) throw new Error("no such evidence");
    const at = address & (PAGE_BYTES - 1);
    this.page = page;
    this.sourceAt = at + HEAD_BYTES;
    this.refAt = this.sourceAt + page.readUInt32LE(at);
    this.end = this.refAt + page.readUInt32LE(at + 4);
  }

  get source(): string {
    return this.page.toString("utf8", this.sourceAt, this.refAt);
  }

  get ref(): string {
    return this.page.toString("utf8", this.refAt, this.end);
  }

  /** Whether the first entry is named before the second: by source, then reference, as bytes. */
  isBefore(firstThread: number, first: number, secondThread: number, second: number): boolean {
    this.seek(firstThread, first);
    const { page, sourceAt, refAt, end } = this;
    this.seek(secondThread, second);
    const bySource = orderOf(page, sourceAt, refAt, this.page, this.sourceAt, this.refAt);
    return (bySource || orderOf(page, refAt, end, this.page, this.refAt, this.end)) < 0;
  }
}

/** The order of bytes in UTF-8, which is the order of code points. */
function orderOf(
  left: Buffer,
  leftAt: number,
  leftEnd: number,
  right: Buffer,
  rightAt: number,
  rightEnd: number,
): number {
  const shared = Math.min(leftEnd - leftAt, rightEnd - rightAt);
  for (let at = 0; at < shared; at += 1) {
    const order = (left[leftAt + at] as number) - (right[rightAt + at] as number);
    if (order !== 0) return order;
  }
  return leftEnd - leftAt - (rightEnd - rightAt);
}
