// The mappings of a run, where it has any: what reads them takes long to load. Knows no mapping.

import type { SourceMapping } from "./source-mapping.ts";

/** Reads the mappings in the order given. */
export async function readGivenMappings(
  given: readonly string[],
): Promise<readonly SourceMapping[]> {
  if (given.length === 0) return [];
  const { readMappings } = await import("./mapping-file.ts");
  return readMappings(given);
}
