// Workbooks (XLSX) for tests, written part by part so that every form which a cell can take in the
// file is at hand. Written from the format's description, not from our reader.

import type { ArchivePart } from "./zip-archive.ts";
import { zipArchive } from "./zip-archive.ts";

/** A cell as it will lie in the file. */
export interface Cell {
  readonly attributes: string;
  readonly content: string;
}

export type Cells = readonly (Cell | string | undefined)[];

export interface SheetSpec {
  readonly name?: string;
  readonly state?: "visible" | "hidden" | "veryHidden";
  /** Row after row; strings are inline texts, undefined leaves the cell out. */
  readonly rows?: readonly Cells[];
  /** Stands for the rows: the content of `sheetData`. */
  readonly sheetData?: string;
  /** Behind the rows. */
  readonly tail?: string;
}

export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[];
  readonly countsFrom1904?: boolean;
  /** The shared texts, each the content of an `si`. */
  readonly sharedTexts?: readonly string[];
  /** Format codes; the formats of cells are 0 for General and then these, from 1 on. */
  readonly formats?: readonly string[];
  /** Instead of, or besides, the parts that belong there. */
  readonly parts?: readonly ArchivePart[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** A date format and its number in workbooks that name no formats of their own. */
const DATE_FORMAT = 1;

export function text(content: string): Cell {
  return { attributes: 't="inlineStr"', content: `<is><t>${escaped(content)}</t></is>` };
}

export function shared(index: number): Cell {
  return { attributes: 't="s"', content: `<v>${index}</v>` };
}

export function number(value: number | string, format = 0): Cell {
  return { attributes: `s="${format}"`, content: `<v>${value}</v>` };
}

/** A date cell: days counted from 1899-12-30. */
export function date(day: string, format = DATE_FORMAT): Cell {
  const serial = (Date.parse(day) - Date.parse("1899-12-30")) / 86_400_000;
  return number(serial, format);
}

/** A formula and, unless nobody has computed it, its result. */
export function formula(expression: string, result?: string): Cell {
  const value = result === undefined ? "" : `<v>${escaped(result)}</v>`;
  return { attributes: 't="str"', content: `<f>${escaped(expression)}</f>${value}` };
}

/** The bytes of a workbook. */
export function aWorkbook(spec: WorkbookSpec): Buffer {
  return zipArchive(workbookParts(spec));
}

/** The parts of a workbook, for tests that spoil one of them. */
export function workbookParts(spec: WorkbookSpec): readonly ArchivePart[] {
  const { sheets, sharedTexts, formats = ["yyyy\\-mm\\-dd"], parts: given = [] } = spec;
  const sheetName = (at: number): string => `xl/worksheets/sheet${at + 1}.xml`;
  const own: ArchivePart[] = [
    { name: "_rels/.rels", content: relationships([["officeDocument", "xl/workbook.xml"]]) },
    { name: "xl/workbook.xml", content: workbookXml(spec) },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relationships([
        ...sheets.map((_, at): [string, string] => ["worksheet", `worksheets/sheet${at + 1}.xml`]),
        ["styles", "styles.xml"],
        ["sharedStrings", "sharedStrings.xml"],
      ]),
    },
    { name: "xl/styles.xml", content: stylesXml(formats) },
    ...sheets.map((sheet, at) => ({ name: sheetName(at), content: sheetXml(sheet) })),
  ];
  if (sharedTexts !== undefined) {
    const items = sharedTexts.map((item) => `<si>${item}</si>`).join("");
    own.push({ name: "xl/sharedStrings.xml", content: `${HEAD}<sst ${MAIN}>${items}</sst>` });
  }
  return [...own.filter(({ name }) => given.every((part) => part.name !== name)), ...given];
}

/** A text as XML writes it; what XML cannot hold as the format escapes it. */
export function escaped(content: string): string {
  return content
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      return `_x${code}_`;
    })
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function relationships(targets: readonly (readonly [string, string])[]): string {
  const items = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships ${PACKAGE}>${items.join("")}</Relationships>`;
}

function workbookXml({ sheets, countsFrom1904 = false }: WorkbookSpec): string {
  const items = sheets.map(({ name, state = "visible" }, at) => {
    const shown = escaped(name ?? `Sheet${at + 1}`);
    return `<sheet name="${shown}" sheetId="${at + 1}" state="${state}" r:id="rId${at + 1}"/>`;
  });
  const counting = countsFrom1904 ? '<workbookPr date1904="1"/>' : "<workbookPr/>";
  return `${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}">${counting}<sheets>${items.join("")}</sheets></workbook>`;
}

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map(
    (code, at) =>
      `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code).replaceAll('"', "&quot;")}"/>`,
  );
  const cellFormats = ["0", ...formats.map((_, at) => String(164 + at))].map(
    (id) => `<xf numFmtId="${id}"/>`,
  );
  return (
    `${HEAD}<styleSheet ${MAIN}><numFmts>${codes.join("")}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${cellFormats.join("")}</cellXfs></styleSheet>`
  );
}

function sheetXml({ rows = [], sheetData, tail = "" }: SheetSpec): string {
  const content = sheetData ?? rows.map((cells, at) => rowXml(cells, at + 1)).join("");
  return `${HEAD}<worksheet ${MAIN}><sheetData>${content}</sheetData>${tail}</worksheet>`;
}

function rowXml(cells: Cells, line: number): string {
  const items = cells.map((cell, column) => {
    if (cell === undefined) return "";
    const { attributes, content } = typeof cell === "string" ? text(cell) : cell;
    return `<c r="${columnName(column)}${line}" ${attributes}>${content}</c>`;
  });
  return `<row r="${line}">${items.join("")}</row>`;
}

function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}
