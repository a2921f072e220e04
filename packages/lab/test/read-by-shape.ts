// Reads back what a simulation wrote, for the tests: by the shapes of the suppliers, not by the
// mappings and not by the matching room, so that these are tested too.

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { Day, SignKind } from "@lingdai/policy";
import { dayOf, isRealDate } from "@lingdai/policy";

import { SOURCE_SHAPES } from "../src/sources/source-shapes.ts";
import type { ColumnMeaning, SourceShape } from "../src/sources/source-shapes.ts";

const ASCII_OF_FULL_WIDTH = 0xfee0;

/** One row of an observation file. */
export interface ReadRow {
  readonly file: string;
  /** The physical line on which it begins. */
  readonly line: number;
  readonly shape: SourceShape;
  /** Without blanks, in ASCII and capitals, still of 15 digits where it was written so. */
  readonly number: string;
  readonly name: string;
  /** Undefined where the word is none of the supplier's. */
  readonly kind: SignKind | undefined;
  readonly on: Day | undefined;
  readonly ref: string;
}

export type Table = readonly Readonly<Record<string, string>>[];

/** A CSV table of ours with a header. */
export function readTable(path: string): Table {
  const [header = [], ...rows] = recordsIn(readFileSync(path, "utf8"), ",").map(
    ({ cells }) => cells,
  );
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])));
}

/** All rows of all observation files of a simulation. */
export function readObservations(folder: string): readonly ReadRow[] {
  return SOURCE_SHAPES.flatMap((shape) =>
    globSync(join(folder, "observations", `${shape.stem}-[0-9]*`)).flatMap((path) =>
      readFile(path, shape),
    ),
  );
}

function readFile(path: string, shape: SourceShape): readonly ReadRow[] {
  const text = new TextDecoder(shape.encoding, { fatal: true }).decode(readFileSync(path));
  const [, ...records] = recordsIn(text, shape.delimiter);
  const kinds = new Map(Object.entries(shape.codes ?? {}).map(([kind, code]) => [code, kind]));
  return records.map(({ line, cells }) => {
    const cell = (wanted: ColumnMeaning): string =>
      cells[shape.columns.findIndex(([, meaning]) => meaning === wanted)] ?? "";
    const kind = shape.codes === undefined ? cell("kind") : kinds.get(cell("kind"));
    return {
      file: basename(path),
      line,
      shape,
      number: plainNumber(cell("id_number")),
      name: cell("name"),
      kind: shape.onlyKind ?? (kind as SignKind | undefined),
      on: dayIn(cell("occurred_on"), shape.datePattern),
      ref: cell("ref"),
    };
  });
}

interface CutRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Cells in quotes may hold the delimiter, line ends and doubled quotes. */
function recordsIn(text: string, delimiter: string): readonly CutRecord[] {
  const records: CutRecord[] = [];
  const cell = /"((?:[^"]|"")*)"|([^"\r\n]*)/y;
  let [at, line, start] = [0, 1, 1];
  let cells: string[] = [];
  while (at < text.length) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? -1 : endOfCell(text, at, delimiter);
    cell.lastIndex = at;
    const content = isQuoted ? (cell.exec(text)?.[1] ?? "") : text.slice(at, end);
    at = isQuoted ? cell.lastIndex : end;
    line += content.split("\n").length - 1;
    cells.push(content.replaceAll('""', '"'));
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    at += text[at] === "\r" ? 2 : 1;
    records.push({ line: start, cells });
    cells = [];
    line += 1;
    start = line;
  }
  return records;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && !"\r\n".includes(text[end] ?? ""))
    end += 1;
  return end;
}

/** FORMATS section 2: blanks go, full width becomes ASCII, letters become capitals. */
export function plainNumber(written: string): string {
  const ascii = Array.from(written, (character) => {
    const code = character.charCodeAt(0);
    return code > 0xff00 && code < 0xff5f
      ? String.fromCharCode(code - ASCII_OF_FULL_WIDTH)
      : character;
  });
  return ascii.join("").replaceAll(/\s/g, "").toUpperCase();
}

/** The day that a text means in a pattern; undefined where it means none. */
export function dayIn(text: string, pattern: string): Day | undefined {
  const shape = pattern
    .replaceAll(".", String.raw`\.`)
    .replace("YYYY", String.raw`(?<year>\d{4})`)
    .replace("MM", String.raw`(?<month>\d\d)`)
    .replace("DD", String.raw`(?<day>\d\d)`)
    .replace("M", String.raw`(?<month>\d\d?)`)
    .replace("D", String.raw`(?<day>\d\d?)`);
  const parts = new RegExp(`^${shape}$`).exec(text)?.groups;
  const [year, month, day] = [parts?.["year"], parts?.["month"], parts?.["day"]].map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return isRealDate(year, month, day) ? dayOf(year, month, day) : undefined;
}
