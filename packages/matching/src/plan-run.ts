// Everything that a run will read, judged by its first bytes before anything is evaluated: what
// cannot be read is refused here. Knows no rows.

import type { EvaluateOptions } from "./run-arguments.ts";
import type { ObservationField, RosterField } from "./read/fields.ts";
import {
  OBSERVATION_FIELDS,
  REQUIRED_OBSERVATION_FIELDS,
  REQUIRED_ROSTER_FIELDS,
  ROSTER_FIELDS,
} from "./read/fields.ts";
import { readGivenMappings } from "./read/given-mappings.ts";
import type { PlannedFile } from "./read/input-files.ts";
import { expandPatterns, planFile, summaryNames, warningsAbout } from "./read/input-files.ts";
import { isMappingFor } from "./read/source-mapping.ts";
import type { PreviousRun } from "./write/previous-run.ts";
import { findPreviousRun } from "./write/previous-run.ts";

export interface PlannedRun {
  readonly roster: PlannedFile<RosterField>;
  readonly observations: readonly PlannedFile<ObservationField>[];
  /** What the summary calls each observation file. */
  readonly summaryNames: readonly string[];
  readonly previous: PreviousRun | undefined;
  /** Told at the end of a run that worked; the stages add to it. */
  readonly warnings: string[];
}

/** Reads the mappings and every header; refuses the first file that cannot be read. */
export async function planRun(options: EvaluateOptions): Promise<PlannedRun> {
  const mappings = await readGivenMappings(options.mappings ?? []);
  const roster = await planFile(options.roster, mappings, ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS);
  const observations: PlannedFile<ObservationField>[] = [];
  for (const path of expandPatterns("--observations", options.observations)) {
    observations.push(
      await planFile(path, mappings, OBSERVATION_FIELDS, REQUIRED_OBSERVATION_FIELDS),
    );
  }
  const baseNames = observations.map(({ baseName }) => baseName);
  const idle = mappings.filter(
    (mapping) => ![roster.baseName, ...baseNames].some((name) => isMappingFor(name, mapping)),
  );
  const previous =
    options.previous === undefined ? undefined : await findPreviousRun(options.previous);
  return {
    roster,
    observations,
    summaryNames: summaryNames(baseNames),
    previous,
    warnings: [
      ...warningsAboutPrevious(previous, options),
      ...idle.map(({ path }) => `来源映射 ${path}：没有文件符合它的 files 式样`),
      ...warningsAbout([roster]),
      ...warningsAbout(observations),
    ],
  };
}

/** Who compares two policies may mean to; who forgot the policy would not see why so much differs. */
function warningsAboutPrevious(
  previous: PreviousRun | undefined,
  { policy, previous: folder }: EvaluateOptions,
): readonly string[] {
  const before = previous?.policy;
  if (before === undefined || before === policy) return [];
  return [
    `--previous ${folder}：那次的政策是 ${before}，这次是 ${policy}，不同之处可能只因政策不同`,
  ];
}
