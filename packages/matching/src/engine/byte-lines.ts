// Lines of a table as bytes, put together from pieces in a buffer that grows. Knows CSV's quotes
// and nothing of what the columns mean.

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BEHIND_COMMA = 0x2d2d2d2d;
const HIGH_BITS = 0x8080_8080;
const FIRST_BYTES = 4 * 1024 * 1024;

/** Up to here a place and what is put there are certainly integers of 32 bits. */
const NEAR_MAX = 2 ** 30;

/** Bytes that must be readable behind a piece that is put by words. */
export const PIECE_SLACK = 3;

/** Bytes among which cells stand; `PIECE_SLACK` of them behind each cell. */
export interface CellBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

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
    putWords(this.#view, this.length, from, start, start + bytes);
    // An integer for the compiler too: what it takes for another number makes every place one.
    this.length = (this.length + bytes) | 0;
  }

  putByte(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  /** Puts a cell as RFC 4180 writes it; `view` shows the same bytes. */
  putCell({ bytes, view }: CellBytes, start: number, end: number): void {
    if (needsQuotes(view, start, end)) this.putQuoted(bytes, start, end);
    else {
      this.reserve(end - start);
      this.put(view, start, end - start);
    }
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

/** Puts bytes four at a time; `PIECE_SLACK` bytes behind both must be there. */
export function putWords(
  into: DataView,
  at: number,
  from: DataView,
  start: number,
  end: number,
): void {
  const bytes = (end - start) | 0;
  if (at <= NEAR_MAX && start <= NEAR_MAX) putNear(into, at | 0, from, start | 0, bytes);
  else {
    for (let done = 0; done < bytes; done += 4) {
      into.setInt32(at + done, from.getInt32(start + done, true), true);
    }
  }
}

/** Places that are integers for the compiler: other numbers would be reckoned in floating point. */
function putNear(into: DataView, at: number, from: DataView, start: number, bytes: number): void {
  for (let done = 0; done < bytes; done += 4) {
    into.setInt32((at + done) | 0, from.getInt32((start + done) | 0, true), true);
  }
}

/** Whether a cell must stand in quotes; `PIECE_SLACK` bytes behind it must be there. */
export function needsQuotes(view: DataView, from: number, to: number): boolean {
  for (let at = from; at < to; at += 4) {
    const word = view.getInt32(at, true);
    // Most words have no byte up to a comma at all, as the borrows of one subtraction tell.
    if (((word - BEHIND_COMMA) & ~word & HIGH_BITS) === 0) continue;
    for (let byte = at; byte < at + 4 && byte < to; byte += 1) {
      if (isQuotable(view.getUint8(byte))) return true;
    }
  }
  return false;
}

function isQuotable(byte: number): boolean {
  return byte === COMMA || byte === QUOTE || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
