// One table written as every kind of file that can be read: text, compressed text, workbook, Parquet.
// Cells that the kind can type (days, numbers) are typed there. Knows no judging.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { writeParquet } from "./parquet-fixture.ts";
import { isRealDay } from "./third-reading/naive-days.ts";
import type { Chance } from "./third-reading/seeded-chance.ts";
import type { Cell } from "./workbook-fixture.ts";
import { aWorkbook, date, escaped, number, shared, text } from "./workbook-fixture.ts";

export const KINDS = ["csv", "csv.gz", "xlsx", "parquet"] as const;
export type Kind = (typeof KINDS)[number];

export interface Table {
  readonly header: readonly string[];
  /** As many cells as the header has. */
  readonly rows: readonly (readonly string[])[];
  /** By place in the header: the pattern of the column's days. */
  readonly datePatterns: readonly (string | undefined)[];
}

/** Writes the table; its path ends in the kind. */
export async function writeTable(
  chance: Chance,
  folder: string,
  stem: string,
  table: Table,
  kind: Kind,
): Promise<string> {
  const path = join(folder, `${stem}.${kind}`);
  switch (kind) {
    case "csv":
      writeFileSync(path, toText(table));
      break;
    case "csv.gz":
      writeFileSync(path, gzipSync(toText(table)));
      break;
    case "xlsx":
      writeFileSync(path, toWorkbook(chance, table));
      break;
    case "parquet":
      await writeAsParquet(path, table);
      break;
  }
  return path;
}

function toText({ header, rows }: Table): string {
  const quoted = (cell: string): string =>
    /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return [header, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

/** Texts now inside their cells, now shared; days and numbers now typed, now texts. */
function toWorkbook(chance: Chance, { header, rows, datePatterns }: Table): Buffer {
  const sharedTexts: string[] = [];
  const asText = (content: string): Cell => {
    if (chance.oneIn(2)) return text(content);
    const known = sharedTexts.indexOf(content);
    if (known !== -1) return shared(known);
    return shared(sharedTexts.push(content) - 1);
  };
  const cellOf = (content: string, column: number): Cell | undefined => {
    if (content === "" && chance.oneIn(2)) return undefined;
    const day = isoDay(content, datePatterns[column]);
    if (day !== undefined && day > "1900-03-01" && chance.oneIn(2)) return date(day);
    // Fifteen digits are what a spreadsheet keeps.
    if (/^[1-9]\d{0,14}$/.test(content) && chance.oneIn(2)) return number(content);
    return asText(content);
  };
  const sheet = {
    name: "数据",
    rows: [header.map(asText), ...rows.map((row) => row.map(cellOf))],
  };
  const hidden = { name: "旧", state: "hidden" as const, rows: [header] };
  return aWorkbook({
    sheets: chance.oneIn(2) ? [sheet] : [hidden, sheet],
    sharedTexts: sharedTexts.map((content) => `<t xml:space="preserve">${escaped(content)}</t>`),
  });
}

/** A column all of whose cells are days or empty becomes days; one of whole numbers, numbers. */
async function writeAsParquet(path: string, table: Table): Promise<void> {
  const json = `${path}.json`;
  const { header, rows, datePatterns } = table;
  const columns = header.map((name, column) => {
    const cells = rows.map((row) => row[column] ?? "").filter((cell) => cell !== "");
    const quotedName = `"${name.replaceAll('"', '""')}"`;
    const source = `nullif(c${column}, '')`;
    if (cells.length > 0 && cells.every((cell) => isoDay(cell, datePatterns[column]))) {
      return `iso${column}::DATE AS ${quotedName}`;
    }
    const isWhole = cells.length > 0 && cells.every((cell) => /^[1-9]\d{0,17}$/.test(cell));
    return `${isWhole ? `${source}::BIGINT` : source} AS ${quotedName}`;
  });
  const records = rows.map((row) =>
    Object.fromEntries(
      row.flatMap((cell, column): [string, string | null][] => [
        [`c${column}`, cell],
        [`iso${column}`, isoDay(cell, datePatterns[column]) ?? null],
      ]),
    ),
  );
  writeFileSync(json, JSON.stringify(records));
  const types = header.map((_, at) => `c${at}: 'VARCHAR', iso${at}: 'VARCHAR'`).join(", ");
  const source = `read_json('${json}', format = 'array', columns = {${types}}, maximum_object_size = 100000000)`;
  await writeParquet(path, `SELECT ${columns.join(", ")} FROM ${source}`, ", ROW_GROUP_SIZE 2048");
}

/** The ISO form of a cell that is exactly a day in the pattern. */
function isoDay(cell: string, pattern: string | undefined): string | undefined {
  const found =
    pattern === "YYYYMMDD"
      ? /^(\d{4})(\d\d)(\d\d)$/.exec(cell)
      : pattern === "YYYY/M/D"
        ? /^(\d{4})\/(\d\d?)\/(\d\d?)$/.exec(cell)
        : pattern === "YYYY-MM-DD"
          ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(cell)
          : null;
  if (found === null) return undefined;
  const [, year = "", month = "", day = ""] = found;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isRealDay(iso) && year !== "0000" ? iso : undefined;
}
