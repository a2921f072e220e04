// Rows of delimited text that are not plain: the records between one line feed outside quotes and
// the next, cut and decoded by the same readers as everywhere. Knows no columns.

import type { Encoding } from "../read/cell-text.ts";
import { CellDecoder, isDoubleByte } from "../read/cell-text.ts";
import { CutRow } from "../read/delimited-text.ts";
import { RecordCutter } from "../read/record-cutter.ts";
import { RecordEnd } from "./record-end.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A piece of a block that ends where a record does. */
export interface Piece {
  /** The byte behind it. */
  readonly end: number;
  /** Line ends in it, those inside quotes included. */
  readonly lines: number;
}

/** A quote is still open where the block ends although the file goes on: the cuts were wrong. */
export class QuoteAcrossBlocks extends Error {
  readonly file: number;

  constructor(file: number) {
    super(`a quote of file ${file} reaches across a cut`);
    this.file = file;
  }
}

/** Called for every record that is a row; start and line count from the piece's first. */
export type OnPieceRow = (row: CutRow, start: number, line: number) => void;

export class TextPieces {
  readonly #row: CutRow;
  readonly #recordEnd: RecordEnd;
  readonly #cutter: RecordCutter;
  #onRow: OnPieceRow = () => undefined;
  /** Where the piece begins. */
  #from = 0;

  constructor(delimiter: string, encoding: Encoding) {
    const doubleByte = isDoubleByte(encoding);
    this.#row = new CutRow(new CellDecoder(encoding));
    this.#recordEnd = new RecordEnd(delimiter, doubleByte);
    this.#cutter = new RecordCutter({ delimiter, doubleByte }, (record) => {
      this.#row.hold(record);
      if (!this.#row.isBlank()) {
        this.#onRow(this.#row, record.start - this.#from, record.line - 1);
      }
    });
  }

  /**
   * Reads the record that begins at `from`, with those behind it up to the next line feed.
   * `bytes[to]` must be a line feed that stands for the end of the file; undefined where a quote
   * is open at `to` although the file goes on.
   */
  read(
    bytes: Buffer,
    from: number,
    to: number,
    isLast: boolean,
    onRow: OnPieceRow,
  ): Piece | undefined {
    const found = this.#recordEnd.find(bytes, from, to);
    if (found === -1 && this.#recordEnd.isInsideQuotes && !isLast) return undefined;
    const end = found === -1 ? to : found;
    // Without a line feed of its own the last record takes the one that stands behind the bytes.
    const isOpen = found === -1 && !this.#recordEnd.isInsideQuotes;
    this.#onRow = onRow;
    this.#from = from;
    this.#cutter.restart();
    this.#cutter.push(bytes, from, isOpen ? to + 1 : end);
    this.#cutter.end();
    return { end, lines: isOpen ? countLines(bytes, from, end) : this.#cutter.lines };
  }
}

/** Line ends of every kind. */
export function countLines(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === LINE_FEED) {
      if (at === from || bytes[at - 1] !== CARRIAGE_RETURN) lines += 1;
    } else if (byte === CARRIAGE_RETURN) lines += 1;
  }
  return lines;
}
