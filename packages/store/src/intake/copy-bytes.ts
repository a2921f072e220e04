// Rows in the binary form of COPY, field by field into one buffer that grows: the server then parses no
// text. Knows the forms of PostgreSQL's types; what the rows mean is its callers' business.

import type { Day } from "@lingdai/policy";

/** Types as the server numbers them: an array says what it holds. */
const BYTEA = 17;
const BIGINT = 20;
const TEXT = 25;
const DATE = 1082;
/** Days from 1970-01-01, which is our day 0, to 2000-01-01, which is the server's. */
const SERVER_EPOCH = 10_957;
const NULL = -1;
const JSONB_VERSION = 1;
const FIRST_BYTES = 4 * 1024;
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");

/** What stands before the first row: the signature, no flags, no extension. */
export const COPY_HEAD = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
/** What stands behind the last row. */
export const COPY_TAIL = Buffer.from([0xff, 0xff]);

/** An amount in ten thousands: up to twelve digits before the point, two behind it. */
const DIGITS = new Int16Array(4);
const WEIGHT_OF_FIRST = 2;
const DECIMALS = 2;

export class CopyBytes {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #at = 0;

  get length(): number {
    return this.#at;
  }

  /** All that was written so far; what comes next is written elsewhere, with as much room. */
  take(): Buffer<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafeSlow(this.#bytes.length);
    this.#at = 0;
    return taken;
  }

  /** Begins a row of so many fields. */
  row(fields: number): void {
    this.#reserve(2);
    this.#at = this.#bytes.writeInt16BE(fields, this.#at);
  }

  none(): void {
    this.#reserve(4);
    this.#at = this.#bytes.writeInt32BE(NULL, this.#at);
  }

  flag(holds: boolean): void {
    this.#reserve(5);
    this.#at = this.#bytes.writeInt32BE(1, this.#at);
    this.#at = this.#bytes.writeUInt8(holds ? 1 : 0, this.#at);
  }

  smallint(value: number): void {
    this.#reserve(6);
    this.#at = this.#bytes.writeInt32BE(2, this.#at);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  integer(value: number): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeInt32BE(4, this.#at);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  /** A whole number of 64 bits, from its halves as they are. */
  halves(high: number, low: number): void {
    this.#reserve(12);
    this.#at = this.#bytes.writeInt32BE(8, this.#at);
    this.#at = this.#bytes.writeUInt32BE(high, this.#at);
    this.#at = this.#bytes.writeUInt32BE(low, this.#at);
  }

  /** A whole number that JavaScript holds exactly. */
  bigint(value: number): void {
    this.#reserve(12);
    this.#at = this.#bytes.writeInt32BE(8, this.#at);
    this.#at = this.#bytes.writeInt32BE(Math.floor(value / 2 ** 32), this.#at);
    this.#at = this.#bytes.writeUInt32BE(value % 2 ** 32, this.#at);
  }

  day(day: Day | undefined): void {
    if (day === undefined) {
      this.none();
      return;
    }
    this.#reserve(8);
    this.#at = this.#bytes.writeInt32BE(4, this.#at);
    this.#at = this.#bytes.writeInt32BE(day - SERVER_EPOCH, this.#at);
  }

  text(text: string | undefined): void {
    if (text === undefined) {
      this.none();
      return;
    }
    // No text of PostgreSQL holds a zero.
    const storable = text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
    this.#reserve(4 + storable.length * 3);
    const bytes = this.#bytes.write(storable, this.#at + 4, "utf8");
    this.#at = this.#bytes.writeInt32BE(bytes, this.#at) + bytes;
  }

  /** A value as jsonb; undefined is NULL. */
  json(value: unknown): void {
    if (value === undefined) {
      this.none();
      return;
    }
    const text = JSON.stringify(value);
    this.#reserve(5 + text.length * 3);
    const bytes = this.#bytes.write(text, this.#at + 5, "utf8");
    this.#at = this.#bytes.writeInt32BE(1 + bytes, this.#at);
    this.#at = this.#bytes.writeUInt8(JSONB_VERSION, this.#at) + bytes;
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(4 + bytes.length);
    this.#at = this.#bytes.writeInt32BE(bytes.length, this.#at);
    this.#append(bytes);
  }

  /** An amount with at most two decimals, as digits (`1234.5`); undefined is NULL. */
  amount(text: string | undefined): void {
    if (text === undefined) {
      this.none();
      return;
    }
    const point = text.indexOf(".");
    const whole = Number(point === -1 ? text : text.slice(0, point));
    const cents = point === -1 ? 0 : Number(text.slice(point + 1).padEnd(2, "0"));
    // The server counts in ten thousands: two decimals are the first half of such a digit.
    const digits = DIGITS;
    digits[0] = Math.floor(whole / 1e8);
    digits[1] = Math.floor(whole / 1e4) % 1e4;
    digits[2] = whole % 1e4;
    digits[3] = cents * 100;
    let [first, last] = [0, 3];
    while (first <= last && digits[first] === 0) first += 1;
    while (last > first && digits[last] === 0) last -= 1;
    const count = last - first + 1;
    this.#reserve(12 + count * 2);
    this.#at = this.#bytes.writeInt32BE(8 + count * 2, this.#at);
    this.#at = this.#bytes.writeInt16BE(count, this.#at);
    this.#at = this.#bytes.writeInt16BE(count === 0 ? 0 : WEIGHT_OF_FIRST - first, this.#at);
    this.#at = this.#bytes.writeInt16BE(0, this.#at);
    this.#at = this.#bytes.writeInt16BE(DECIMALS, this.#at);
    for (let at = first; at <= last; at += 1) {
      this.#at = this.#bytes.writeInt16BE(digits[at] as number, this.#at);
    }
  }

  texts(texts: readonly string[]): void {
    this.#list(TEXT, texts.length, () => {
      for (const text of texts) this.text(text);
    });
  }

  days(days: readonly (Day | undefined)[]): void {
    this.#list(DATE, days.length, () => {
      for (const day of days) this.day(day);
    });
  }

  bigints(values: readonly number[]): void {
    this.#list(BIGINT, values.length, () => {
      for (const value of values) this.bigint(value);
    });
  }

  byteas(entries: readonly Uint8Array[]): void {
    this.#list(BYTEA, entries.length, () => {
      for (const entry of entries) this.bytes(entry);
    });
  }

  /** Fields that are encoded already. */
  encoded(fields: Uint8Array): void {
    this.#reserve(fields.length);
    this.#append(fields);
  }

  #list(type: number, length: number, entries: () => void): void {
    this.#reserve(24);
    const begin = this.#at;
    this.#at += 4;
    this.#at = this.#bytes.writeInt32BE(length === 0 ? 0 : 1, this.#at);
    this.#at = this.#bytes.writeInt32BE(0, this.#at);
    this.#at = this.#bytes.writeInt32BE(type, this.#at);
    if (length > 0) {
      this.#at = this.#bytes.writeInt32BE(length, this.#at);
      this.#at = this.#bytes.writeInt32BE(1, this.#at);
      entries();
    }
    this.#bytes.writeInt32BE(this.#at - begin - 4, begin);
  }

  #append(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#at + bytes));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}
