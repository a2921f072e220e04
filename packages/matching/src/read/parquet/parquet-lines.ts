// A Parquet file of plain cells as lines of text, U+001F between cells, put together by DuckDB
// without a look at each row here: row by row they stand on the lines that they have by number, the
// header on the first. Gives up on a file with a cell that cannot stand in a line, or a row that
// might be none. Knows neither our columns nor what a good row is.

import { setImmediate as nextTurn } from "node:timers/promises";
import type { DuckDBType } from "@duckdb/node-api";

import type { InputFile } from "../file-blocks.ts";
import { refuseUnfoldingBeyond } from "../unfolding-limit.ts";
import { withDuckDb } from "./duckdb-session.ts";
import { CELL_BYTES_MAX, readingOf } from "./parquet-columns.ts";
import { LineCheck } from "./line-check.ts";
import { ask, damagedByRows, tableOf } from "./parquet-file.ts";
import { readFooter } from "./parquet-footer.ts";
import { int32Column, textStretches } from "./text-vector.ts";

/** Shorter texts lie in DuckDB's vector itself. */
const LINE_BYTES_MIN = 13;
const DELIMITER = 31;

export interface LineHooks {
  readonly signal?: AbortSignal | undefined;
  /** Some lines, each with its line feed; valid until the call returns. */
  readonly onLines: (bytes: Uint8Array) => void;
  /** After each stretch: rows so far, and how many the file has. */
  readonly onRows: (done: number, total: number) => void;
}

/** Hands out every row of some columns as a line; false where the file must be read cell by cell. */
export async function readParquetLines(
  file: InputFile,
  columns: readonly number[],
  { signal, onLines, onRows }: LineHooks,
): Promise<boolean> {
  const { rows } = readFooter(file);
  return await withDuckDb(async (connection) => {
    const empty = await ask(file, connection.run(`SELECT * FROM ${tableOf(file)} LIMIT 0`));
    const types = empty.columnTypes();
    if (columns.some((column) => column >= types.length)) return false;
    const cells = columns.map((column) => cellOf(types[column] as DuckDBType, column));
    if (cells.some((cell) => cell === undefined)) return false;
    const sql = queryFor(file, cells as readonly LineCell[]);
    const result = await ask(file, connection.stream(sql));
    const check = new LineCheck(DELIMITER, cells.length);
    let done = 0;
    let written = 0;
    for (;;) {
      const chunk = await ask(file, result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) break;
      if (int32Column(chunk, 1).some((isOdd) => isOdd !== 0)) return false;
      for (const { from, to, bytes } of textStretches(chunk, 0)) {
        const lines = check.checked(bytes, to - from);
        if (lines === undefined) return false;
        written += bytes.length;
        onLines(lines);
      }
      done += chunk.rowCount;
      refuseUnfoldingBeyond(file.path, written, file.bytes);
      onRows(done, rows);
      // Without a turn of the event loop no signal would ever be heard.
      await nextTurn();
      signal?.throwIfAborted();
    }
    if (done !== rows) throw damagedByRows(file, rows, done);
    return true;
  });
}

/** A cell as text, and when a line is not enough for it, where its bytes alone do not tell. */
interface LineCell {
  readonly sql: string;
  readonly isOdd?: (cell: string) => string;
}

function cellOf(type: DuckDBType, column: number): LineCell | undefined {
  const reading = readingOf(type, column);
  switch (reading?.form) {
    case "text":
      return { sql: `coalesce(${reading.sql}, '')` };
    case "day":
      return {
        sql: `coalesce(CAST(${reading.sql} AS VARCHAR), '')`,
        // Years of more than four digits, before Christ, or infinite.
        isOdd: (cell) => `strlen(${cell}) NOT IN (0, 10)`,
      };
    case "number":
    case undefined:
      return undefined;
  }
}

/** What the bytes of a line tell is not asked here: each search costs as much as reading a column. */
function queryFor(file: InputFile, cells: readonly LineCell[]): string {
  const named = cells.map(({ sql }, slot) => `${sql} AS c${slot}`);
  const columns = cells.map((_, slot) => `c${slot}`);
  const odd = [
    ...cells.flatMap(({ isOdd }, slot) => isOdd?.(`c${slot}`) ?? []),
    // Too short to lie outside DuckDB's vector, or perhaps no row at all; one byte is the line's end.
    `strlen(line) <= ${LINE_BYTES_MIN + cells.length}`,
    `strlen(line) > ${CELL_BYTES_MAX}`,
  ];
  return `SELECT line, (${odd.join(" OR ")})::INTEGER
    FROM (SELECT *, concat_ws(chr(${DELIMITER}), ${columns.join(", ")} || chr(10)) AS line
      FROM (SELECT ${named.join(", ")} FROM ${tableOf(file)}))`;
}
