// DuckDB as a library inside this process: a database in memory for one task, with bounded memory,
// that never asks a network for anything. Knows neither files nor tables.

import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";

/** Raising it makes nothing faster: everything is streamed. */
const MEMORY_LIMIT = "2GB";
const THREADS = "2";

const SETTINGS: Readonly<Record<string, string>> = {
  memory_limit: MEMORY_LIMIT,
  threads: THREADS,
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

/** Lends a connection to `work` and closes everything behind it; what is too big spills to `scratch`. */
export async function withDuckDb<Result>(
  work: (connection: DuckDBConnection) => Promise<Result>,
  scratch?: string,
): Promise<Result> {
  const spilling =
    scratch === undefined ? { max_temp_directory_size: "0KB" } : { temp_directory: scratch };
  const instance = await DuckDBInstance.create(":memory:", { ...SETTINGS, ...spilling });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** What DuckDB said, in one line: the first; what follows is for its developers. */
export function describeDuckDbError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.split("\n");
  return line.replace(/^(?:Invalid (?:Input )?Error|IO Error): /, "").slice(0, 200);
}

/** A text as SQL writes it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
