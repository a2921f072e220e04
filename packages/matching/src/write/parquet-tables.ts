// Turns the tables of a run into Parquet (FORMATS section 3): days as DATE, lines and months as
// INTEGER, everything else VARCHAR, an empty cell as NULL. Knows tables by their headers only.

import { closeSync, fsyncSync, openSync, readSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { describeDuckDbError, sqlText, withDuckDb } from "../read/parquet/duckdb-session.ts";
import { UnusableInput } from "../unusable-input.ts";

const DAY_COLUMNS: readonly string[] = ["last_certified_on", "deadline", "due_on", "occurred_on"];
const INTEGER_COLUMNS: readonly string[] = ["line", "months_since"];

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const BLOCK_BYTES = 1024 * 1024;
/** Lines up to here take no thought. */
const LINE_BYTES_USUAL = 2 * BLOCK_BYTES;

/**
 * Replaces every CSV table in `folder` by a Parquet table of the same name. What does not fit into
 * memory spills to `scratch`; `out` is what the person called the place, for messages.
 */
export async function replaceByParquet(
  folder: string,
  scratch: string,
  out: string,
): Promise<void> {
  const tables = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  await withDuckDb(async (connection) => {
    for (const table of tables) {
      const csv = join(folder, table);
      const parquet = join(folder, `${table.slice(0, -".csv".length)}.parquet`);
      try {
        await connection.run(copyStatement(csv, parquet));
      } catch (error) {
        const wrong = `写 Parquet 时出错（${describeDuckDbError(error)}）`;
        throw new UnusableInput(`--out ${out}`, wrong, "请检查磁盘空间，或改用 --format csv");
      }
      syncFile(parquet);
      rmSync(csv);
    }
  }, scratch);
}

function copyStatement(csv: string, parquet: string): string {
  const { header, longest } = surveyOf(csv);
  const columns = header.map((name) => `${sqlText(name)}: 'VARCHAR'`).join(", ");
  // Cast behind the reader: its own dates end with the year 9999, ours with a cycle begun then.
  const typed = header.map((name) => `CAST(${name} AS ${typeOf(name)}) AS ${name}`).join(", ");
  const lineMax = Math.max(LINE_BYTES_USUAL, longest + 1);
  return `COPY (SELECT ${typed} FROM read_csv(${sqlText(csv)}, auto_detect = false, header = true,
      delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '',
      max_line_size = ${lineMax}, buffer_size = ${16 * LINE_BYTES_USUAL + lineMax},
      columns = {${columns}}))
    TO ${sqlText(parquet)} (FORMAT parquet)`;
}

function typeOf(column: string): string {
  if (DAY_COLUMNS.includes(column)) return "DATE";
  return INTEGER_COLUMNS.includes(column) ? "INTEGER" : "VARCHAR";
}

/** The column names and the bytes of the longest record. */
function surveyOf(path: string): { readonly header: readonly string[]; readonly longest: number } {
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
    let header: readonly string[] | undefined;
    let longest = 0;
    let length = 0;
    let isInQuotes = false;
    for (let position = 0; ;) {
      const count = readSync(descriptor, buffer, 0, buffer.length, position);
      if (count === 0) return { header: header ?? [], longest: Math.max(longest, length) };
      position += count;
      const block = buffer.subarray(0, count);
      for (let from = 0; from < count;) {
        const feed = block.indexOf(LINE_FEED, from);
        const to = feed === -1 ? count : feed + 1;
        const line = block.subarray(from, to);
        if (hasOddQuotes(line)) isInQuotes = !isInQuotes;
        length += line.length;
        // Our own headers are short, plain and without quotes.
        if (feed !== -1) header ??= block.toString("utf8", 0, feed).split(",");
        if (feed !== -1 && !isInQuotes) {
          longest = Math.max(longest, length);
          length = 0;
        }
        from = to;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

function hasOddQuotes(bytes: Buffer): boolean {
  let isOdd = false;
  for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) isOdd = !isOdd;
  return isOdd;
}

function syncFile(path: string): void {
  const descriptor = openSync(path, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
