// A roster file of any kind, person by person: all rows of a document together, wherever in the file
// they stand. The file is read twice: once to learn who has several rows, so that only those few are
// held back until their last row has come. Knows no storage and no policy.

import type { Day, IdType } from "@lingdai/policy";

import type { RosterEntry } from "../judge/judge-roster-row.ts";
import { judgeRosterRow } from "../judge/judge-roster-row.ts";
import { isRejection } from "../judge/reject-reason.ts";
import { PersonTable } from "../match/person-table.ts";
import type { RosterField } from "../read/fields.ts";
import { REQUIRED_ROSTER_FIELDS, ROSTER_FIELDS } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { planFile } from "../read/input-files.ts";
import type { SourceMapping } from "../read/source-mapping.ts";
import type { StreamHooks } from "./stream-rows.ts";
import { streamRows } from "./stream-rows.ts";

/** An accepted row: judged, and with the texts that nobody judges. */
export interface RosterLine {
  readonly line: number;
  readonly entry: RosterEntry;
  readonly texts: Readonly<Record<RosterField, string>>;
}

/** A document with its rows in the order of the file; there is at least one. */
export interface RosterPerson {
  readonly idType: IdType;
  readonly idNumber: string;
  readonly lines: readonly RosterLine[];
}

export interface RosterStreamHooks extends StreamHooks {
  readonly onPerson: (person: RosterPerson) => void;
}

export interface RosterStreamCounts {
  readonly rows: number;
  readonly duplicate: number;
}

/** Reads the header; refuses with `UnusableInput` a file that can never be read. */
export async function planRoster(
  path: string,
  mappings: readonly SourceMapping[],
): Promise<PlannedFile<RosterField>> {
  return await planFile(path, mappings, ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS);
}

/** Hands out everybody once, in the order of their last rows; the same file, the same order. */
export async function streamRoster(
  file: PlannedFile<RosterField>,
  asOf: Day,
  hooks: RosterStreamHooks,
): Promise<RosterStreamCounts> {
  const people = new PersonTable();
  const furtherRows = await countFurtherRows(file, asOf, people, hooks.signal);
  const held = new Map<number, { readonly lines: RosterLine[]; rows: number }>();
  let duplicate = 0;
  const rows = await streamRows(file, hooks, (row) => {
    const entry = judgeRosterRow(row, asOf);
    if (isRejection<RosterField>(entry)) {
      hooks.onReject(row.line, entry.reason, entry.field);
      return;
    }
    const { idType, idNumber } = entry;
    const line = { line: row.line, entry, texts: { ...row.texts } };
    const person = people.find(idType, idNumber);
    const further = person === undefined ? undefined : furtherRows.get(person);
    if (person === undefined || further === undefined) {
      hooks.onPerson({ idType, idNumber, lines: [line] });
      return;
    }
    const so = held.get(person) ?? { lines: [], rows: 0 };
    so.rows += 1;
    if (so.lines.some((earlier) => isSameEntitlement(earlier.entry, entry))) duplicate += 1;
    else so.lines.push(line);
    if (so.rows <= further) {
      held.set(person, so);
      return;
    }
    held.delete(person);
    hooks.onPerson({ idType, idNumber, lines: so.lines });
  });
  return { rows, duplicate };
}

/** Who has several accepted rows, and how many besides the first. */
async function countFurtherRows(
  file: PlannedFile<RosterField>,
  asOf: Day,
  people: PersonTable,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, number>> {
  const furtherRows = new Map<number, number>();
  await streamRows(file, { signal, onReject: () => {} }, (row) => {
    const entry = judgeRosterRow(row, asOf);
    if (isRejection<RosterField>(entry)) return;
    const known = people.count;
    const person = people.findOrAdd(entry.idType, entry.idNumber);
    if (person < known) furtherRows.set(person, (furtherRows.get(person) ?? 0) + 1);
  });
  return furtherRows;
}

function isSameEntitlement(left: RosterEntry, right: RosterEntry): boolean {
  return left.insurance === right.insurance && left.kind === right.kind;
}
