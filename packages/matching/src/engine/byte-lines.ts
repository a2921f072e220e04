// Lines of a table as bytes, put together from pieces in a buffer that grows. Knows CSV's quotes
// and nothing of what the columns mean.

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export class ByteLines {
  bytes: Buffer = Buffer.allocUnsafeSlow(4 * 1024 * 1024);
  length = 0;

  /** Makes room; must be asked before bytes are put. */
  reserve(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.length + bytes, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /** Puts bytes that need no quotes. */
  put(from: Uint8Array, start: number, end: number): void {
    const to = this.bytes;
    let at = this.length;
    for (let byte = start; byte < end; byte += 1) {
      to[at] = from[byte] as number;
      at += 1;
    }
    this.length = at;
  }

  putByte(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  /** Puts `source:ref` as one cell, in quotes where they are needed. */
  putName(from: Uint8Array, sourceAt: number, refAt: number, end: number): void {
    if (!needsQuotes(from, sourceAt, end)) {
      this.put(from, sourceAt, refAt);
      this.putByte(0x3a);
      this.put(from, refAt, end);
      return;
    }
    this.putByte(QUOTE);
    this.#putDoubled(from, sourceAt, refAt);
    this.putByte(0x3a);
    this.#putDoubled(from, refAt, end);
    this.putByte(QUOTE);
  }

  putText(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.bytes.write(text, this.length);
  }

  #putDoubled(from: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at += 1) {
      const byte = from[at] as number;
      this.putByte(byte);
      if (byte === QUOTE) this.putByte(byte);
    }
  }
}

function needsQuotes(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte <= COMMA) {
      if (byte === COMMA || byte === QUOTE || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        return true;
      }
    }
  }
  return false;
}
