// Units as files name them. Public facts; a unit that a roster names is known from then on.

import type { ClientBase } from "pg";

export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly division?: string | undefined;
  readonly phone?: string | undefined;
}

/** Adds units and renews what is said of known ones. */
export async function saveUnits(session: ClientBase, units: readonly UnitRow[]): Promise<void> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  if (byCode.size === 0) return;
  const all = [...byCode.values()].toSorted((left, right) => (left.code < right.code ? -1 : 1));
  await session.query(
    `INSERT INTO unit (unit_code, name, division, phone)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
     ON CONFLICT (unit_code) DO UPDATE SET name = EXCLUDED.name,
       division = coalesce(EXCLUDED.division, unit.division),
       phone = coalesce(EXCLUDED.phone, unit.phone)
     WHERE (unit.name, unit.division, unit.phone) IS DISTINCT FROM
       (EXCLUDED.name, coalesce(EXCLUDED.division, unit.division),
        coalesce(EXCLUDED.phone, unit.phone))`,
    [
      all.map(({ code }) => code),
      all.map(({ name }) => name),
      all.map(({ division }) => division ?? null),
      all.map(({ phone }) => phone ?? null),
    ],
  );
}
