// Reads one table of a finished run, CSV or Parquet, row by row by the names of its columns, so that a
// table of any length takes the same memory. Knows no table's meaning.

import { existsSync } from "node:fs";
import { join } from "node:path";

import type { Day } from "@lingdai/policy";
import { parseDay } from "@lingdai/policy";

import type { DelimitedFormat } from "../read/delimited-file.ts";
import { readHeader, readRows } from "../read/delimited-file.ts";
import { UnusableInput } from "../unusable-input.ts";
import type { TableName } from "../write/staged-output.ts";

const FORMAT: DelimitedFormat = { encoding: "utf-8", delimiter: "," };

/** What to do about a folder that is no run, or no whole one. */
export const RUN_MEND = "请给出 lingdai evaluate 的 --out 文件夹，必要时重新运行一次";

/** One row of a table, its cells by column name; valid only until the callback returns. */
export interface RunRow<Column extends string> {
  cell(column: Column): string;
  /** The day in a cell; undefined where it is empty. */
  day(column: Column): Day | undefined;
  /** The whole number in a cell. */
  count(column: Column): number;
  /** The refusal of a cell that no run of ours writes. */
  refuse(column: Column): UnusableInput;
}

/** The file of a table; a run writes all in one format and takes those of the other away. */
export function runTableFile(folder: string, table: TableName): string {
  const parquet = `${table}.parquet`;
  return existsSync(join(folder, parquet)) ? parquet : `${table}.csv`;
}

/** Hands out every row of the table; refuses a file that lacks one of the columns. */
export async function readRunTable<Column extends string>(
  folder: string,
  table: TableName,
  columns: readonly Column[],
  onRow: (row: RunRow<Column>) => void,
): Promise<void> {
  const path = join(folder, runTableFile(folder, table));
  const header = await readHeader(path, FORMAT);
  const places = new Map(columns.map((column) => [column, header.indexOf(column)]));
  const lacking = columns.filter((column) => places.get(column) === -1);
  if (lacking.length > 0) {
    throw new UnusableInput(path, `表头缺少列：${lacking.join("、")}`, RUN_MEND);
  }
  await readRows(path, FORMAT, {
    onRow: (source) => {
      const refusal = (what: string): UnusableInput =>
        new UnusableInput(`${path} 第 ${source.line} 行`, what, RUN_MEND);
      if (!source.isReadable) throw refusal("读不懂");
      const cell = (column: Column): string => source.cell(places.get(column) ?? -1);
      const refuse = (column: Column): UnusableInput => refusal(`${column} 的值不认识`);
      onRow({
        cell,
        refuse,
        day: (column) => {
          const text = cell(column);
          if (text === "") return undefined;
          const day = parseDay(text);
          if (day === undefined) throw refuse(column);
          return day;
        },
        count: (column) => {
          const text = cell(column);
          if (!/^\d{1,9}$/.test(text)) throw refuse(column);
          return Number(text);
        },
      });
    },
  });
}
