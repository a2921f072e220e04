// What only a demonstration asks: the places where most of its people are, and whether it is there.

import type { ClientBase } from "pg";

/** One place a level, each inside the one before, where most entitlements below `province` are. */
export async function findBusiestPlaces(session: ClientBase, province: string) {
  const busiest = async (
    column: string,
    within: string,
    place: string,
    digits?: number,
  ): Promise<string> => {
    // Of some people only a larger place is known where they live.
    const { rows } = await session.query<{ place: string }>(
      `SELECT ${column} AS place FROM entitlement
       WHERE ${within} = $1 AND length(${column}) = coalesce($2, length(${column}))
       GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`,
      [place, digits ?? null],
    );
    return rows[0]?.place ?? place;
  };
  const city = await busiest("pay_city", "left(pay_division, 2)", province);
  const county = await busiest("pay_division", "pay_city", city);
  const township = await busiest("residence_township", "pay_division", county, 9);
  const village = await busiest("residence_division", "residence_township", township, 12);
  const unit = await busiest("unit_code", "pay_city", city);
  return { province, city, county, township, village, unit };
}

export async function hasMark(session: ClientBase, mark: string): Promise<boolean> {
  const { rows } = await session.query("SELECT FROM installation_mark WHERE mark = $1", [mark]);
  return rows.length > 0;
}

export async function makeMark(session: ClientBase, mark: string): Promise<void> {
  await session.query("INSERT INTO installation_mark (mark) VALUES ($1) ON CONFLICT DO NOTHING", [
    mark,
  ]);
}
