// The floor F: how long DuckDB takes merely to count every column of the same files, with the same
// threads, in the same run, the files warm. Nothing that reads them can be expected to be faster.

import { closeSync, openSync, readSync } from "node:fs";

import { DuckDBInstance } from "@duckdb/node-api";

/** Seconds to scan each group of files that have the same columns, all in all. */
export async function secondsToScan(
  groups: readonly (readonly string[])[],
  threads: number,
): Promise<number> {
  const database = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await database.connect();
  try {
    const queries = groups.map(countingEveryColumn);
    const startedAt = performance.now();
    for (const query of queries) await connection.runAndReadAll(query);
    return (performance.now() - startedAt) / 1000;
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

function countingEveryColumn(paths: readonly string[]): string {
  const columns = headerOf(paths[0] ?? "");
  const counts = columns.map((column) => `count(${column})`).join(", ");
  const types = columns.map((column) => `'${column}': 'VARCHAR'`).join(", ");
  const files = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
  return `SELECT ${counts} FROM read_csv([${files}], auto_detect=false, header=true, delim=',', quote='"', columns={${types}})`;
}

function headerOf(path: string): readonly string[] {
  const head = Buffer.alloc(4096);
  const descriptor = openSync(path, "r");
  const held = readSync(descriptor, head);
  closeSync(descriptor);
  return (head.toString("utf8", 0, held).split("\n", 1)[0] ?? "").split(",");
}
