// Cuts bytes into the records of a delimited file (RFC 4180, any line ends) and remembers on which
// physical line each begins. Knows bytes and quotes only: no files, no encodings beyond the one
// fact that a GB trail byte may look like a delimiter, no columns.
//
// A record is in one of four states. START: at the first byte of a cell, where alone a quote opens.
// PLAIN: in a cell without quotes, or behind its closing quote, where quotes are content. QUOTED:
// inside quotes, where delimiters and line ends are content. CLOSING: behind a quote inside quotes,
// which either closes the cell or, before a second quote, stands for one. All of it survives the
// end of a block, so that the way the bytes are split never shows in the records.

const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const CLOSING = 3;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const NOTHING = Buffer.alloc(0);

/** A record longer than this is not kept in memory; it is unreadable. */
const RECORD_BYTES_MAX = 128 * 1024 * 1024;

/** One record; it and its bytes are valid only until the callback returns. */
export interface RawRecord {
  readonly bytes: Buffer;
  /** First byte of the record in `bytes`. */
  readonly start: number;
  /** The byte behind its last one; the line end is not part of it. */
  readonly end: number;
  /** The physical line on which it begins; the first line of the file is 1. */
  readonly line: number;
  /** How many cells it has. */
  readonly cells: number;
  /** The ends of the first cells, counted from `start`; the delimiter follows. */
  readonly cellEnds: Int32Array;
  /** Whether a quote never closes or the record is too long to be kept; its bytes are then gone. */
  readonly broken: boolean;
}

export interface CutterOptions {
  /** One ASCII character, neither letter, digit, quote nor line end. */
  readonly delimiter: string;
  /** Whether bytes from 0x81 on are lead bytes of GBK or GB18030. */
  readonly doubleByte: boolean;
  /** Cells whose ends are remembered. */
  readonly cellsMax?: number;
  readonly recordBytesMax?: number;
}

/** Cuts the blocks that it is given, one after the other, into records. */
export class RecordCutter {
  readonly #onRecord: (record: RawRecord) => void;
  readonly #delimiter: number;
  readonly #doubleByte: boolean;
  /** By byte: 1 where it changes nothing in a cell that has no quotes. */
  readonly #isContent = new Uint8Array(256).fill(1);
  readonly #cellsMax: number;
  readonly #recordBytesMax: number;
  #state = START;
  #line = 1;
  #recordLine = 1;
  #cells = 0;
  #cellEnds = new Int32Array(64);
  /** Bytes of the record that earlier blocks began. */
  #carried = Buffer.alloc(0);
  #carriedBytes = 0;
  #afterCarriageReturn = false;
  #afterLeadByte = false;
  #overlong = false;

  constructor(options: CutterOptions, onRecord: (record: RawRecord) => void) {
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#doubleByte = options.doubleByte;
    this.#cellsMax = options.cellsMax ?? 65_536;
    this.#recordBytesMax = options.recordBytesMax ?? RECORD_BYTES_MAX;
    this.#onRecord = onRecord;
    for (const byte of [this.#delimiter, LINE_FEED, CARRIAGE_RETURN]) this.#isContent[byte] = 0;
    if (options.doubleByte) this.#isContent.fill(0, 0x81);
  }

  /** The line ends in all that was pushed since it began anew. */
  get lines(): number {
    return this.#line - 1;
  }

  /**
   * Takes the next bytes of the file, those from `from` to before `to`; every record that ends in
   * them is handed out.
   */
  push(block: Buffer, from = 0, to = block.length): void {
    const delimiter = this.#delimiter;
    const doubleByte = this.#doubleByte;
    const isContent = this.#isContent;
    // The loop runs once a byte: what it asks every time is kept in locals.
    let state = this.#state;
    let afterCarriageReturn = this.#afterCarriageReturn;
    let afterLeadByte = this.#afterLeadByte;
    let recordStart = from;
    for (let at = from; at < to; at += 1) {
      const byte = block[at] ?? 0;
      if (afterLeadByte) {
        afterLeadByte = false;
        if (byte >= 0x40 && byte !== 0x7f && byte !== 0xff) continue;
      }
      if (state === PLAIN && isContent[byte] === 1) continue;
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (byte === LINE_FEED) {
          // The second half of a line end that has been counted already.
          if (state !== QUOTED) recordStart = at + 1;
          continue;
        }
      }
      if (doubleByte && byte >= 0x81 && byte !== 0xff) afterLeadByte = true;
      if (state === QUOTED) {
        if (byte === QUOTE) state = CLOSING;
        else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
          this.#line += 1;
          afterCarriageReturn = byte === CARRIAGE_RETURN;
        }
      } else if (byte === delimiter) {
        this.#endCell(at - recordStart + this.#carriedBytes);
        state = START;
      } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        this.#endRecord(block, recordStart, at, false);
        this.#line += 1;
        this.#recordLine = this.#line;
        afterCarriageReturn = byte === CARRIAGE_RETURN;
        recordStart = at + 1;
        state = START;
      } else {
        state = byte === QUOTE && state !== PLAIN ? QUOTED : PLAIN;
      }
    }
    this.#state = state;
    this.#afterCarriageReturn = afterCarriageReturn;
    this.#afterLeadByte = afterLeadByte;
    if (recordStart < to) this.#carry(block, recordStart, to);
  }

  /** The file is over: hands out what stands behind the last line end. */
  end(): void {
    const isPending = this.#carriedBytes > 0 || this.#cells > 0 || this.#overlong;
    if (isPending) this.#endRecord(NOTHING, 0, 0, this.#state === QUOTED);
    this.#state = START;
  }

  /** Begins anew, as with another file. */
  restart(): void {
    this.#afterCarriageReturn = false;
    this.#afterLeadByte = false;
    this.#line = 1;
    this.#recordLine = 1;
  }

  #endCell(end: number): void {
    const cell = this.#cells;
    this.#cells = cell + 1;
    if (cell >= this.#cellsMax) return;
    if (cell === this.#cellEnds.length) {
      const grown = new Int32Array(cell * 2);
      grown.set(this.#cellEnds);
      this.#cellEnds = grown;
    }
    this.#cellEnds[cell] = end;
  }

  #endRecord(block: Buffer, from: number, to: number, unclosed: boolean): void {
    let bytes = block;
    let start = from;
    let end = to;
    if (this.#carriedBytes > 0 || this.#overlong) {
      this.#carry(block, from, to);
      bytes = this.#carried;
      start = 0;
      end = this.#carriedBytes;
    }
    this.#endCell(end - start);
    const broken = unclosed || this.#overlong;
    if (broken) end = start;
    const line = this.#recordLine;
    const cells = this.#cells;
    this.#cells = 0;
    this.#carriedBytes = 0;
    this.#overlong = false;
    this.#onRecord({ bytes, start, end, line, cells, cellEnds: this.#cellEnds, broken });
  }

  #carry(block: Buffer, from: number, to: number): void {
    const needed = this.#carriedBytes + to - from;
    if (this.#overlong) return;
    if (needed > this.#recordBytesMax) {
      this.#overlong = true;
      this.#carried = Buffer.alloc(0);
      this.#carriedBytes = 0;
      return;
    }
    if (needed > this.#carried.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#carried.length * 2, 65_536));
      this.#carried.copy(grown, 0, 0, this.#carriedBytes);
      this.#carried = grown;
    }
    block.copy(this.#carried, this.#carriedBytes, from, to);
    this.#carriedBytes = needed;
  }
}
