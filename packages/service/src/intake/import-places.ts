// Divisions, service points and units from small tables: delimited text with a header, read whole. Whatever is known
// already is renewed; nothing is ever taken away.

import { UnusableInput, readHeader, readRows } from "@lingdai/matching";
import type { Database, IntakeSession } from "@lingdai/store";
import {
  asOne,
  auditTable,
  saveDivisions,
  saveServicePoints,
  saveUnits,
  withSession,
} from "@lingdai/store";

import { contentHashOf } from "./content-hash.ts";

const TEXT = { encoding: "utf-8", delimiter: "," } as const;

/** Columns `division` and `name`; resolves with how many rows changed something. */
export async function importDivisions(database: Database, path: string): Promise<number> {
  const rows = await readTable(path, ["division", "name"]);
  refuseWrongCodes(path, rows, /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, "2、4、6、9 或 12");
  return await keep(database, path, "divisions", rows, saveDivisions);
}

/** Columns `division` and `name`, and `phone` and `opening_hours` where they are known. */
export async function importServicePoints(database: Database, path: string): Promise<number> {
  const rows = await readTable(path, ["division", "name"], ["phone", "opening_hours"]);
  refuseWrongCodes(path, rows, /^(\d{9}|\d{12})$/, "9 或 12");
  const points = rows.map(({ division, name, phone, opening_hours: openingHours }) => ({
    division,
    name,
    phone: orAbsent(phone),
    openingHours: orAbsent(openingHours),
  }));
  return await keep(database, path, "service-points", points, saveServicePoints);
}

/** Columns `unit_code` and `name`, and `division` and `phone` where they are known. */
export async function importUnits(database: Database, path: string): Promise<number> {
  const rows = await readTable(path, ["unit_code", "name"], ["division", "phone"]);
  const units = rows.map(({ unit_code: code, name, division, phone }) => ({
    code,
    name,
    division: orAbsent(division),
    phone: orAbsent(phone),
  }));
  return await keep(database, path, "units", units, async (session, all) => {
    await saveUnits(session, all);
    return all.length;
  });
}

/** All rows and the audit of the file, or nothing. */
async function keep<Row>(
  database: Database,
  path: string,
  sort: string,
  rows: readonly Row[],
  save: (session: IntakeSession, rows: readonly Row[]) => Promise<number>,
): Promise<number> {
  const contentHash = await contentHashOf(path, []);
  return await withSession(database, async (session) =>
    asOne(session, async () => {
      const changed = await save(session, rows);
      await auditTable(session, { sort, contentHash, rows: rows.length });
      return changed;
    }),
  );
}

function refuseWrongCodes(
  path: string,
  rows: readonly { readonly division: string; readonly line: number }[],
  right: RegExp,
  digits: string,
): void {
  const bad = rows.find(({ division }) => !right.test(division));
  if (bad === undefined) return;
  const wrong = `第 ${bad.line} 行的区划代码“${bad.division}”不是 ${digits} 位数字`;
  throw new UnusableInput(path, wrong, "请改正后再导入");
}

function orAbsent(text: string): string | undefined {
  return text === "" ? undefined : text;
}

type TableRow<Column extends string> = Readonly<Record<Column, string>> & { readonly line: number };

/** The rows of a table; refused where a required column is missing or empty. */
async function readTable<Required extends string, Optional extends string = never>(
  path: string,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Promise<readonly TableRow<Required | Optional>[]> {
  const header = await readHeader(path, TEXT);
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new UnusableInput(path, `表头缺少必需的列：${missing.join("、")}`, "请补上这些列");
  }
  const columns = [...required, ...optional];
  const rows: TableRow<Required | Optional>[] = [];
  await readRows(path, TEXT, {
    onRow: (row) => {
      const cells = columns.map((column): [string, string] => {
        const at = header.indexOf(column);
        return [column, at === -1 || !row.isReadable ? "" : row.cell(at).trim()];
      });
      const texts = Object.fromEntries(cells) as Record<Required | Optional, string>;
      const empty = required.find((column) => texts[column] === "");
      if (empty !== undefined) {
        throw new UnusableInput(path, `第 ${row.line} 行的 ${empty} 是空的`, "请补上");
      }
      rows.push({ ...texts, line: row.line });
    },
  });
  return rows;
}
