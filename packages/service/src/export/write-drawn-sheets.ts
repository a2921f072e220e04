// A workbook that is drawn cell by cell: forms and templates, which are small, with boxes, cells that
// reach over others, room for hands and rules for what may be typed. Tables of many rows stream instead
// (`write-xlsx.ts`).

import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";

import { ZipFile } from "yazl";

import type { Cell } from "./table.ts";
import { addFrame, columnLetters } from "./xlsx-parts.ts";
import { CELL_STYLES } from "./xlsx-styles.ts";
import { escapeXml } from "./xml-text.ts";

export type CellStyle = keyof typeof CELL_STYLES;

export interface DrawnCell {
  readonly value: Cell;
  readonly style: CellStyle;
  /** How many columns and rows it takes; one of each unless said. */
  readonly across?: number;
  readonly down?: number;
}

export interface DrawnRow {
  /** By column from the left; what is left out is bare. */
  readonly cells: readonly (DrawnCell | undefined)[];
  /** In points. */
  readonly height?: number;
}

/** What may be typed into a stretch of cells, such as `B2:B501`, and what is said beside it. */
export interface TypingRule {
  readonly range: string;
  /** The rule in the format's words: `list`, `textLength` or `date`, with its bounds. */
  readonly allow:
    | { readonly sort: "list"; readonly from: string }
    | { readonly sort: "textLength" | "date"; readonly least: number; readonly most: number };
  readonly prompt: string;
  readonly refusal: string;
}

export interface DrawnSheet {
  readonly name: string;
  readonly columns: readonly { readonly width: number; readonly style?: CellStyle }[];
  readonly orientation: "portrait" | "landscape";
  /** Rows that stay in sight at the top; none unless said. */
  readonly frozenRows?: number;
  readonly rows: readonly DrawnRow[];
  readonly rules?: readonly TypingRule[];
}

export async function writeDrawnSheets(sheets: readonly DrawnSheet[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [at, sheet] of sheets.entries()) {
    zip.addBuffer(Buffer.from(sheetXml(sheet)), `xl/worksheets/sheet${at + 1}.xml`);
  }
  addFrame(
    zip,
    sheets.map(({ name }) => name),
  );
  return await buffer(zip.outputStream as Readable);
}

/** The parts stand in the order that the format wants. */
function sheetXml({ columns, orientation, frozenRows = 0, rows, rules = [] }: DrawnSheet): string {
  const merged: string[] = [];
  const written = rows.map((row, at) => rowXml(row, at + 1, merged));
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView workbookViewId="0">${frozen(frozenRows)}</sheetView></sheetViews>`,
    `<cols>${columns.map(columnXml).join("")}</cols>`,
    `<sheetData>${written.join("")}</sheetData>`,
    merged.length === 0
      ? ""
      : `<mergeCells count="${merged.length}">${merged.map((range) => `<mergeCell ref="${range}"/>`).join("")}</mergeCells>`,
    rules.length === 0
      ? ""
      : `<dataValidations count="${rules.length}">${rules.map(ruleXml).join("")}</dataValidations>`,
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`,
    "</worksheet>",
  ].join("");
}

function frozen(rows: number): string {
  if (rows === 0) return "";
  return `<pane ySplit="${rows}" topLeftCell="A${rows + 1}" activePane="bottomLeft" state="frozen"/>`;
}

function columnXml({ width, style }: DrawnSheet["columns"][number], at: number): string {
  const styled = style === undefined ? "" : ` style="${CELL_STYLES[style]}"`;
  return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${styled}/>`;
}

function rowXml({ cells, height }: DrawnRow, line: number, merged: string[]): string {
  const high = height === undefined ? "" : ` ht="${height}" customHeight="1"`;
  const written = cells.map((cell, at) => {
    if (cell === undefined) return "";
    const { across = 1, down = 1 } = cell;
    const from = `${columnLetters(at)}${line}`;
    if (across > 1 || down > 1) {
      merged.push(`${from}:${columnLetters(at + across - 1)}${line + down - 1}`);
    }
    return cellXml(from, cell);
  });
  return `<row r="${line}"${high}>${written.join("")}</row>`;
}

function cellXml(at: string, { value, style }: DrawnCell): string {
  const styled = `r="${at}" s="${CELL_STYLES[style]}"`;
  if (value === null || value === "") return `<c ${styled}/>`;
  if (typeof value === "number") return `<c ${styled}><v>${value}</v></c>`;
  const text = escapeXml(value);
  return `<c ${styled} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function ruleXml({ range, allow, prompt, refusal }: TypingRule): string {
  const formulas =
    allow.sort === "list"
      ? `<formula1>${escapeXml(allow.from)}</formula1>`
      : `<formula1>${allow.least}</formula1><formula2>${allow.most}</formula2>`;
  return `<dataValidation type="${allow.sort}" allowBlank="1" showInputMessage="1" showErrorMessage="1" prompt="${escapeXml(prompt)}" error="${escapeXml(refusal)}" sqref="${range}">${formulas}</dataValidation>`;
}
