// Delimited text, plain or compressed, as a header and rows of cells: byte order mark, encoding,
// blank lines, cells beyond the header, short rows. Knows neither our columns nor what a good row is.

import { UnusableInput } from "../unusable-input.ts";
import { isAllBlank, trimBlanks } from "./blanks.ts";
import type { Encoding } from "./cell-text.ts";
import { CellDecoder, findByteOrderMark, isDoubleByte, unquote } from "./cell-text.ts";
import type { InputFile } from "./file-blocks.ts";
import { refuseOtherThanText } from "./file-kind.ts";
import type { UnpackedBlock } from "./gzip-blocks.ts";
import { gunzippedBlocks } from "./gzip-blocks.ts";
import type { RawRecord } from "./record-cutter.ts";
import { RecordCutter } from "./record-cutter.ts";
import type { DelimitedFormat } from "./source-format.ts";
import type { ReadingHooks, SourceRow } from "./source-row.ts";

/** Nearly every header is shorter; the rows behind it need not be cut to find it, nor many be read. */
const HEADER_BYTES = 1024;
const HEADER_BLOCK_BYTES = 64 * HEADER_BYTES;
const DELIMITED_MEND = "请给出带表头的 CSV 文本文件";

export type DelimitedKind = "delimited" | "gzip";

/** The column names of a file without blanks around them; refuses a file that has none. */
export async function readTextHeader(
  file: InputFile,
  kind: DelimitedKind,
  format: DelimitedFormat,
): Promise<readonly string[]> {
  let header: readonly string[] | undefined;
  const text = new TextCutting(file.path, kind, format, (row) => {
    header ??= headerOf(file.path, text.encoding, row);
  });
  for await (const { content } of blocksOf(file, kind, undefined, HEADER_BLOCK_BYTES)) {
    for (let at = 0; at < content.length; at += HEADER_BYTES) {
      text.push(content.subarray(at, at + HEADER_BYTES));
      if (header !== undefined) return header;
    }
  }
  text.end();
  if (header === undefined) throw new UnusableInput(file.path, "文件里没有表头", DELIMITED_MEND);
  return header;
}

/** Hands out every row behind the header; lines whose cells are all blank are no rows. */
export async function readTextRows(
  file: InputFile,
  kind: DelimitedKind,
  format: DelimitedFormat,
  hooks: ReadingHooks,
): Promise<void> {
  let isHeaderRead = false;
  const text = new TextCutting(file.path, kind, format, (row) => {
    if (isHeaderRead) hooks.onRow(row);
    isHeaderRead = true;
  });
  for await (const { content, fileBytes } of blocksOf(file, kind, hooks.signal)) {
    text.push(content);
    hooks.onBytes?.(fileBytes, file.bytes);
    await hooks.whenReady?.();
  }
  text.end();
}

async function* blocksOf(
  file: InputFile,
  kind: DelimitedKind,
  signal?: AbortSignal,
  blockBytes?: number,
): AsyncGenerator<UnpackedBlock> {
  if (kind === "gzip") yield* gunzippedBlocks(file, signal);
  else {
    for await (const content of file.blocks(0, signal, blockBytes)) {
      yield { content, fileBytes: content.length };
    }
  }
}

/** Text cut into rows that are not blank, from the first block on, which says how it is encoded. */
class TextCutting {
  encoding: Encoding;
  readonly #path: string;
  readonly #kind: DelimitedKind;
  readonly #delimiter: string;
  readonly #onRow: (row: CutRow) => void;
  #cutter: RecordCutter | undefined;

  constructor(
    path: string,
    kind: DelimitedKind,
    { encoding, delimiter }: DelimitedFormat,
    onRow: (row: CutRow) => void,
  ) {
    this.encoding = encoding;
    this.#path = path;
    this.#kind = kind;
    this.#delimiter = delimiter;
    this.#onRow = onRow;
  }

  push(block: Buffer): void {
    if (this.#cutter !== undefined) {
      this.#cutter.push(block);
      return;
    }
    if (this.#kind === "gzip") refuseOtherThanText(this.#path, block);
    const contentFrom = this.#takeByteOrderMark(block);
    this.#cutter = this.#cutterFor(new CutRow(new CellDecoder(this.encoding)));
    this.#cutter.push(block.subarray(contentFrom));
  }

  end(): void {
    this.#cutter?.end();
  }

  /** A mark speaks before the encoding that was named; the text begins behind it. */
  #takeByteOrderMark(block: Buffer): number {
    const mark = findByteOrderMark(block.subarray(0, 8));
    if (mark === undefined) return 0;
    if ("unsupported" in mark) {
      const wrong = `文件是 ${mark.unsupported} 编码`;
      throw new UnusableInput(this.#path, wrong, "请另存为 UTF-8 或 GB18030 编码");
    }
    this.encoding = mark.encoding;
    return mark.bytes;
  }

  #cutterFor(row: CutRow): RecordCutter {
    const doubleByte = isDoubleByte(this.encoding);
    return new RecordCutter({ delimiter: this.#delimiter, doubleByte }, (record) => {
      row.hold(record);
      if (!row.isBlank()) this.#onRow(row);
    });
  }
}

function headerOf(path: string, encoding: Encoding, row: CutRow): readonly string[] {
  if (!row.isReadable) {
    const wrong = `表头不是完好的 ${encoding} 文本（有编码不认识的字节，或引号没有闭合）`;
    throw new UnusableInput(path, wrong, "请用 --mapping 指明 encoding，或修正第一行");
  }
  return Array.from({ length: row.cells }, (_, column) => trimBlanks(row.cell(column)));
}

/** A record seen as a row; one object serves all rows of a file. */
export class CutRow implements SourceRow {
  line = 0;
  isReadable = false;
  cells = 0;
  readonly #decoder: CellDecoder;
  #record: RawRecord | undefined;
  #text = "";
  /** Where the first cells end in the text, as far as that is known. */
  #textEnds = new Int32Array(64);
  #endsKnown = 0;

  constructor(decoder: CellDecoder) {
    this.#decoder = decoder;
  }

  hold(record: RawRecord): void {
    this.#record = record;
    this.line = record.line;
    this.cells = Math.min(record.cells, record.cellEnds.length);
    const { bytes, start, end } = record;
    const text = record.broken ? undefined : this.#decoder.findText(bytes, start, end);
    this.isReadable = text !== undefined;
    this.#text = text ?? "";
    this.#endsKnown = 0;
  }

  cell(column: number): string {
    if (column >= this.cells) return "";
    if (column >= this.#endsKnown) this.#findEnds(column);
    const from = column === 0 ? 0 : (this.#textEnds[column - 1] as number) + 1;
    const raw = this.#text.slice(from, this.#textEnds[column]);
    return raw.charCodeAt(0) === 0x22 ? unquote(raw) : raw;
  }

  /** Finds where cells end in the text, up to this one: the cutter has told it in bytes. */
  #findEnds(column: number): void {
    const record = this.#record;
    if (record === undefined) return;
    const { bytes, start, cellEnds } = record;
    if (this.#endsKnown === 0 && cellEnds.length > this.#textEnds.length) {
      this.#textEnds = new Int32Array(cellEnds.length);
    }
    const ends = this.#textEnds;
    for (let cell = this.#endsKnown; cell <= column; cell += 1) {
      // A delimiter is one byte and one character.
      const from = cell === 0 ? 0 : (cellEnds[cell - 1] as number) + 1;
      const textFrom = cell === 0 ? 0 : (ends[cell - 1] as number) + 1;
      const to = cellEnds[cell] as number;
      ends[cell] = textFrom + this.#decoder.lengthOfText(bytes, start + from, start + to);
    }
    this.#endsKnown = column + 1;
  }

  /** Whether every cell, those beyond the header included, is blank; bad bytes are no blanks. */
  isBlank(): boolean {
    const record = this.#record;
    if (record === undefined || !this.isReadable) return false;
    // The usual case: a letter or digit, which is neither blank nor quote nor delimiter.
    if (record.end > record.start && isLetterOrDigit(record.bytes[record.start] ?? 0)) return false;
    for (let column = 0; column < this.cells; column += 1) {
      if (!isAllBlank(this.cell(column))) return false;
    }
    return true;
  }
}

function isLetterOrDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a);
}
