// A few real-looking places, close enough to be confused: same city, same county, one code the
// beginning of another.

import fc from "fast-check";

import { staffIdOf, type StaffViewer } from "@lingdai/store";

import type { Holding } from "./filled-tables.ts";

const COUNTIES = ["510104", "510105", "510181", "370302", "140000"];
const VILLAGES = [
  "510104020001",
  "510104020002",
  "510104021001",
  "510105020001",
  "370302003201",
  "510181100200",
];
const UNITS = ["U1", "U10", "5101"];

/** Places at every level, and some that fit no level. */
const PLACES = [
  ...new Set(
    [...COUNTIES, ...VILLAGES].flatMap((code) => [2, 4, 6, 9, 12].map((n) => code.slice(0, n))),
  ),
  ...UNITS,
  "5",
  "5101%",
  "_",
];

export const someHoldings: fc.Arbitrary<readonly Omit<Holding, "beneficiaryId" | "number">[]> =
  fc.array(
    fc.record({
      payDivision: fc.constantFrom(...COUNTIES),
      residenceDivision: fc.option(
        fc.constantFrom(...VILLAGES, ...VILLAGES.map((code) => code.slice(0, 9)), "510104"),
      ),
      unitCode: fc.option(fc.constantFrom(...UNITS)),
    }),
    { minLength: 1, maxLength: 3 },
  );

const DIGITS = { province: 2, city: 4, county: 6, township: 9, village: 12 } as const;
const LEVELS = ["province", "city", "county", "township", "village", "unit"] as const;

/** Mostly places that fit their level. */
export const someViewer: fc.Arbitrary<StaffViewer> = fc.constantFrom(...LEVELS).chain((level) => {
  const fitting =
    level === "unit" ? UNITS : PLACES.filter((place) => place.length === DIGITS[level]);
  return fc.record({
    level: fc.constant(level),
    place: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...fitting) },
      { weight: 1, arbitrary: fc.constantFrom(...PLACES) },
    ),
    staffId: fc.constant(staffIdOf(1)),
  });
});

/**
 * DOMAIN 5 and docs/record.md in their plainest words: whose is this entitlement? A place that does not
 * fit its level, which no account can have, reaches only what was recorded as coarsely as itself.
 */
export function isTheirs({ level, place }: StaffViewer, holding: Holding): boolean {
  if (level === "unit") return holding.unitCode === place;
  const division =
    level === "township" || level === "village" ? holding.residenceDivision : holding.payDivision;
  return division !== null && division.slice(0, DIGITS[level]) === place;
}
