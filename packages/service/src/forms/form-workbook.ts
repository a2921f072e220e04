// A printed form as a sheet of a workbook, for those who go on working with it: the same texts in the
// same places as on paper, numbers of people as texts.

import type { CellStyle, DrawnCell, DrawnRow, DrawnSheet } from "../export/write-drawn-sheets.ts";
import type { Letter, PrintedForm, TableForm } from "./printed-form.ts";
import { headingLines } from "./printed-form.ts";

export function sheetOf(form: PrintedForm): DrawnSheet {
  return form.sort === "table" ? tableSheet(form) : letterSheet(form);
}

/** A share of a page's width as characters of a column. */
const CHARACTERS_A_SHARE = 1.15;

function tableSheet(form: TableForm): DrawnSheet {
  const { mark, title, heads, columns, rows, notes, feet } = form;
  const width = columns.length;
  const hasGroups = columns.some(({ group }) => group !== undefined);
  const across = (value: string, style: CellStyle): DrawnRow => ({
    cells: [{ value, style, across: width }],
  });
  const lines = headingLines(columns).map((line, from): DrawnRow => {
    const cells: (DrawnCell | undefined)[] = columns.map(() => ({
      value: null,
      style: "boxed-heading",
    }));
    for (const { text, at, across: over, down } of line) {
      cells[at] = { value: text, style: "boxed-heading", across: over, down };
    }
    // The lines of columns have room for two lines of text.
    return { cells, height: from === 0 && hasGroups ? 20 : 34 };
  });
  const above = [across(mark, "plain"), across(title, "title"), spread(heads, width)];
  return {
    name: title,
    columns: columns.map((column) => ({ width: Math.max(6, column.width * CHARACTERS_A_SHARE) })),
    orientation: "landscape",
    frozenRows: above.length + lines.length,
    rows: [
      ...above,
      ...lines,
      ...rows.map((row) => ({
        height: 24,
        cells: columns.map(({ align }, at): DrawnCell => {
          return { value: row[at] ?? null, style: align === "left" ? "boxed-left" : "boxed" };
        }),
      })),
      ...notes.map((text, at) => across(at === 0 ? `说明：${text}` : text, "note")),
      spread(feet, width),
    ],
  };
}

/** Texts beside each other over the whole width. */
function spread(texts: readonly string[], width: number): DrawnRow {
  const cells: (DrawnCell | undefined)[] = Array.from({ length: width }, () => undefined);
  for (const [at, value] of texts.entries()) {
    const from = Math.floor((at * width) / texts.length);
    const to = Math.floor(((at + 1) * width) / texts.length);
    cells[from] = { value, style: "note", across: to - from };
  }
  return { cells, height: 22 };
}

const LETTER_WIDTHS = [14, 30, 14, 30] as const;
/** Characters of Chinese on a line of the letter, and what a line takes in points. */
const LINE_CHARACTERS = 42;
const LINE_POINTS = 18;

function letterSheet(letter: Letter): DrawnSheet {
  const across = (value: string, style: CellStyle = "note"): DrawnRow => ({
    cells: [{ value, style, across: LETTER_WIDTHS.length }],
    height: LINE_POINTS * Math.max(1, Math.ceil(value.length / LINE_CHARACTERS)) + 6,
  });
  const facts: DrawnRow[] = [];
  for (let at = 0; at < letter.facts.length; at += 2) {
    const pair = letter.facts.slice(at, at + 2);
    facts.push({
      height: 24,
      cells: pair.flatMap(([label, value]): DrawnCell[] => [
        { value: label, style: "boxed-heading" },
        { value, style: "boxed-left" },
      ]),
    });
  }
  return {
    name: letter.title,
    columns: LETTER_WIDTHS.map((width) => ({ width })),
    orientation: "portrait",
    rows: [
      { ...across(letter.title, "title"), height: 34 },
      across(letter.number),
      across(letter.salutation),
      ...letter.paragraphs.map((text) => across(`　　${text}`)),
      ...facts,
      ...letter.signature.map((value): DrawnRow => ({
        height: 24,
        cells: [undefined, undefined, { value, style: "note", across: 2 }],
      })),
      { cells: [], height: 24 },
      { ...across(letter.slip.title, "title"), height: 30 },
      ...letter.slip.lines.map((text) => across(text)),
    ],
  };
}
