// Rows of files that nobody could use: kept as work for a person, without their content, which may name
// somebody. Line and field say where to look in the file.

import type { ClientBase } from "pg";

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
  readonly field: string;
}

/** How many of a file are kept. */
export async function countRejected(session: ClientBase, sourceFileId: number): Promise<number> {
  const { rows } = await session.query<{ kept: number }>(
    "SELECT count(*)::integer AS kept FROM rejected_row WHERE source_file_id = $1",
    [sourceFileId],
  );
  return rows[0]?.kept ?? 0;
}

/** Keeps them once, however often a file is begun. */
export async function keepRejected(
  session: ClientBase,
  sourceFileId: number,
  rows: readonly RejectedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await session.query(
    `INSERT INTO rejected_row (source_file_id, line, reason, field)
     SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      sourceFileId,
      rows.map(({ line }) => line),
      rows.map(({ reason }) => reason),
      rows.map(({ field }) => field),
    ],
  );
}
