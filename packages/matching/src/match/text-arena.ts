// Many short texts in one piece of memory that all threads of a run can read: a few bytes each
// instead of an object. Knows nothing of what they mean.

import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";

/** Bytes behind the last text. */
const SLACK_BYTES = 4;

/** An arena as it is handed to another thread. */
export interface SharedArena {
  readonly bytes: SharedArrayBuffer;
  readonly ends: SharedColumn;
}

/** Texts by number, in the order in which they were added. */
export class TextArena {
  #bytes: Buffer;
  #view: DataView;
  #used = 0;
  /** Where each text ends; Float64 holds offsets beyond four gigabytes exactly. */
  readonly #ends: GrowingColumn<Float64Array>;

  constructor(shared?: SharedArena) {
    if (shared === undefined) {
      this.#bytes = Buffer.from(new SharedArrayBuffer(64 * 1024));
      this.#ends = new GrowingColumn<Float64Array>(Float64Array);
    } else {
      this.#bytes = Buffer.from(shared.bytes);
      this.#ends = GrowingColumn.over<Float64Array>(Float64Array, shared.ends);
    }
    this.#view = new DataView(this.#bytes.buffer);
  }

  share(): SharedArena {
    return { bytes: this.#bytes.buffer as unknown as SharedArrayBuffer, ends: this.#ends.share() };
  }

  add(text: string): void {
    this.#reserve(text.length * 3);
    this.#used += this.#bytes.write(text, this.#used);
    this.#ends.push(this.#used);
  }

  /** Adds a text that stands in UTF-8 already. */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    const into = this.#bytes;
    let at = this.#used;
    for (let byte = from; byte < to; byte += 1) {
      into[at] = bytes[byte] as number;
      at += 1;
    }
    this.#used = at;
    this.#ends.push(at);
  }

  /** Adds one more byte to the text that was added last. */
  amendLast(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#used] = byte;
    this.#used += 1;
    this.#ends.set(this.#ends.count - 1, this.#used);
  }

  #reserve(bytes: number): void {
    const most = this.#used + bytes + SLACK_BYTES;
    if (most <= this.#bytes.length) return;
    const length = Math.max(most, Math.ceil(this.#bytes.length * 1.5));
    const grown = Buffer.from(new SharedArrayBuffer(length));
    this.#bytes.copy(grown, 0, 0, this.#used);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  isEmpty(index: number): boolean {
    return this.startOf(index) === this.endOf(index);
  }

  get(index: number): string {
    return this.#bytes.toString("utf8", this.startOf(index), this.endOf(index));
  }

  /** The bytes in which every text stands from its start to its end. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The same, for who reads several at once; up to three behind the last text may be read. */
  get view(): DataView {
    return this.#view;
  }

  startOf(index: number): number {
    return index === 0 ? 0 : this.#ends.get(index - 1);
  }

  endOf(index: number): number {
    return this.#ends.get(index);
  }
}

/** Texts met lately: this many places of so many bytes, the first of which is the length. */
const MET = 65_536;
const MET_BYTES = 16;

/** Texts that repeat, each stored once and known by a number. */
export class TextPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** One short text a place, the latest, and its number. */
  readonly #met = new Uint8Array(MET * MET_BYTES);
  readonly #metNumbers = new Uint32Array(MET);

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.numberOf(text);
  }

  share(): readonly string[] {
    return this.#texts;
  }

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  /** The number of a text that stands in UTF-8; a short one met lately is not decoded again. */
  numberOfBytes(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (length === 0 || length >= MET_BYTES) return this.#decoded(bytes, from, to);
    let place = length;
    for (let at = from; at < to; at += 1) {
      place = Math.imul(place ^ (bytes[at] as number), 0x9e3779b1);
      place ^= place >>> 15;
    }
    place &= MET - 1;
    const met = place * MET_BYTES;
    let isMet = this.#met[met] === length;
    for (let at = 0; isMet && at < length; at += 1) {
      isMet = this.#met[met + 1 + at] === bytes[from + at];
    }
    if (isMet) return this.#metNumbers[place] as number;
    const number = this.#decoded(bytes, from, to);
    this.#met[met] = length;
    for (let at = 0; at < length; at += 1) this.#met[met + 1 + at] = bytes[from + at] as number;
    this.#metNumbers[place] = number;
    return number;
  }

  #decoded(bytes: Uint8Array, from: number, to: number): number {
    return this.numberOf(Buffer.from(bytes.subarray(from, to)).toString("utf8"));
  }

  get(number: number): string {
    return this.#texts[number] ?? "";
  }
}
