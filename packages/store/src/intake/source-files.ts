// The files that were taken in, each once, and how far each is. Knows neither rows nor people.

import type { ClientBase } from "pg";

import { formatDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";

import type { StaffId } from "../database/ids.ts";

export interface FileCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly notOnRoster: number;
  readonly suspicious: number;
}

/** What is told of a file: its books are empty until it has been read. */
export const FILE_COLUMNS = [
  "source_file_id as sourceFileId",
  "sort",
  "name",
  "arrived_on as arrivedOn",
  "state",
  "rows",
  "accepted",
  "rejected",
  "duplicate",
  "not_on_roster as notOnRoster",
  "suspicious",
] as const;

export interface SourceFile extends FileCounts {
  readonly sourceFileId: number;
  readonly state: "waiting" | "reading" | "stepping" | "taken-in" | "failed";
  /** The day on which its rows arrived. */
  readonly arrivedOn: Day;
  /** Of a roster: how many of its people are in, in the order of the file. */
  readonly peopleDone: number;
}

interface NewFile {
  readonly sort: "roster" | "observations";
  readonly name: string;
  readonly contentHash: Buffer;
  readonly arrivedOn: Day;
  readonly broughtBy?: StaffId | undefined;
}

/** The place of the agency that a member of staff works for; undefined for anybody else. */
export async function findAgencyOf(
  session: ClientBase,
  staffId: StaffId,
): Promise<string | undefined> {
  const { rows } = await session.query<{ place: string }>(
    `SELECT place FROM staff WHERE staff_id = $1 AND disabled_on IS NULL
       AND level IN ('province', 'city', 'county')`,
    [staffId],
  );
  return rows[0]?.place;
}

/** The file of this content for the place of whoever brought it; `reading` where nobody had begun it. */
export async function findOrAddFile(session: ClientBase, file: NewFile): Promise<SourceFile> {
  const broughtBy = file.broughtBy ?? null;
  await session.query(
    `INSERT INTO source_file (sort, name, content_hash, arrived_on, state, staff_id, place)
     VALUES ($1, $2, $3, $4, 'reading', $5::bigint, (SELECT place FROM staff WHERE staff_id = $5))
     ON CONFLICT (content_hash, place) DO UPDATE SET state = 'reading', rows_done = 0,
       arrived_on = EXCLUDED.arrived_on, failure = NULL, failure_detail = NULL
     WHERE source_file.state IN ('waiting', 'failed')`,
    [file.sort, file.name, file.contentHash, formatDay(file.arrivedOn), broughtBy],
  );
  const { rows } = await session.query<SourceFile>(
    `SELECT source_file_id AS "sourceFileId", state, arrived_on AS "arrivedOn",
       people_done AS "peopleDone", coalesce(rows, 0) AS rows, coalesce(accepted, 0) AS accepted,
       coalesce(rejected, 0) AS rejected, coalesce(duplicate, 0) AS duplicate,
       coalesce(not_on_roster, 0) AS "notOnRoster", coalesce(suspicious, 0) AS suspicious
     FROM source_file WHERE content_hash = $1
       AND place IS NOT DISTINCT FROM (SELECT place FROM staff WHERE staff_id = $2::bigint)`,
    [file.contentHash, broughtBy],
  );
  const [found] = rows;
  if (found === undefined) throw new Error("a registered file is not there");
  return found;
}

/** So many more people of a roster are in: part of the transaction that put them there. */
export async function noteProgress(
  session: ClientBase,
  sourceFileId: number,
  people: number,
): Promise<void> {
  await session.query(
    "UPDATE source_file SET people_done = people_done + $2 WHERE source_file_id = $1",
    [sourceFileId, people],
  );
}

/** Moves a file on, with its counts where they are known now. One that is in leaves an audit record. */
export async function moveFile(
  session: ClientBase,
  sourceFileId: number,
  state: SourceFile["state"],
  counts?: FileCounts,
): Promise<void> {
  const known = counts ?? {};
  const { rows, accepted, rejected, duplicate, notOnRoster, suspicious }: Partial<FileCounts> =
    known;
  await session.query(
    `WITH moved AS (
       UPDATE source_file SET state = $2, rows = coalesce($3, rows),
         accepted = coalesce($4, accepted), rejected = coalesce($5, rejected),
         duplicate = coalesce($6, duplicate), not_on_roster = coalesce($7, not_on_roster),
         suspicious = coalesce($8, suspicious)
       WHERE source_file_id = $1 RETURNING *
     )
     SELECT append_audit(jsonb_build_array(jsonb_build_object('action', 'take-in-file', 'detail',
       jsonb_strip_nulls(jsonb_build_object('sourceFileId', source_file_id, 'sort', sort,
         'broughtBy', staff_id, 'contentHash', encode(content_hash, 'hex'), 'rows', rows,
         'accepted', accepted, 'rejected', rejected, 'duplicate', duplicate,
         'notOnRoster', not_on_roster, 'suspicious', suspicious)))))
     FROM moved WHERE state = 'taken-in'`,
    [sourceFileId, state, rows, accepted, rejected, duplicate, notOnRoster, suspicious],
  );
}

/** Puts a table of public facts on record as taken in: who keeps the audit sees which file it was. */
export async function auditTable(
  session: ClientBase,
  table: { readonly sort: string; readonly contentHash: Buffer; readonly rows: number },
): Promise<void> {
  const { sort, contentHash, rows } = table;
  const detail = { sort, contentHash: contentHash.toString("hex"), rows };
  await session.query("SELECT append_audit($1)", [
    JSON.stringify([{ action: "take-in-file", detail }]),
  ]);
}
