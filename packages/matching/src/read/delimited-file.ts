// One delimited file as a header and rows of cells: byte order mark, encoding, blank lines, cells
// beyond the header, short rows. Knows neither our columns nor what a good row is.

import { UnusableInput } from "../unusable-input.ts";
import { isAllBlank, trimBlanks } from "./blanks.ts";
import type { Encoding } from "./cell-text.ts";
import { CellDecoder, findByteOrderMark, isDoubleByte, unquote } from "./cell-text.ts";
import { InputFile } from "./file-blocks.ts";
import type { RawRecord } from "./record-cutter.ts";
import { RecordCutter } from "./record-cutter.ts";

/** How a file is written; a byte order mark speaks before the encoding named here. */
export interface DelimitedFormat {
  readonly encoding: Encoding;
  readonly delimiter: string;
}

/** One row; valid only until the callback returns. */
export interface SourceRow {
  /** The physical line on which it begins, the header being 1. */
  readonly line: number;
  /** Whether its encoding knows all its bytes and every quote closes. */
  readonly isReadable: boolean;
  /** The cell as read; empty where the row is too short. Only for readable rows. */
  cell(column: number): string;
}

export interface ReadingHooks {
  readonly onRow: (row: SourceRow) => void;
  /** After each block, with its bytes and those of the whole file. */
  readonly onBytes?: ((bytes: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const DELIMITED_MEND = "请给出带表头的 CSV 文本文件";

/** Names that promise something else than text; a text behind such a name is not trusted. */
const OTHER_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.xlsx?$/i, "Excel 文件"],
  [/\.parquet$/i, "Parquet 文件"],
];

/** What files of other kinds begin with; they are not text, whatever their name says. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "XLSX 或 ZIP"],
  ["PAR1", "Parquet"],
  ["\u00d0\u00cf\u0011\u00e0", "旧版 Excel（XLS）"],
  ["\u001f\u008b", "GZIP 压缩"],
  ["%PDF", "PDF"],
];

/** Reads the column names of a file without blanks around them; refuses a file that has none. */
export async function readHeader(
  path: string,
  format: DelimitedFormat,
): Promise<readonly string[]> {
  const file = new InputFile(path);
  try {
    const { encoding, contentFrom } = begin(file, format);
    const row = new CutRow(new CellDecoder(encoding));
    let header: readonly string[] | undefined;
    const cutter = cutterFor(encoding, format, (record) => {
      row.hold(record);
      if (header === undefined && !row.isBlank()) header = headerOf(path, encoding, row);
    });
    for await (const block of file.blocks(contentFrom)) {
      cutter.push(block);
      if (header !== undefined) return header;
    }
    cutter.end();
    if (header === undefined) throw new UnusableInput(path, "文件里没有表头", DELIMITED_MEND);
    return header;
  } finally {
    file.close();
  }
}

/** Hands out every row behind the header; lines whose cells are all blank are no rows. */
export async function readRows(
  path: string,
  format: DelimitedFormat,
  hooks: ReadingHooks,
): Promise<void> {
  const file = new InputFile(path);
  try {
    const { encoding, contentFrom } = begin(file, format);
    const row = new CutRow(new CellDecoder(encoding));
    let isHeaderRead = false;
    const cutter = cutterFor(encoding, format, (record) => {
      row.hold(record);
      if (row.isBlank()) return;
      if (isHeaderRead) hooks.onRow(row);
      isHeaderRead = true;
    });
    for await (const block of file.blocks(contentFrom, hooks.signal)) {
      cutter.push(block);
      hooks.onBytes?.(block.length, file.bytes);
    }
    cutter.end();
  } finally {
    file.close();
  }
}

function cutterFor(
  encoding: Encoding,
  { delimiter }: DelimitedFormat,
  onRecord: (record: RawRecord) => void,
): RecordCutter {
  return new RecordCutter({ delimiter, doubleByte: isDoubleByte(encoding) }, onRecord);
}

/** Judges the first bytes: what kind of file it is, in which encoding, where its text begins. */
function begin(
  file: InputFile,
  format: DelimitedFormat,
): { readonly encoding: Encoding; readonly contentFrom: number } {
  const other = OTHER_ENDINGS.find(([ending]) => ending.test(file.path));
  if (other !== undefined) {
    throw new UnusableInput(file.path, `暂不支持读 ${other[1]}`, "请先另存为 CSV 文本文件");
  }
  const head = file.head(8);
  if (head.length === 0) throw new UnusableInput(file.path, "文件是空的（0 字节）", DELIMITED_MEND);
  const start = head.toString("latin1");
  const signature = SIGNATURES.find(([bytes]) => start.startsWith(bytes));
  if (signature !== undefined) {
    const wrong = `内容是 ${signature[1]}，不是文本`;
    throw new UnusableInput(file.path, wrong, "请先另存或解压为 CSV 文本文件");
  }
  const mark = findByteOrderMark(head);
  if (mark === undefined) return { encoding: format.encoding, contentFrom: 0 };
  if ("unsupported" in mark) {
    const wrong = `文件是 ${mark.unsupported} 编码`;
    throw new UnusableInput(file.path, wrong, "请另存为 UTF-8 或 GB18030 编码");
  }
  return { encoding: mark.encoding, contentFrom: mark.bytes };
}

function headerOf(path: string, encoding: Encoding, row: CutRow): readonly string[] {
  if (!row.isReadable) {
    const wrong = `表头不是完好的 ${encoding} 文本（有编码不认识的字节，或引号没有闭合）`;
    throw new UnusableInput(path, wrong, "请用 --mapping 指明 encoding，或修正第一行");
  }
  return Array.from({ length: row.cells }, (_, column) => trimBlanks(row.cell(column)));
}

/** A record seen as a row; one object serves all rows of a file. */
class CutRow implements SourceRow {
  line = 0;
  isReadable = false;
  cells = 0;
  readonly #decoder: CellDecoder;
  #record: RawRecord | undefined;

  constructor(decoder: CellDecoder) {
    this.#decoder = decoder;
  }

  hold(record: RawRecord): void {
    this.#record = record;
    this.line = record.line;
    this.cells = Math.min(record.cells, record.cellEnds.length);
    this.isReadable = !record.broken && this.#decoder.knows(record.bytes, record.start, record.end);
  }

  cell(column: number): string {
    const record = this.#record;
    if (record === undefined || column >= this.cells) return "";
    const from = column === 0 ? 0 : (record.cellEnds[column - 1] ?? 0) + 1;
    const to = record.cellEnds[column] ?? from;
    const raw = this.#decoder.text(record.bytes, record.start + from, record.start + to);
    return raw.charCodeAt(0) === 0x22 ? unquote(raw) : raw;
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
