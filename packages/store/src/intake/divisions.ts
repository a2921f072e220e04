// The division tree as files name it: codes of 2 to 12 digits, the longer below the shorter. Townships
// and villages with a name are service points too. Public facts.

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
