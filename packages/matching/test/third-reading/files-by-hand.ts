/**
 * All files of a run, row by row in the order given: who is on the roster, which observations count,
 * and the books (FORMATS 1 and 2). Observations speak for the person, that is for every row with the
 * same document. It must not know policies beyond the default of `arrived_on`.
 */
import {
  completedRow,
  findObservationFault,
  findRosterFault,
  OBSERVATION_COLUMNS,
  OBSERVATION_REQUIRED,
  ROSTER_COLUMNS,
  ROSTER_REQUIRED,
} from "./judged-row.ts";
import type { Fault } from "./judged-row.ts";
import { readTable } from "./mapped-table.ts";
import type { MappedRow, NamedFile, SourceMapping } from "./mapped-table.ts";
import { withoutOuterBlanks } from "./cleaned-cell.ts";
import { isSameName } from "./same-name.ts";

/** A row of any of the tables: column to text. */
export type Row = Record<string, string>;

/** The books of one observation file. */
export interface FileBooks {
  rows: number;
  accepted: number;
  rejected: Record<string, number>;
  not_on_roster: number;
  duplicate: number;
  suspicious: number;
}

/** The roster after reading. */
export interface RosterReading {
  readonly accepted: Row[];
  readonly rejects: Row[];
  readonly books: { rows: number; rejected: number; duplicate: number };
}

/** The observations after reading. */
export interface ObservationReading {
  readonly accepted: Row[];
  readonly rejects: Row[];
  readonly suspicious: Row[];
  readonly books: Record<string, FileBooks>;
}

function rejectRow(file: string, read: MappedRow, fault: Fault): Row {
  return {
    file,
    line: String(read.line),
    reason: fault.reason,
    field: fault.field,
    value: fault.field === "" ? "" : (read.asRead[fault.field] ?? ""),
  };
}

/** FORMATS 1: whether two rows speak of the same person. */
export function isSamePerson(one: Row, other: Row): boolean {
  return one["id_type"] === other["id_type"] && one["id_number"] === other["id_number"];
}

/** FORMATS 1: a second row with the same document, insurance and kind is a duplicate. */
export function readRosterByHand(
  file: NamedFile,
  mappings: readonly SourceMapping[],
  asOf: string,
): RosterReading {
  const accepted: Row[] = [];
  const rejects: Row[] = [];
  const books = { rows: 0, rejected: 0, duplicate: 0 };
  for (const read of readTable(file, mappings, ROSTER_COLUMNS, ROSTER_REQUIRED)) {
    books.rows += 1;
    const fault = findRosterFault(read, asOf);
    if (fault !== undefined) {
      books.rejected += 1;
      rejects.push(rejectRow(file.name, read, fault));
      continue;
    }
    const row = completedRow(read.normal);
    if (row["status"] === "") row["status"] = "paying";
    const twin = accepted.some(
      (other) =>
        isSamePerson(other, row) &&
        other["insurance"] === row["insurance"] &&
        other["kind"] === row["kind"],
    );
    if (twin) books.duplicate += 1;
    else accepted.push(row);
  }
  return { accepted, rejects, books };
}

/** FORMATS 3: a second file of the same base name gets ` (2)` in the books. */
function nameInBooks(name: string, books: Readonly<Record<string, FileBooks>>): string {
  if (!(name in books)) return name;
  let count = 2;
  while (`${name} (${String(count)})` in books) count += 1;
  return `${name} (${String(count)})`;
}

/** FORMATS 2: reject, then duplicate, then not on the roster, then another's name; else accepted. */
export function readObservationsByHand(
  files: readonly NamedFile[],
  mappings: readonly SourceMapping[],
  roster: readonly Row[],
  asOf: string,
): ObservationReading {
  const accepted: Row[] = [];
  const rejects: Row[] = [];
  const suspicious: Row[] = [];
  const books: Record<string, FileBooks> = {};
  const notRejected: Row[] = [];
  for (const file of files) {
    const own: FileBooks = {
      rows: 0,
      accepted: 0,
      rejected: {},
      not_on_roster: 0,
      duplicate: 0,
      suspicious: 0,
    };
    books[nameInBooks(file.name, books)] = own;
    for (const read of readTable(file, mappings, OBSERVATION_COLUMNS, OBSERVATION_REQUIRED)) {
      own.rows += 1;
      const fault = findObservationFault(read, asOf);
      if (fault !== undefined) {
        own.rejected[fault.reason] = (own.rejected[fault.reason] ?? 0) + 1;
        rejects.push(rejectRow(file.name, read, fault));
        continue;
      }
      const row = completedRow(read.normal);
      const earlier = notRejected.some(
        (other) => other["source"] === row["source"] && other["ref"] === row["ref"],
      );
      notRejected.push(row);
      if (earlier) {
        own.duplicate += 1;
        continue;
      }
      const persons = roster.filter((other) => isSamePerson(other, row));
      const [first] = persons;
      if (first === undefined) {
        own.not_on_roster += 1;
        continue;
      }
      if (!persons.some((other) => isSameName(other["name"] ?? "", row["name"] ?? ""))) {
        own.suspicious += 1;
        suspicious.push(suspiciousRow(file.name, read, row, first));
        continue;
      }
      own.accepted += 1;
      accepted.push(row);
    }
  }
  return { accepted, rejects, suspicious, books };
}

/** FORMATS 3: names as written, with the name on the person's first accepted row. */
function suspiciousRow(file: string, read: MappedRow, row: Row, first: Row): Row {
  return {
    file,
    line: String(read.line),
    id_number: row["id_number"] ?? "",
    roster_name: first["name"] ?? "",
    given_name: withoutOuterBlanks(read.asRead["name"] ?? ""),
    kind: row["kind"] ?? "",
    occurred_on: row["occurred_on"] ?? "",
    source: row["source"] ?? "",
    ref: row["ref"] ?? "",
  };
}
