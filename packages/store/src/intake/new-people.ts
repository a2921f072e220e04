// People who were not in the record before: themselves, what they are paid, and their case files just
// opened, many at a time. Staged by COPY and inserted from there, since COPY itself does not pass
// row-level security; into an empty record straight by COPY (`FirstLoad`). Knows no files and no rules.

import type { ClientBase } from "pg";

import { copyBytes } from "./copy-in.ts";
import type { NewPerson } from "./new-person.ts";
import type { PeopleRows } from "./people-bytes.ts";
import { PEOPLE_TABLES, PeopleBytes } from "./people-bytes.ts";
import type { PlaceCounts } from "../roll-ups/place-counts.ts";
import { ROLL_UP_COLUMNS, encodeCounts } from "../roll-ups/place-counts.ts";

/** Makes the staging tables of this connection; emptied whenever a transaction ends. */
export async function makeRosterStaging(session: ClientBase): Promise<void> {
  for (const [table, columns] of PEOPLE_TABLES) {
    await session.query(`CREATE TEMPORARY TABLE new_${table} ON COMMIT DELETE ROWS AS
      SELECT ${columns} FROM ${table} WITH NO DATA`);
  }
}

/** Adds people in one transaction of the caller's; resolves with their numbers, in their order. */
export async function addPeople(
  session: ClientBase,
  people: readonly NewPerson[],
): Promise<readonly number[]> {
  if (people.length === 0) return [];
  const ids = await reserveNumbers(session, people.length);
  const bytes = new PeopleBytes();
  for (const [at, person] of people.entries()) bytes.add(ids[at] ?? 0, person);
  const rows = bytes.take();
  for (const [at, [table, columns]] of PEOPLE_TABLES.entries()) {
    await copyBytes(session, `new_${table} (${columns})`, rows[at]);
    await session.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM new_${table}`);
  }
  return ids;
}

/**
 * Everybody into a record in which nobody is, in one transaction of the caller's: without indexes and
 * counts on the way (0019-first-load.sql), which `finish` brings back. Nobody else looks meanwhile.
 */
export class FirstLoad {
  readonly #session: ClientBase;
  #nextId: number;

  private constructor(session: ClientBase, nextId: number) {
    this.#session = session;
    this.#nextId = nextId;
  }

  /** Undefined where somebody is in the record: nothing is changed then. */
  static async begin(session: ClientBase): Promise<FirstLoad | undefined> {
    const { rows } = await session.query<{ nextId: number | null }>(
      `SELECT begin_first_load() AS "nextId"`,
    );
    const nextId = rows[0]?.nextId ?? undefined;
    return nextId === undefined ? undefined : new FirstLoad(session, nextId);
  }

  /** The first of so many numbers, which nobody else will have. */
  reserve(people: number): number {
    const first = this.#nextId;
    this.#nextId += people;
    return first;
  }

  async add(people: readonly NewPerson[]): Promise<void> {
    const first = this.reserve(people.length);
    const bytes = new PeopleBytes();
    for (const [at, person] of people.entries()) bytes.add(first + at, person);
    await this.copy(bytes.take());
  }

  /** Rows of people whose numbers were reserved. */
  async copy(rows: PeopleRows): Promise<void> {
    for (const [at, [table, columns]] of PEOPLE_TABLES.entries()) {
      // Frozen: whoever reads these rows first need not ask again whether they were committed.
      await copyBytes(this.#session, `${table} (${columns})`, rows[at], "FREEZE");
    }
  }

  /** What is counted of everybody, where that is known already; `finish` counts otherwise. */
  async copyCounts(places: readonly PlaceCounts[]): Promise<void> {
    const rows = encodeCounts(places);
    await copyBytes(this.#session, `roll_up (${ROLL_UP_COLUMNS})`, rows, "FREEZE");
  }

  async finish(): Promise<void> {
    await this.#session.query("SELECT finish_first_load()");
  }
}

async function reserveNumbers(session: ClientBase, count: number): Promise<readonly number[]> {
  const { rows } = await session.query<{ id: number }>(
    `SELECT nextval('beneficiary_beneficiary_id_seq') AS id FROM generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ id }) => id);
}
