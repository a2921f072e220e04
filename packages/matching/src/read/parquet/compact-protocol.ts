// Reads Thrift's compact protocol, in which Parquet writes its footers: numbers, texts, lists and
// structures, and how to pass over what nobody asked for. Knows nothing of Parquet.

const STOP = 0;
/** In a structure a truth is told by the type of its field alone. */
export const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const MAP = 11;
const STRUCT = 12;

const DEPTH_MAX = 64;

export interface ListHead {
  readonly elementType: number;
  readonly count: number;
}

/** Thrown where the bytes do not mean anything. */
export class MalformedThrift extends Error {}

/** A place in some bytes; every reading moves on. */
export class CompactReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#at;
  }

  /** Each field of a structure; whoever does not read its value must pass over it. */
  *fields(): Generator<{ readonly id: number; readonly type: number }> {
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === STOP) return;
      id = head >> 4 === 0 ? this.whole() : id + (head >> 4);
      yield { id, type };
    }
  }

  /** A whole number that was written as signed. */
  whole(): number {
    const value = this.#unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(): string {
    const length = this.#unsigned();
    const from = this.#at;
    this.#move(length);
    return this.#bytes.toString("utf8", from, this.#at);
  }

  listHead(): ListHead {
    const head = this.#byte();
    const elementType = head & 0x0f;
    return { elementType, count: head >> 4 === 15 ? this.#unsigned() : head >> 4 };
  }

  /** Passes over a value of that type. */
  skip(type: number, depth = 0): void {
    if (depth > DEPTH_MAX) throw new MalformedThrift("嵌套过深");
    if (type === TRUE || type === FALSE) return;
    if (type === BYTE) this.#move(1);
    else if (type > BYTE && type <= I64) this.#unsigned();
    else if (type === DOUBLE) this.#move(8);
    else if (type === BINARY) this.#move(this.#unsigned());
    else if (type === LIST || type === SET) this.#skipList(depth);
    else if (type === MAP) this.#skipMap(depth);
    else if (type === STRUCT) {
      for (const field of this.fields()) this.skip(field.type, depth + 1);
    } else throw new MalformedThrift(`没有类型 ${type}`);
  }

  #skipList(depth: number): void {
    const { elementType, count } = this.listHead();
    for (let at = 0; at < count; at += 1) this.#skipElement(elementType, depth);
  }

  #skipMap(depth: number): void {
    const count = this.#unsigned();
    if (count === 0) return;
    const types = this.#byte();
    for (let at = 0; at < count; at += 1) {
      this.#skipElement(types >> 4, depth);
      this.#skipElement(types & 0x0f, depth);
    }
  }

  /** Outside of structures a truth takes a byte. */
  #skipElement(type: number, depth: number): void {
    if (type === TRUE || type === FALSE) this.#move(1);
    else this.skip(type, depth + 1);
  }

  #unsigned(): number {
    let value = 0;
    let weight = 1;
    for (let bytes = 0; bytes < 10; bytes += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 128;
    }
    throw new MalformedThrift("数字没有结尾");
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new MalformedThrift("字节不够");
    this.#at += 1;
    return byte;
  }

  #move(bytes: number): void {
    if (bytes > this.#bytes.length - this.#at) throw new MalformedThrift("字节不够");
    this.#at += bytes;
  }
}
