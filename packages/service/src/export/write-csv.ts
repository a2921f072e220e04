// A table as CSV (RFC 4180) that spreadsheets open as what it is: a byte-order mark, so that Chinese
// is read as UTF-8, and no cell that they would take for a formula.

import { Readable } from "node:stream";

import type { Cell, Table } from "./table.ts";

const MARK = "\uFEFF";
/** What makes a spreadsheet calculate; a tab or a line's end before it is stripped by some. */
const CALCULATES = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export function writeCsv<Row>(table: Table<Row>): Readable {
  return Readable.from(linesOf(table), { objectMode: false });
}

async function* linesOf<Row>({ columns, batches }: Table<Row>): AsyncGenerator<string> {
  yield `${MARK}${columns.map(({ heading }) => cellText(heading)).join(",")}\r\n`;
  for await (const rows of batches) {
    const lines = rows.map((row) => columns.map(({ valueOf }) => cellText(valueOf(row))).join(","));
    if (lines.length > 0) yield `${lines.join("\r\n")}\r\n`;
  }
}

/** Numbers are ours and stay numbers; a text that begins like a formula gets an apostrophe. */
function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = CALCULATES.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
