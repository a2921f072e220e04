// In which encoding a text is probably written and what parts its cells, told from its first bytes.
// Knows neither columns nor what a good row is.

import { isUtf8 } from "node:buffer";

import type { Encoding } from "../read/cell-text.ts";
import { CellDecoder, findByteOrderMark, isDoubleByte } from "../read/cell-text.ts";
import { RecordCutter } from "../read/record-cutter.ts";

export interface TextGuess {
  readonly encoding: Encoding;
  /** Why that encoding. */
  readonly because: "mark" | "all-known" | "most-known";
  readonly delimiter: string;
}

/** Symbols that part cells somewhere; letters, digits and blanks never do. */
const DELIMITERS = [",", "\t", "|", ";", "^", "~", "#", "!", "\u0001", "\u001f", "\u0002"];

const RECORDS_MAX = 500;
const LINE_FEED = 0x0a;

/** Guesses from the first bytes; `isWhole` where nothing follows them. */
export function guessText(bytes: Buffer, isWhole: boolean): TextGuess {
  const mark = findByteOrderMark(bytes);
  if (mark !== undefined && "encoding" in mark) {
    const { encoding } = mark;
    const text = wholeLines(bytes.subarray(mark.bytes), isWhole);
    return { encoding, because: "mark", delimiter: guessDelimiter(text, encoding) };
  }
  const text = wholeLines(bytes, isWhole);
  const { encoding, because } = guessEncoding(text);
  return { encoding, because, delimiter: guessDelimiter(text, encoding) };
}

/** The symbol in words that people and YAML understand. */
export function nameOfDelimiter(delimiter: string): string {
  switch (delimiter) {
    case ",":
      return "逗号";
    case "\t":
      return "制表符";
    case "|":
      return "竖线（|）";
    case ";":
      return "分号";
    default:
      return /[\u0001-\u001f]/.test(delimiter)
        ? `控制符 U+${delimiter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
        : delimiter;
  }
}

/** A character may be cut in two at the end; lines end whole. */
function wholeLines(bytes: Buffer, isWhole: boolean): Buffer {
  const end = bytes.lastIndexOf(LINE_FEED);
  return isWhole || end === -1 ? bytes : bytes.subarray(0, end + 1);
}

function guessEncoding(text: Buffer): Pick<TextGuess, "encoding" | "because"> {
  if (isUtf8(text)) return { encoding: "utf-8", because: "all-known" };
  const gb18030 = new CellDecoder("gb18030");
  if (gb18030.knows(text, 0, text.length)) return { encoding: "gb18030", because: "all-known" };
  const utf8 = new CellDecoder("utf-8");
  const knownBy = (decoder: CellDecoder): number => {
    let known = 0;
    for (let from = 0; from < text.length;) {
      const feed = text.indexOf(LINE_FEED, from);
      const to = feed === -1 ? text.length : feed + 1;
      if (decoder.knows(text, from, to)) known += 1;
      from = to;
    }
    return known;
  };
  const encoding = knownBy(utf8) >= knownBy(gb18030) ? "utf-8" : "gb18030";
  return { encoding, because: "most-known" };
}

/** The symbol that gives most rows as many cells as the header; of equals the one with most cells. */
function guessDelimiter(text: Buffer, encoding: Encoding): string {
  let best = { delimiter: ",", agreement: 0, cells: 1 };
  for (const delimiter of DELIMITERS) {
    const cells = cellCounts(text, encoding, delimiter);
    const [header = 1, ...rows] = cells;
    if (header < 2) continue;
    const agreeing = rows.filter((count) => count === header).length;
    const agreement = rows.length === 0 ? 1 : agreeing / rows.length;
    const isBetter =
      agreement > best.agreement + 0.05 ||
      (agreement > best.agreement - 0.05 && header > best.cells);
    if (isBetter) best = { delimiter, agreement, cells: header };
  }
  return best.delimiter;
}

function cellCounts(text: Buffer, encoding: Encoding, delimiter: string): readonly number[] {
  const counts: number[] = [];
  const doubleByte = isDoubleByte(encoding);
  const cutter = new RecordCutter({ delimiter, doubleByte }, ({ start, end, cells }) => {
    if (counts.length < RECORDS_MAX && end > start) counts.push(cells);
  });
  cutter.push(text);
  cutter.end();
  return counts;
}
