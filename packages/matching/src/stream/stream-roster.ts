// A roster file of any kind, person by person: all rows of a document together, wherever in the file
// they stand. The file is read twice: once to learn who has several rows, so that only those few are
// held back until their last row has come. Knows no storage and no policy.

import type { Day } from "@lingdai/policy";

import { judgeRosterRow } from "../judge/judge-roster-row.ts";
import { isRejection } from "../judge/reject-reason.ts";
import { PersonTable } from "../match/person-table.ts";
import type { RosterField } from "../read/fields.ts";
import { REQUIRED_ROSTER_FIELDS, ROSTER_FIELDS } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { planFile } from "../read/input-files.ts";
import type { SourceMapping } from "../read/source-mapping.ts";
import { HeldPeople } from "./held-people.ts";
import type { RosterPerson } from "./roster-person.ts";
import type { StreamHooks } from "./stream-rows.ts";
import { streamRows } from "./stream-rows.ts";

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
  const held = new HeldPeople(people, furtherRows);
  const rows = await streamRows(file, hooks, (row) => {
    const entry = judgeRosterRow(row, asOf);
    if (isRejection<RosterField>(entry)) {
      hooks.onReject(row.line, entry.reason, entry.field);
      return;
    }
    const person = held.take({ line: row.line, entry, texts: { ...row.texts } });
    if (person !== undefined) hooks.onPerson(person);
  });
  return { rows, duplicate: held.duplicate };
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
