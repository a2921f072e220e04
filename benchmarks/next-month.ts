// Re-evaluating with one more file against a kept state: all other months lie in the state and are not
// read again. Beside it the floor of that file alone. Knows no engine.

import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { MadeFiles } from "./make-files.ts";
import { makeObservations } from "./make-files.ts";
import type { Measured, RunFiles } from "./measure-run.ts";
import { measureRun, medianOf } from "./measure-run.ts";
import type { Floor } from "./scan-floor.ts";
import { scanFloor } from "./scan-floor.ts";

const ROWS_MAX = 1_000_000;

export interface NextMonth {
  readonly rows: number;
  readonly stateBytes: number;
  /** The run that keeps all files but the last one. */
  readonly first: Measured;
  readonly floors: readonly Floor[];
  readonly runs: readonly Measured[];
  readonly lines: readonly Readonly<Record<string, string | number>>[];
}

/** Keeps the files in a state, then measures runs that are given one more. */
export async function measureNextMonth(
  kept: RunFiles,
  made: MadeFiles,
  folder: string,
  rounds: number,
): Promise<NextMonth> {
  const threads = availableParallelism();
  const rows = Math.min(ROWS_MAX, made.observations);
  const path = join(folder, "next-month.csv");
  const firstReference = made.observations;
  makeObservations([path], { ...made, observations: rows, seed: made.seed + 1, firstReference });
  const state = join(folder, "state");
  const keeping = ["--state", state];
  const first = measureRun(kept, made.asOf, threads, folder, keeping);
  const stateBytes = readdirSync(state).reduce(
    (sum, name) => sum + statSync(join(state, name)).size,
    0,
  );
  const floors: Floor[] = [];
  const runs: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await scanFloor([[path]], threads));
    // A run given again takes its own place, so every round meets the same state.
    const files = { roster: kept.roster, observations: [path] };
    runs.push(measureRun(files, made.asOf, threads, folder, keeping));
  }
  const floor = medianOf(floors);
  const run = medianOf(runs);
  const line = {
    "kept rows": made.observations,
    "state MB": Math.round(stateBytes / 1e6),
    "new rows": rows,
    "F of them, s": floor.seconds.toFixed(2),
    "evaluate, s": run.seconds.toFixed(2),
    "beyond F, s": (run.seconds - floor.seconds).toFixed(2),
    "x F": (run.seconds / floor.seconds).toFixed(1),
    "CPU, s": run.cpuSeconds.toFixed(2),
    "peak MB": Math.round(run.peakMb),
  };
  return { rows, stateBytes, first, floors, runs, lines: [line] };
}
