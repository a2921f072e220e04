// A Parquet file as rows of cells, streamed through DuckDB. Refuses what is damaged,
// nested or unfolds to absurd sizes. Knows neither our columns nor what a good row is.

import { resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBType } from "@duckdb/node-api";

import { UnusableInput } from "../../unusable-input.ts";
import type { InputFile } from "../file-blocks.ts";
import type { ReadingHooks } from "../source-row.ts";
import { refuseUnfoldingBeyond } from "../unfolding-limit.ts";
import { describeDuckDbError, sqlText, withDuckDb } from "./duckdb-session.ts";
import { CELL_BYTES_MAX } from "./cell-limit.ts";
import type { CellForm, ZonelessTime } from "./parquet-columns.ts";
import { blankProbeOf, readingOf } from "./parquet-columns.ts";
import type { ChunkVectors } from "./parquet-row.ts";
import { damaged, readFooter } from "./parquet-footer.ts";
import { ParquetRow } from "./parquet-row.ts";
import { float64Column, int32Column, textStretches } from "./text-vector.ts";

/** Before the texts of a row, so that they never are too short to lie one behind the other. */
const PREFIX = "-------------";
/** What a row costs at least, however little it holds. */
const ROW_BYTES_MIN = 8;

/** Hands out every row of the columns that are asked for; rows whose cells are all blank are none. */
export async function readParquetRows(
  file: InputFile,
  columns: readonly number[] | undefined,
  hooks: ReadingHooks,
): Promise<void> {
  const { rows, oldTimes } = readFooter(file);
  await withDuckDb(async (connection) => {
    const empty = await ask(file, connection.run(`SELECT * FROM ${tableOf(file)} LIMIT 0`));
    const types = empty.columnTypes();
    const used = (columns ?? [...types.keys()]).filter((column) => column < types.length);
    const isOld = used.some((column) => oldTimes.has(column));
    const old = isOld ? await meaningOfOldTimes(connection, file) : "civil";
    const query = queryFor(file, types, used, (column) => (oldTimes.has(column) ? old : "civil"));
    const result = await ask(file, connection.stream(query.sql));
    const row = new ParquetRow(used, query.forms);
    const reader = new ChunkReader(file, query.forms, row, rows, hooks);
    for (;;) {
      const chunk = await ask(file, result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) break;
      reader.read(chunk);
      // Without a turn of the event loop no signal would ever be heard.
      await nextTurn();
      await hooks.whenReady?.();
      hooks.signal?.throwIfAborted();
    }
    reader.end();
  });
}

/**
 * Reading: times of 96 bits are instants, as Spark and Hive write them (midnight here is 16:00 of the
 * day before); Impala alone writes what the clock says.
 */
async function meaningOfOldTimes(
  connection: DuckDBConnection,
  file: InputFile,
): Promise<ZonelessTime> {
  const query = `SELECT created_by FROM parquet_file_metadata(${pathOf(file)})`;
  const [row] = (await ask(file, connection.runAndReadAll(query))).getRowsJson();
  const writer = row?.[0];
  return typeof writer === "string" && /^impala/i.test(writer) ? "civil" : "utc";
}

/** Hands out the rows of chunk after chunk and keeps their books. */
class ChunkReader {
  readonly #file: InputFile;
  readonly #forms: readonly CellForm[];
  readonly #row: ParquetRow;
  readonly #rowsExpected: number;
  readonly #hooks: ReadingHooks;
  #rows = 0;
  #unfolded = 0;
  #told = 0;

  constructor(
    file: InputFile,
    forms: readonly CellForm[],
    row: ParquetRow,
    rowsExpected: number,
    hooks: ReadingHooks,
  ) {
    this.#file = file;
    this.#forms = forms;
    this.#row = row;
    this.#rowsExpected = rowsExpected;
    this.#hooks = hooks;
  }

  read(chunk: DuckDBDataChunk): void {
    const vectors = this.#vectorsOf(chunk);
    for (const { from, to, bytes, starts, ends } of textStretches(chunk, 0)) {
      for (let index = from; index < to; index += 1) {
        const start = (starts[index - from] ?? 0) + PREFIX.length;
        const end = ends[index - from] ?? start;
        this.#row.hold(vectors, index, bytes, start, end);
        if (!this.#row.isBlank()) this.#hooks.onRow(this.#row);
      }
      this.#unfolded += bytes.length + (to - from) * ROW_BYTES_MIN;
    }
    // The vectors are the chunk's: it must outlive their use.
    this.#rows += chunk.rowCount;
    refuseUnfoldingBeyond(this.#file.path, this.#unfolded, this.#file.bytes);
    this.#tell(this.#rows / Math.max(this.#rows, this.#rowsExpected));
  }

  /** A damaged file may seem to end early; its own count says how many rows it had. */
  end(): void {
    if (this.#rows === this.#rowsExpected) {
      this.#tell(1);
      return;
    }
    throw damagedByRows(this.#file, this.#rowsExpected, this.#rows);
  }

  #tell(share: number): void {
    const done = Math.floor(this.#file.bytes * share);
    this.#hooks.onBytes?.(done - this.#told, this.#file.bytes);
    this.#told = done;
  }

  /** The select list of `queryFor`, column by column. */
  #vectorsOf(chunk: DuckDBDataChunk): ChunkVectors {
    const column = (slot: number): number => slot + 2;
    return {
      overlong: int32Column(chunk, 1),
      lengths: this.#forms.map((form, slot) =>
        form === "text" ? int32Column(chunk, column(slot)) : undefined,
      ),
      days: this.#forms.map((form, slot) =>
        form === "day" ? int32Column(chunk, column(slot)) : undefined,
      ),
      numbers: this.#forms.map((form, slot) =>
        form === "number" ? float64Column(chunk, column(slot)) : undefined,
      ),
    };
  }
}

interface ParquetQuery {
  readonly sql: string;
  readonly forms: readonly CellForm[];
}

/** One text with all texts of a row, whether a cell is too long, and for each slot length or value. */
function queryFor(
  file: InputFile,
  types: readonly DuckDBType[],
  used: readonly number[],
  zonelessOf: (column: number) => ZonelessTime,
): ParquetQuery {
  const readings = used.map((column) => {
    const reading = readingOf(types[column] as DuckDBType, column, zonelessOf(column));
    if (reading !== undefined) return reading;
    const wrong = `第 ${column + 1} 列是嵌套结构（${String(types[column])}），不是单个的值`;
    throw new UnusableInput(file.path, wrong, "请导出成普通的列：文本、日期或数字");
  });
  const named = readings.map(({ sql }, slot) => `${sql} AS c${slot}`);
  const unused = [...types.keys()].filter((column) => !used.includes(column));
  const probes = unused.map((column) => blankProbeOf(types[column] as DuckDBType, column));
  const texts = readings.flatMap(({ form }, slot) => (form === "text" ? [`c${slot}`] : []));
  const short = texts.map(
    (text) => `CASE WHEN strlen(${text}) <= ${CELL_BYTES_MAX} THEN ${text} END`,
  );
  const overlong = texts.map((text) => `coalesce(strlen(${text}) > ${CELL_BYTES_MAX}, false)`);
  const slots = readings.map(({ form }, slot) => {
    switch (form) {
      case "text":
        return `CASE WHEN strlen(c${slot}) <= ${CELL_BYTES_MAX} THEN strlen(c${slot})::INTEGER ELSE 0 END`;
      case "day":
        return `coalesce(c${slot}, '-infinity'::DATE)`;
      case "number":
        return `coalesce(c${slot}, 'nan'::DOUBLE)`;
    }
  });
  return {
    forms: readings.map(({ form }) => form),
    sql: `SELECT concat(${[sqlText(PREFIX), ...short, "probe"].join(", ")}),
        (${["false", ...overlong].join(" OR ")})::INTEGER, ${[...slots, "0"].join(", ")}
      FROM (SELECT ${[...named, `concat(${["''", ...probes].join(", ")}) AS probe`].join(", ")}
        FROM ${tableOf(file)})`,
  };
}

export function damagedByRows(file: InputFile, expected: number, read: number): UnusableInput {
  return damaged(file, `应有 ${expected} 行，只读到 ${read} 行`);
}

/** Waits for DuckDB's answer; what it cannot read, nobody can. */
export async function ask<Answer>(file: InputFile, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw damaged(file, `或不是能读的 Parquet（${describeDuckDbError(error)}）`);
  }
}

export function tableOf(file: InputFile): string {
  return `read_parquet(${pathOf(file)}, hive_partitioning = false, binary_as_string = true)`;
}

/** DuckDB takes a path for a pattern: what would be one is put in brackets. */
function pathOf(file: InputFile): string {
  return sqlText(resolve(file.path).replaceAll(/[*?[\]]/g, "[$&]"));
}
