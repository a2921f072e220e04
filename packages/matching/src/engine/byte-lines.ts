// Lines of a table as bytes, put together from pieces in a buffer that grows. Knows CSV's quotes
// and nothing of what the columns mean.

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_BYTES = 4 * 1024 * 1024;

/** Bytes that must be readable behind a piece that is put by words. */
export const PIECE_SLACK = 3;

export class ByteLines {
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  length = 0;
  #view = new DataView(this.bytes.buffer);

  /** Makes room; must be asked before bytes are put. */
  reserve(bytes: number): void {
    const most = this.length + bytes + PIECE_SLACK;
    if (most <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(most, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  /** Puts bytes that need no quotes, four at a time: what is put too much is put over. */
  put(from: DataView, start: number, bytes: number): void {
    const to = this.#view;
    const at = this.length;
    for (let done = 0; done < bytes; done += 4) {
      to.setInt32(at + done, from.getInt32(start + done, true), true);
    }
    this.length = at + bytes;
  }

  putByte(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  /** Puts a cell in quotes, with every quote in it doubled. */
  putQuoted(from: Uint8Array, start: number, end: number): void {
    this.reserve(2 * (end - start) + 2);
    this.putByte(QUOTE);
    for (let at = start; at < end; at += 1) {
      const byte = from[at] as number;
      this.putByte(byte);
      if (byte === QUOTE) this.putByte(byte);
    }
    this.putByte(QUOTE);
  }

  putText(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.bytes.write(text, this.length);
  }
}

export function needsQuotes(bytes: Uint8Array, from: number, to: number): boolean {
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
