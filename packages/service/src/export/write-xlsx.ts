// A table as an XLSX workbook, written part by part into a zip as the rows come: texts stand in their
// cells, so nothing has to be remembered, and a sheet that is full is followed by another.

import { Readable } from "node:stream";

import { ZipFile } from "yazl";

import type { Cell, Table } from "./table.ts";
import { escapeXml } from "./xml-text.ts";
import { addFrame, columnLetters } from "./xlsx-parts.ts";
import { CELL_STYLES } from "./xlsx-styles.ts";

/** What a sheet may hold, its heading included. */
const SHEET_ROWS_MAX = 1_048_576;
/** Quick rather than small: rows are made as fast as they are packed. */
const PACKING = { compressionLevel: 3 } as const;

/** One table, or several of the same rows, each on a sheet of its own. */
export function writeXlsx<Row>(
  tables: Table<Row> | readonly Table<Row>[],
  sheetRowsMax = SHEET_ROWS_MAX,
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => {
    output.destroy(error);
  });
  const waiting = "batches" in tables ? [tables] : [...tables];
  const names: string[] = [];
  let rows: AsyncGenerator<Row, undefined> | undefined;

  const addSheet = (table: Table<Row>, of: AsyncGenerator<Row, undefined>, first?: Row): void => {
    names.push(table.title);
    const sheet = sheetOf(table, of, first, sheetRowsMax, (next) => {
      if (next === undefined) addNextTable();
      else addSheet(table, of, next);
    });
    const content = Readable.from(sheet, { objectMode: false });
    content.on("error", (error) => {
      output.destroy(error);
    });
    zip.addReadStream(content, `xl/worksheets/sheet${names.length}.xml`, PACKING);
  };
  const addNextTable = (): void => {
    const table = waiting.shift();
    if (table === undefined) {
      addFrame(zip, names);
      return;
    }
    rows = singly(table.batches);
    addSheet(table, rows);
  };
  addNextTable();
  // Whoever stops reading stops the rows too.
  output.once("close", () => {
    rows?.return(undefined).catch(() => {});
  });
  return output;
}

async function* singly<Row>(
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Row, undefined> {
  for await (const rows of batches) yield* rows;
}

/** One sheet; at its end `onFull` is told the first row of the next one, if there is any. */
async function* sheetOf<Row>(
  { columns }: Table<Row>,
  rows: AsyncGenerator<Row, undefined>,
  first: Row | undefined,
  rowsMax: number,
  onEnd: (next: Row | undefined) => void,
): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.map(({ width = 18 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join("")}</cols><sheetData>`;
  const letters = columns.map((_, at) => columnLetters(at));
  const headings = columns.map(({ heading }) => heading);
  yield rowXml(1, letters, headings, ` s="${CELL_STYLES.heading}"`);
  let written = 1;
  let row = first;
  let text = "";
  for (;;) {
    if (row === undefined) {
      const next = await rows.next();
      if (next.done === true) break;
      row = next.value;
    }
    if (written === rowsMax) break;
    const current = row;
    const cells = columns.map(({ valueOf }) => valueOf(current));
    text += rowXml(written + 1, letters, cells);
    if (text.length > 32_768) {
      yield text;
      text = "";
    }
    written += 1;
    row = undefined;
  }
  yield `${text}</sheetData></worksheet>`;
  onEnd(row);
}

/** Every cell says where it is: some readers cannot do without. */
function rowXml(
  line: number,
  letters: readonly string[],
  cells: readonly Cell[],
  style = "",
): string {
  const written = cells.map((cell, at) => cellXml(`${letters[at]}${line}`, cell, style));
  return `<row r="${line}">${written.join("")}</row>`;
}

function cellXml(at: string, cell: Cell, style: string): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${at}"${style}><v>${cell}</v></c>`;
  const text = escapeXml(cell);
  return `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${text}</t></is></c>`;
}
