// Times one whole `lingdai evaluate` as people start it, output files and all. Knows no engine.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../bin/lingdai.js", import.meta.url));
const TELL_USAGE = new URL("tell-usage.js", import.meta.url).href;

export interface Measured {
  readonly seconds: number;
  /** Of the processor, all threads together: what others do on the machine hardly changes it. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly stages: Readonly<Record<string, number>>;
}

/** The files of a run. */
export interface RunFiles {
  readonly roster: string;
  readonly observations: readonly string[];
}

export function measureRun(
  { roster, observations }: RunFiles,
  asOf: string,
  threads: number,
  folder: string,
  more: readonly string[] = [],
): Measured {
  const out = join(folder, `out-${threads}`);
  const usagePath = join(folder, "usage.json");
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      `--import=${TELL_USAGE}`,
      COMMAND,
      "evaluate",
      "--policy=sichuan-2022",
      `--as-of=${asOf}`,
      `--out=${out}`,
      `--roster=${roster}`,
      `--threads=${threads}`,
      ...observations.flatMap((path) => ["--observations", path]),
      ...more,
    ],
    { encoding: "utf8", env: { ...process.env, LINGDAI_BENCH_USAGE: usagePath } },
  );
  if (status !== 0) throw new Error(`evaluate ended with ${status}: ${stderr}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const usage = JSON.parse(readFileSync(usagePath, "utf8")) as Omit<Measured, "seconds" | "stages">;
  const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8")) as {
    readonly seconds: Readonly<Record<string, number>>;
  };
  return { ...usage, seconds, stages: summary.seconds };
}

/** The measurement in the middle by its seconds. */
export function medianOf<Each extends { readonly seconds: number }>(all: readonly Each[]): Each {
  const sorted = all.toSorted((left, right) => left.seconds - right.seconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  return middle;
}
