// Which policy is in force for whom: a region a paying division, with the windows announced in it.
// Public facts.

import type { ClientBase } from "pg";

import type { CertificationWindow, Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

export interface RegionRow {
  /** Leading digits of the paying divisions that belong to it. */
  readonly payDivision: string;
  readonly policy: string;
  /** The first day on which its people are run. */
  readonly openedOn: Day;
  readonly start: "running" | "first-run";
}

export async function listRegions(session: ClientBase): Promise<readonly RegionRow[]> {
  const { rows } = await session.query<RegionRow>(
    `SELECT pay_division AS "payDivision", policy, opened_on AS "openedOn", start
     FROM region ORDER BY pay_division`,
  );
  return rows;
}

/** Every announced window with the region that it was announced in, in the order of announcement. */
export async function listWindows(
  session: ClientBase,
): Promise<readonly (CertificationWindow & { readonly payDivision: string })[]> {
  const { rows } = await session.query<
    Omit<CertificationWindow, "groups"> & {
      readonly payDivision: string;
      readonly groups: readonly number[] | null;
    }
  >(
    `SELECT pay_division AS "payDivision", announced_on AS "announcedOn", from_on AS "from",
       to_on AS "to", groups, frequency_months AS "frequencyMonths"
     FROM certification_window ORDER BY window_id`,
  );
  return rows.map(({ groups, ...window }) => (groups === null ? window : { ...window, groups }));
}

/** Opens regions that are not open yet; what is open stays as it is. */
export async function openRegions(
  session: ClientBase,
  regions: readonly RegionRow[],
): Promise<void> {
  for (const { payDivision, policy, openedOn, start } of regions) {
    await session.query(
      `INSERT INTO region (pay_division, policy, opened_on, start) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING`,
      [payDivision, policy, formatDay(openedOn), start],
    );
  }
}

/**
 * Gives people who came in before their region a case under its policy, due on the day of its opening;
 * resolves with how many. Whoever has such a case already is left alone.
 */
export async function adoptPeople(session: ClientBase, region: RegionRow): Promise<number> {
  const { payDivision, policy, openedOn } = region;
  const { rows } = await session.query<{ people: number }>(
    `WITH adopted AS (
       UPDATE entitlement SET policy = $2
       WHERE policy IS NULL AND starts_with(pay_division, $1) AND NOT EXISTS (SELECT FROM case_file
         WHERE case_file.beneficiary_id = entitlement.beneficiary_id AND case_file.policy = $2)
       RETURNING beneficiary_id
     ), opened AS (
       INSERT INTO case_file (beneficiary_id, policy, opened_on, next_due_on)
       SELECT DISTINCT beneficiary_id, $2, $3::date, $3::date FROM adopted RETURNING 1
     ) SELECT count(*) AS people FROM opened`,
    [payDivision, policy, formatDay(openedOn)],
  );
  return rows[0]?.people ?? 0;
}
