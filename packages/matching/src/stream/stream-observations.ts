// An observation file of any kind, row by row as FORMATS section 2 judges it, for whoever keeps
// people elsewhere than in a roster file. Knows neither people nor what a sign means.

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import { judgeObservation } from "../judge/judge-observation.ts";
import { isRejection } from "../judge/reject-reason.ts";
import type { ObservationField } from "../read/fields.ts";
import { OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { planFile } from "../read/input-files.ts";
import type { SourceMapping } from "../read/source-mapping.ts";
import type { PlainObservation } from "./observation-blocks.ts";
import { readObservationBlocks } from "./observation-blocks.ts";
import type { StreamHooks } from "./stream-rows.ts";
import { streamRows } from "./stream-rows.ts";

export interface ObservationStreamHooks extends StreamHooks {
  readonly onObservation: (line: number, observation: Observation) => void;
  /** For who takes rows without anything unusual as they stand in their bytes. */
  readonly onPlain?: ((line: number, row: PlainObservation) => void) | undefined;
}

/** Reads the header; refuses with `UnusableInput` a file that can never be read. */
export async function planObservations(
  path: string,
  mappings: readonly SourceMapping[],
): Promise<PlannedFile<ObservationField>> {
  return await planFile(path, mappings, OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS);
}

/** Hands out every row, good or bad, in the order of the file; resolves with their number. */
export async function streamObservations(
  file: PlannedFile<ObservationField>,
  rules: ObservationRules,
  hooks: ObservationStreamHooks,
): Promise<number> {
  const { onPlain } = hooks;
  if (onPlain !== undefined) {
    const rows = await readObservationBlocks(file, rules, { ...hooks, onPlain });
    if (rows !== undefined) return rows;
  }
  return await streamRows(file, hooks, (row) => {
    const judged = judgeObservation(row, rules);
    if (isRejection<ObservationField>(judged))
      hooks.onReject(row.line, judged.reason, judged.field);
    else hooks.onObservation(row.line, judged);
  });
}
