// The names of all provinces, cities and counties of the country, for whoever shows a division code to
// people (data/README.md says where they come from).

import { readDivisionTable } from "./divisions.ts";

/** Names by code of two, four or six digits. */
export function readCountyNames(): ReadonlyMap<string, string> {
  return readDivisionTable("counties");
}
