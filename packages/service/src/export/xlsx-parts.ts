// The small parts of an XLSX package (ECMA-376) that stand around its sheets.

import type { ZipFile } from "yazl";

import { STYLES } from "./xlsx-styles.ts";
import { escapeXml } from "./xml-text.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** What a sheet's name may hold at most, room left for its number. */
const SHEET_NAME_MAX = 25;

/** A, B, ... Z, AA, ... by the place of a column, from 0. */
export function columnLetters(at: number): string {
  const last = String.fromCodePoint(65 + (at % 26));
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
}

/** What stands around the sheets, which are in the package already, by their names; ends it. */
export function addFrame(zip: ZipFile, names: readonly string[]): void {
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": contentTypes(names.length),
    "_rels/.rels": packageRelations(),
    "xl/workbook.xml": workbook(names),
    "xl/_rels/workbook.xml.rels": workbookRelations(names.length),
    "xl/styles.xml": STYLES,
  };
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
}

function contentTypes(sheets: number): string {
  const ofSheets = upTo(sheets).map(
    (number) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${ofSheets.join("")}</Types>`;
}

function packageRelations(): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
}

function workbook(names: readonly string[]): string {
  const listed = sheetNames(names).map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join("")}</sheets></workbook>`;
}

/** As a tab can show them; one that comes again gets a number. */
function sheetNames(names: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  return names.map((given) => {
    const name = given.replaceAll(/[[\]:*?/\\']/g, " ").slice(0, SHEET_NAME_MAX);
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? name : `${name} ${time}`;
  });
}

function workbookRelations(sheets: number): string {
  const listed = upTo(sheets).map(
    (number) =>
      `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${listed.join("")}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
