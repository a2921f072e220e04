// What only a demonstration asks: the places where most of its people are, and whether it is there.

import type { ClientBase } from "pg";

/**
 * One place a level, each inside the one before, where most entitlements of a province are; of a
 * demonstration so small that nobody lives there, the first by its code.
 */
export async function findBusiestPlaces(session: ClientBase, province: string) {
  const busiest = async (column: string, digits: number, parent: string): Promise<string> => {
    const { rows } = await session.query<{ place: string }>(
      `(SELECT left(${column}, $2) AS place, count(*) AS entitlements FROM entitlement
        WHERE length(${column}) >= $2 AND starts_with(${column}, $1) GROUP BY 1)
       UNION ALL
       (SELECT division, 0 FROM division WHERE length(division) = $2 AND starts_with(division, $1))
       ORDER BY 2 DESC, 1 LIMIT 1`,
      [parent, digits],
    );
    return rows[0]?.place ?? parent;
  };
  const city = await busiest("pay_division", 4, province);
  const county = await busiest("pay_division", 6, city);
  const township = await busiest("residence_division", 9, county);
  const village = await busiest("residence_division", 12, township);
  const { rows } = await session.query<{ unit: string }>(
    `SELECT unit_code AS unit FROM entitlement WHERE pay_city = $1::integer AND unit_code IS NOT NULL
     GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
    [city],
  );
  return { province, city, county, township, village, unit: rows[0]?.unit ?? "-" };
}

export async function hasMark(session: ClientBase, mark: string): Promise<boolean> {
  const { rows } = await session.query("SELECT FROM installation_mark WHERE mark = $1", [mark]);
  return rows.length > 0;
}

/** What was done before is on disk with the mark, also where nobody waited for the disk until now. */
export async function makeMark(session: ClientBase, mark: string): Promise<void> {
  await session.query("SET LOCAL synchronous_commit = on");
  await session.query("INSERT INTO installation_mark (mark) VALUES ($1) ON CONFLICT DO NOTHING", [
    mark,
  ]);
}
