// The floor F: how long DuckDB takes merely to count every column of the same files, with the same
// threads, in the same run, the files warm. Nothing that reads them can be expected to be faster.

import { closeSync, openSync, readSync } from "node:fs";

import { DuckDBInstance } from "@duckdb/node-api";

/** Seconds on the clock and of the processor. */
export interface Floor {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Scans each group of files that have the same columns. */
export async function scanFloor(
  groups: readonly (readonly string[])[],
  threads: number,
): Promise<Floor> {
  const database = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await database.connect();
  try {
    const queries = groups.map(countingEveryColumn);
    const startedAt = performance.now();
    const before = process.cpuUsage();
    for (const query of queries) await connection.runAndReadAll(query);
    const { user, system } = process.cpuUsage(before);
    return {
      seconds: (performance.now() - startedAt) / 1000,
      cpuSeconds: (user + system) / 1e6,
    };
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/** Writes the rows of CSV files into one Parquet file, every column as text. */
export async function copyToParquet(paths: readonly string[], parquet: string): Promise<void> {
  const database = await DuckDBInstance.create(":memory:");
  const connection = await database.connect();
  try {
    const rows = `SELECT * FROM ${tableOf(paths, headerOf(paths[0] ?? ""))}`;
    await connection.run(`COPY (${rows}) TO ${quoted(parquet)} (FORMAT parquet)`);
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

function countingEveryColumn(paths: readonly string[]): string {
  const columns = headerOf(paths[0] ?? "");
  const counts = columns.map((column) => `count(${column})`).join(", ");
  return `SELECT ${counts} FROM ${tableOf(paths, columns)}`;
}

function tableOf(paths: readonly string[], columns: readonly string[]): string {
  const types = columns.map((column) => `'${column}': 'VARCHAR'`).join(", ");
  const files = paths.map(quoted).join(", ");
  return `read_csv([${files}], auto_detect=false, header=true, delim=',', quote='"', columns={${types}})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function headerOf(path: string): readonly string[] {
  const head = Buffer.alloc(4096);
  const descriptor = openSync(path, "r");
  const held = readSync(descriptor, head);
  closeSync(descriptor);
  return (head.toString("utf8", 0, held).split("\n", 1)[0] ?? "").split(",");
}
