// How much memory a run will need, told before it begins. An estimate from the sizes of files and a
// look at their first rows; runs were measured for it, and it is meant to err upwards. Knows no rule.

import { closeSync, openSync, readSync } from "node:fs";

import { planGroups } from "./engine/group-plan.ts";
import type { FileKind } from "./read/source-format.ts";
import type { Field } from "./read/fields.ts";
import type { PlannedFile } from "./read/input-files.ts";
import type { RowGroup } from "./read/parquet/row-groups.ts";
import type { OutputFormat } from "./run-arguments.ts";

const MEGABYTE = 1024 * 1024;
const BASE_BYTES = 80 * MEGABYTE;
/** A thread's own heap and buffers grow with what it reads, up to a point. */
const THREAD_BYTES_MIN = 50 * MEGABYTE;
const THREAD_BYTES_MAX = 130 * MEGABYTE;
const THREAD_SHARE = 0.4;
/** Columns, texts, standings and evidence of a roster row. */
const ROSTER_ROW_BYTES = 140;
/** The reference and the sign of an observation, and the gaps of their pages. */
const OBSERVATION_ROW_BYTES = 35;
/** A thread holds one row group whole: its pages, its cells as texts, and where each of them is. */
const GROUP_SHARE = 4;

/** The database that reads and writes Parquet where this is not done here, or an unpacked workbook. */
const DATABASE_BYTES = 80 * MEGABYTE;

const LOOK_BYTES = 256 * 1024;
/** How much text stands behind a byte of the file, where that cannot be seen at once. */
const EXPANSION: Readonly<Record<Exclude<FileKind, "delimited">, number>> = {
  gzip: 6,
  parquet: 4,
  xlsx: 6,
};
const TEXT_ROW_BYTES = 80;

export interface MemoryNeed {
  readonly rosterRows: number;
  /** Those of a kept state among them. */
  readonly observationRows: number;
  readonly bytes: number;
}

/** A file, and the row groups by which it is read, if it is. */
interface ReadFile {
  readonly file: PlannedFile<Field>;
  readonly groups: readonly RowGroup[] | undefined;
}

/** What a run over these files will need at most. */
export function memoryNeed(
  roster: PlannedFile<Field>,
  observations: readonly PlannedFile<Field>[],
  keptRows: number,
  threads: number,
  written: OutputFormat,
): MemoryNeed {
  const files = [roster, ...observations].map((file) => ({
    file,
    groups: planGroups(file)?.groups,
  }));
  const [rosterRows = 0, ...rows] = files.map(rowsIn);
  const observationRows = rows.reduce((sum, each) => sum + each, keptRows);
  const read = observations.reduce((sum, { bytes }) => sum + bytes, roster.bytes);
  const buffers = Math.min(THREAD_BYTES_MAX, THREAD_BYTES_MIN + read * THREAD_SHARE);
  const all = files.flatMap(({ groups }) => groups ?? []);
  const largest = all.reduce((most, { unpacked }) => Math.max(most, unpacked), 0);
  const own = Math.max(buffers, THREAD_BYTES_MIN + largest * GROUP_SHARE);
  const asksDatabase = written === "parquet" || files.some(isReadFromAside);
  return {
    rosterRows,
    observationRows,
    bytes: Math.round(
      BASE_BYTES +
        (asksDatabase ? DATABASE_BYTES : 0) +
        own * threads +
        rosterRows * ROSTER_ROW_BYTES +
        observationRows * OBSERVATION_ROW_BYTES,
    ),
  };
}

/** Whether a file is unpacked whole, or by the database, before it is cut into rows. */
function isReadFromAside({ file, groups }: ReadFile): boolean {
  const { kind = "delimited" } = file.format;
  return kind === "xlsx" || (kind === "parquet" && groups === undefined);
}

/** About how many rows a file has. */
function rowsIn({ file: { path, bytes, format }, groups }: ReadFile): number {
  const { kind = "delimited" } = format;
  if (groups !== undefined) return groups.reduce((sum, { rows }) => sum + rows, 0);
  if (kind !== "delimited") return Math.round((bytes * EXPANSION[kind]) / TEXT_ROW_BYTES);
  const descriptor = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(LOOK_BYTES);
    const held = readSync(descriptor, buffer);
    let lines = 0;
    for (const byte of buffer.subarray(0, held)) if (byte === 0x0a) lines += 1;
    return Math.round((bytes * Math.max(1, lines)) / Math.max(1, held));
  } finally {
    closeSync(descriptor);
  }
}

/** A size as people say it. */
export function describeSize(bytes: number): string {
  const gigabytes = bytes / (1024 * MEGABYTE);
  return gigabytes < 1 ? `${Math.ceil(bytes / MEGABYTE)} MB` : `${gigabytes.toFixed(1)} GB`;
}
