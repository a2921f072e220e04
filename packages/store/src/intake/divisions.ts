// The division tree as files name it: codes of 2 to 12 digits, the longer below the shorter. Townships
// and villages with a name are service points too, until a file of service points says more of them.
// Public facts.

import type { ClientBase } from "pg";

export interface DivisionRow {
  readonly division: string;
  readonly name: string;
}

/** Adds divisions and renames known ones; resolves with how many rows that changed. */
export async function saveDivisions(
  session: ClientBase,
  divisions: readonly DivisionRow[],
): Promise<number> {
  const byCode = new Map(divisions.map((row) => [row.division, row.name]));
  const codes = [...byCode.keys()].toSorted();
  const result = await session.query(
    `INSERT INTO division (division, name) SELECT * FROM unnest($1::text[], $2::text[])
     ON CONFLICT (division) DO UPDATE SET name = EXCLUDED.name
     WHERE division.name <> EXCLUDED.name`,
    [codes, codes.map((code) => byCode.get(code))],
  );
  await session.query(
    `INSERT INTO service_point (division, name)
     SELECT division, name FROM division
     WHERE division = ANY ($1) AND length(division) >= 9
     ON CONFLICT (division) DO NOTHING`,
    [codes],
  );
  return result.rowCount ?? 0;
}

export interface ServicePointRow extends DivisionRow {
  readonly phone?: string | undefined;
  readonly openingHours?: string | undefined;
}

/** Adds service points and renews what is said of known ones; resolves with how many rows changed. */
export async function saveServicePoints(
  session: ClientBase,
  points: readonly ServicePointRow[],
): Promise<number> {
  const byCode = new Map(points.map((row) => [row.division, row]));
  const all = [...byCode.values()].toSorted((left, right) =>
    left.division < right.division ? -1 : 1,
  );
  const result = await session.query(
    `INSERT INTO service_point AS known (division, name, phone, opening_hours)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
     ON CONFLICT (division) DO UPDATE SET name = EXCLUDED.name,
       phone = coalesce(EXCLUDED.phone, known.phone),
       opening_hours = coalesce(EXCLUDED.opening_hours, known.opening_hours)
     WHERE (known.name, known.phone, known.opening_hours) IS DISTINCT FROM (EXCLUDED.name,
       coalesce(EXCLUDED.phone, known.phone), coalesce(EXCLUDED.opening_hours, known.opening_hours))`,
    [
      all.map(({ division }) => division),
      all.map(({ name }) => name),
      all.map(({ phone }) => phone ?? null),
      all.map(({ openingHours }) => openingHours ?? null),
    ],
  );
  return result.rowCount ?? 0;
}
