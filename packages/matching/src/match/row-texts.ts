// What a roster row says in words: number, name, phone and the two divisions, one behind the other
// in one piece of memory that all threads of a run can read. Knows nothing of what they mean.
//
// A row begins at a multiple of four with the lengths of its five texts, a byte each; where one is
// too long for that, the first byte is 255 and five numbers of four bytes follow the first four.

import { PIECE_SLACK, putWords } from "../engine/byte-lines.ts";
import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";

const TEXTS = 5;
const LONG = 255;
const LONG_HEAD_BYTES = 4 + 4 * TEXTS;
const FIRST_BYTES = 64 * 1024;
const LOWER_X = 0x78;
const UPPER_X = 0x58;

/** Where the texts of one row stand in some bytes. */
export interface TextSpans {
  /** Three bytes behind the last text can be read too. */
  readonly view: DataView;
  readonly idAt: number;
  readonly idEnd: number;
  readonly nameAt: number;
  readonly nameEnd: number;
  readonly phoneAt: number;
  readonly phoneEnd: number;
  readonly residenceAt: number;
  readonly residenceEnd: number;
  readonly payAt: number;
  readonly payEnd: number;
}

/** Where the texts of a column stand, row by row; three bytes behind each can be read too. */
export interface TextCells {
  readonly view: DataView;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** The columns of a row's texts: number, name, phone and both divisions. */
export type TextColumns = readonly [TextCells, TextCells, TextCells, TextCells, TextCells];

/** The texts of all rows as they are handed to another thread. */
export interface SharedRowTexts {
  readonly bytes: SharedArrayBuffer;
  readonly used: number;
  readonly starts: SharedColumn;
}

export class RowTexts {
  #bytes: Buffer;
  #view: DataView;
  #used: number;
  /** Where each row begins, in fours of bytes. */
  readonly #starts: GrowingColumn<Uint32Array>;
  // The row that was sought last.
  idAt = 0;
  nameAt = 0;
  phoneAt = 0;
  residenceAt = 0;
  payAt = 0;
  end = 0;

  constructor(shared?: SharedRowTexts) {
    this.#bytes = Buffer.from(shared?.bytes ?? new SharedArrayBuffer(FIRST_BYTES));
    this.#view = new DataView(this.#bytes.buffer);
    this.#used = shared?.used ?? 0;
    this.#starts = new GrowingColumn<Uint32Array>(Uint32Array, shared?.starts);
  }

  share(): SharedRowTexts {
    const bytes = this.#bytes.buffer as unknown as SharedArrayBuffer;
    return { bytes, used: this.#used, starts: this.#starts.share() };
  }

  /** The bytes in which the texts of a row that was sought stand. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The same, for who reads several at once: three behind the last text may be read. */
  get view(): DataView {
    return this.#view;
  }

  get used(): number {
    return this.#used;
  }

  clear(): void {
    this.#used = 0;
    this.#starts.clear();
  }

  add(row: TextSpans): void {
    const { view } = row;
    const id = row.idEnd - row.idAt;
    const name = row.nameEnd - row.nameAt;
    const phone = row.phoneEnd - row.phoneAt;
    const residence = row.residenceEnd - row.residenceAt;
    const pay = row.payEnd - row.payAt;
    this.#putHead(id, name, phone, residence, pay);
    this.#put(view, row.idAt, row.idEnd);
    this.#capitalise(id);
    this.#put(view, row.nameAt, row.nameEnd);
    this.#put(view, row.phoneAt, row.phoneEnd);
    this.#put(view, row.residenceAt, row.residenceEnd);
    this.#put(view, row.payAt, row.payEnd);
    this.#used = (this.#used + 3) & -4;
  }

  /** Adds the rows `from` to before `to`. */
  addAll(columns: TextColumns, from: number, to: number): void {
    const [ids, names, phones, residences, pays] = columns;
    for (let row = from; row < to; row += 1) {
      const id = lengthIn(ids, row);
      this.#putHead(
        id,
        lengthIn(names, row),
        lengthIn(phones, row),
        lengthIn(residences, row),
        lengthIn(pays, row),
      );
      this.#putCell(ids, row);
      this.#capitalise(id);
      this.#putCell(names, row);
      this.#putCell(phones, row);
      this.#putCell(residences, row);
      this.#putCell(pays, row);
      this.#used = (this.#used + 3) & -4;
    }
  }

  /** Makes room for so many bytes more. */
  reserve(bytes: number): void {
    const most = this.#used + bytes + PIECE_SLACK;
    if (most <= this.#bytes.length) return;
    const grown = Buffer.from(new SharedArrayBuffer(Math.max(most, this.#bytes.length * 2)));
    this.#bytes.copy(grown, 0, 0, this.#used);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  reserveRows(rows: number): void {
    this.#starts.reserve(rows);
  }

  /** Adds the rows `from` to before `to` of others. */
  append(other: RowTexts, from: number, to: number): void {
    if (from === to) return;
    const begin = other.#startOf(from);
    const end = to === other.#starts.count ? other.#used : other.#startOf(to);
    this.reserve(end - begin);
    other.#bytes.copy(this.#bytes, this.#used, begin, end);
    const moved = (this.#used - begin) / 4;
    for (let row = from; row < to; row += 1) {
      this.#starts.push((other.#starts.values[row] as number) + moved);
    }
    this.#used += end - begin;
  }

  /** Finds the texts of a row: each begins where the one before it ends. */
  seek(row: number): void {
    const bytes = this.#bytes;
    const at = this.#startOf(row);
    if (bytes[at] === LONG) {
      const lengthAt = (text: number): number => this.#view.getUint32(at + 4 + 4 * text, true);
      this.idAt = at + LONG_HEAD_BYTES;
      this.nameAt = this.idAt + lengthAt(0);
      this.phoneAt = this.nameAt + lengthAt(1);
      this.residenceAt = this.phoneAt + lengthAt(2);
      this.payAt = this.residenceAt + lengthAt(3);
      this.end = this.payAt + lengthAt(4);
    } else {
      this.idAt = at + TEXTS;
      this.nameAt = this.idAt + (bytes[at] as number);
      this.phoneAt = this.nameAt + (bytes[at + 1] as number);
      this.residenceAt = this.phoneAt + (bytes[at + 2] as number);
      this.payAt = this.residenceAt + (bytes[at + 3] as number);
      this.end = this.payAt + (bytes[at + 4] as number);
    }
  }

  /** A text of a row that was sought. */
  text(from: number, to: number): string {
    return this.#bytes.toString("utf8", from, to);
  }

  #startOf(row: number): number {
    return (this.#starts.values[row] as number) * 4;
  }

  /** Makes room for the row, and begins it with the lengths of its texts. */
  #putHead(id: number, name: number, phone: number, residence: number, pay: number): void {
    this.reserve(LONG_HEAD_BYTES + id + name + phone + residence + pay + 4);
    this.#starts.push(this.#used / 4);
    if (Math.max(id, name, phone, residence, pay) >= LONG) {
      this.#putLongHead([id, name, phone, residence, pay]);
      return;
    }
    const into = this.#bytes;
    const at = this.#used;
    into[at] = id;
    into[at + 1] = name;
    into[at + 2] = phone;
    into[at + 3] = residence;
    into[at + 4] = pay;
    this.#used = at + TEXTS;
  }

  /** The number that was put last ends with a capital. */
  #capitalise(bytes: number): void {
    // Before a number that is empty stands the head, whose last length may well be the code of an x.
    if (bytes > 0 && this.#bytes[this.#used - 1] === LOWER_X) this.#bytes[this.#used - 1] = UPPER_X;
  }

  #putCell({ view, starts, ends }: TextCells, row: number): void {
    this.#put(view, starts[row] as number, ends[row] as number);
  }

  #put(from: DataView, start: number, end: number): void {
    putWords(this.#view, this.#used, from, start, end);
    this.#used += end - start;
  }

  #putLongHead(lengths: readonly number[]): void {
    this.#bytes[this.#used] = LONG;
    for (const [text, length] of lengths.entries()) {
      this.#view.setUint32(this.#used + 4 + 4 * text, length, true);
    }
    this.#used += LONG_HEAD_BYTES;
  }
}

function lengthIn({ starts, ends }: TextCells, row: number): number {
  return (ends[row] as number) - (starts[row] as number);
}
