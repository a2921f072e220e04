// Files that members of staff bring, from waiting to the end: registered by whoever brings one, begun and
// failed by a worker. Knows neither where a file lies nor what stands in it.

import type { ClientBase } from "pg";

import type { Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

import type { Database } from "../database/database.ts";
import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import { clientOf } from "../database/transaction.ts";
import type { SourceFile } from "./source-files.ts";
import { FILE_COLUMNS } from "./source-files.ts";

export type FileSort = "roster" | "observations";

export interface BringingFile {
  readonly sort: FileSort;
  readonly name: string;
  readonly contentHash: Buffer;
  readonly arrivedOn: Day;
  readonly staffId: StaffId;
  readonly place: string;
}

export interface RegisteredFile {
  readonly sourceFileId: number;
  readonly state: SourceFile["state"];
  /** `waits-now`: a worker is to be asked for it; `known`: it was brought before. */
  readonly outcome: "waits-now" | "known";
  /** Null until they have been counted. */
  readonly rows: number | null;
  readonly arrivedOn: Day;
}

/** One that had failed waits again; any other of this content and place stays as it is. */
export async function registerBroughtFile(
  tx: Transaction,
  { sort, name, contentHash, arrivedOn, staffId, place }: BringingFile,
): Promise<RegisteredFile> {
  const session = clientOf(tx);
  const given = [name, contentHash, formatDay(arrivedOn), staffId, place];
  const added = await session.query<{ sourceFileId: number }>(
    `INSERT INTO source_file (sort, name, content_hash, arrived_on, state, staff_id, place)
     VALUES ($6, $1, $2, $3, 'waiting', $4, $5) ON CONFLICT DO NOTHING
     RETURNING source_file_id AS "sourceFileId"`,
    [...given, sort],
  );
  const waiting =
    added.rows[0] ??
    (
      await session.query<{ sourceFileId: number }>(
        `UPDATE source_file SET state = 'waiting', failure = NULL, failure_detail = NULL,
           name = $1, arrived_on = $3, staff_id = $4
         WHERE content_hash = $2 AND place = $5 AND state = 'failed'
         RETURNING source_file_id AS "sourceFileId"`,
        given,
      )
    ).rows[0];
  if (waiting !== undefined) {
    return { ...waiting, state: "waiting", outcome: "waits-now", rows: null, arrivedOn };
  }
  const { rows } = await session.query<Omit<RegisteredFile, "outcome">>(
    `SELECT source_file_id AS "sourceFileId", state, rows, arrived_on AS "arrivedOn" FROM source_file
     WHERE content_hash = $1 AND place = $2`,
    [contentHash, place],
  );
  const [known] = rows;
  if (known === undefined) throw new Error("a registered file is not there");
  return { ...known, outcome: "known" };
}

export interface BroughtFile {
  readonly sort: FileSort;
  readonly name: string;
  readonly contentHash: Buffer;
  readonly state: SourceFile["state"];
  readonly arrivedOn: Day;
  readonly staffId: StaffId;
  readonly place: string;
}

/** Undefined where nobody of staff brought it. */
export async function findBroughtFile(
  { pool }: Database,
  sourceFileId: number,
): Promise<BroughtFile | undefined> {
  const { rows } = await pool.query<BroughtFile>(
    `SELECT sort, name, content_hash AS "contentHash", state,
       arrived_on AS "arrivedOn", staff_id AS "staffId", place
     FROM source_file WHERE source_file_id = $1 AND place IS NOT NULL`,
    [sourceFileId],
  );
  return rows[0];
}

/** How many of its rows are behind: seen by everybody while the rows themselves are not. */
export async function noteRowsDone(
  { pool }: Database,
  sourceFileId: number,
  rows: number,
): Promise<void> {
  await pool.query(
    "UPDATE source_file SET rows_done = $2 WHERE source_file_id = $1 AND state = 'reading'",
    [sourceFileId, rows],
  );
}

export interface FileFailure {
  readonly failure: string;
  readonly detail: string | null;
}

/** For good, with an audit record. False where its rows are in already: such a file is not given up. */
export async function failFile(
  session: ClientBase,
  sourceFileId: number,
  { failure, detail }: FileFailure,
): Promise<boolean> {
  const { rowCount } = await session.query(
    `WITH failed AS (
       UPDATE source_file SET state = 'failed', failure = $2, failure_detail = $3
       WHERE source_file_id = $1 AND state IN ('waiting', 'reading') RETURNING *
     )
     SELECT append_audit(jsonb_build_array(jsonb_build_object('action', 'give-up-file', 'detail',
       jsonb_build_object('sourceFileId', source_file_id, 'sort', sort, 'broughtBy', staff_id,
         'failure', failure)))) FROM failed`,
    [sourceFileId, failure, detail],
  );
  return rowCount === 1;
}

/** A file as whoever may see it is told of it. */
export async function findSourceFile(tx: Transaction, sourceFileId: number) {
  const file = await tx
    .selectFrom("source_file")
    .select([
      ...FILE_COLUMNS,
      "rows_done as rowsDone",
      "failure",
      "failure_detail as failureDetail",
    ])
    .where("source_file_id", "=", sourceFileId)
    .executeTakeFirst();
  if (file === undefined) return undefined;
  const reasons = await tx
    .selectFrom("rejected_row")
    .select(({ fn }) => ["reason", fn.countAll<number>().as("rows")])
    .where("source_file_id", "=", sourceFileId)
    .groupBy("reason")
    .orderBy("reason")
    .execute();
  return { ...file, reasons };
}
