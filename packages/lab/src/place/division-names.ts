// The names of real divisions for who shows them: provinces, cities and counties of the whole country,
// townships and villages of the areas that policies' people live in. Knows no person.

import { findArea } from "./areas.ts";
import { readDivisionTable } from "./divisions.ts";

/** Codes and names; policies without an area of ours add nothing. */
export function readDivisions(policies: readonly string[]): ReadonlyMap<string, string> {
  const tables = policies
    .map((policy) => findArea(policy)?.table)
    .filter((each) => each !== undefined);
  return new Map(["counties", ...tables].flatMap((table) => [...readDivisionTable(table)]));
}
