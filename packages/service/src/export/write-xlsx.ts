// A table as an XLSX workbook, written part by part into a zip as the rows come: texts stand in their
// cells, so nothing has to be remembered, and a sheet that is full is followed by another.

import { Readable } from "node:stream";

import { ZipFile } from "yazl";

import type { Cell, Table } from "./table.ts";
import { escapeXml } from "./xml-text.ts";
import {
  contentTypes,
  packageRelations,
  STYLES,
  workbook,
  workbookRelations,
} from "./xlsx-parts.ts";

/** What a sheet may hold, its heading included. */
const SHEET_ROWS_MAX = 1_048_576;
/** Quick rather than small: rows are made as fast as they are packed. */
const PACKING = { compressionLevel: 3 } as const;

export function writeXlsx<Row>(table: Table<Row>, sheetRowsMax = SHEET_ROWS_MAX): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => {
    output.destroy(error);
  });
  const rows = singly(table.batches);
  const addSheet = (number: number, first: Row | undefined): void => {
    const sheet = sheetOf(table, rows, first, sheetRowsMax, (next) => {
      if (next !== undefined) addSheet(number + 1, next);
      else addFrame(zip, table.title, number);
    });
    const content = Readable.from(sheet, { objectMode: false });
    content.on("error", (error) => {
      output.destroy(error);
    });
    zip.addReadStream(content, `xl/worksheets/sheet${number}.xml`, PACKING);
  };
  addSheet(1, undefined);
  // Whoever stops reading stops the rows too.
  output.once("close", () => {
    rows.return(undefined).catch(() => {});
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
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${columns.length}" width="18" customWidth="1"/></cols><sheetData>`;
  yield rowXml(
    columns.map(({ heading }) => heading),
    ' s="1"',
  );
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
    text += rowXml(
      columns.map(({ valueOf }) => valueOf(current)),
      "",
    );
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

function addFrame(zip: ZipFile, title: string, sheets: number): void {
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": contentTypes(sheets),
    "_rels/.rels": packageRelations(),
    "xl/workbook.xml": workbook(title, sheets),
    "xl/_rels/workbook.xml.rels": workbookRelations(sheets),
    "xl/styles.xml": STYLES,
  };
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
}

function rowXml(cells: readonly Cell[], style: string): string {
  return `<row>${cells.map((cell) => cellXml(cell, style)).join("")}</row>`;
}

function cellXml(cell: Cell, style: string): string {
  if (cell === null || cell === "") return "<c/>";
  if (typeof cell === "number") return `<c${style}><v>${cell}</v></c>`;
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
}
