// Which of the mappings that come along serves files with a header like this one. Knows the shipped
// mappings, no rows.

import { readMappingFile } from "../read/mapping-file.ts";
import { listShippedMappings } from "../read/shipped-mappings.ts";
import type { SourceMapping } from "../read/source-mapping.ts";

export interface SimilarMapping {
  /** The short name under which it can be given. */
  readonly name: string;
  readonly mapping: SourceMapping;
}

/** Fewer common columns may be chance: many files have a name and a number. */
const COMMON_MIN = 4;

/** The one with most columns in common with the header; undefined where none is like it. */
export function findSimilarMapping(header: readonly string[]): SimilarMapping | undefined {
  let best: SimilarMapping | undefined;
  let bestCommon = COMMON_MIN - 1;
  for (const name of listShippedMappings()) {
    const mapping = readMappingFile(name);
    const common = [...mapping.columns.values()].filter((theirs) => header.includes(theirs)).length;
    if (common <= bestCommon) continue;
    best = { name, mapping };
    bestCommon = common;
  }
  return best;
}
