// Parquet files for tests, written by DuckDB from a query, and read back as rows of texts.

import type { Json } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";

/** Writes what a query selects; `options` as DuckDB's COPY takes them. */
export async function writeParquet(path: string, query: string, options = ""): Promise<void> {
  await askDuckDb(`COPY (${query}) TO '${path}' (FORMAT parquet${options})`);
}

/** The rows of a query's answer, every value as JSON writes it. */
export async function askDuckDb(query: string): Promise<readonly (readonly Json[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(query)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
