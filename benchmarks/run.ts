// `npm run bench`: makes files, measures the floor and the whole run side by side, then conclusions
// alone; prints tables and keeps the figures as JSON. Sizes by arguments, in millions:
//
//   npm run bench -- --people 1 --observations 5     (the default, a few minutes)
//   npm run bench -- --people 10 --observations 50   (some 10 GB of disk)

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { makeObservations, makeRoster } from "./make-files.ts";
import { secondsToScan } from "./scan-floor.ts";
import { timeConclusions } from "./time-conclusions.ts";

const MILLION = 1_000_000;
const AS_OF = "2024-03-01";
const FILES = 8;
const COMMAND = fileURLToPath(new URL("../bin/lingdai.js", import.meta.url));

interface WholeRun {
  readonly threads: number;
  readonly floorSeconds: number;
  readonly seconds: number;
  readonly ratio: number;
  readonly peakMemoryMb: number;
  readonly stages: Readonly<Record<string, number>>;
}

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "1" },
    observations: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    folder: { type: "string", default: tmpdir() },
    json: { type: "string", default: "benchmarks/figures.json" },
  },
});
const rounds = Number(values.rounds);
const people = Number(values.people) * MILLION;
const observations = Number(values.observations) * MILLION;

const folder = mkdtempSync(join(values.folder, "lingdai-bench-"));
try {
  const roster = join(folder, "roster.csv");
  const paths = Array.from({ length: FILES }, (_, at) => join(folder, `observations-${at}.csv`));
  const made = { people, observations, asOf: AS_OF, seed: 7 };
  makeRoster(roster, made);
  makeObservations(paths, made);
  const bytes = [roster, ...paths].reduce((sum, path) => sum + statSync(path).size, 0);
  console.log(`${people} people, ${observations} observations, ${Math.round(bytes / 1e6)} MB`);
  const threads = availableParallelism() > 1 ? [1, availableParallelism()] : [1];
  const runs: WholeRun[] = [];
  for (const each of threads) runs.push(await measureRun(roster, paths, each));
  console.table(
    runs.map(({ threads: used, floorSeconds, seconds, ratio, peakMemoryMb }) => ({
      threads: used,
      "F, s": floorSeconds.toFixed(2),
      "F, rows/s": Math.round((people + observations) / floorSeconds),
      "evaluate, s": seconds.toFixed(2),
      "x F": ratio.toFixed(2),
      "peak MB": peakMemoryMb,
    })),
  );
  const conclusions = await timeConclusions(Math.min(people, 2 * MILLION), rounds);
  console.table(
    conclusions.map(({ pack, inColumns, oneObjectAtATime, byGeneralRules }) => ({
      pack,
      "in columns, a second": Math.round(inColumns),
      "one object at a time": Math.round(oneObjectAtATime),
      "json-rules-engine": Math.round(byGeneralRules),
    })),
  );
  const machine = { cores: availableParallelism(), model: cpus()[0]?.model, node: process.version };
  const figures = { machine, people, observations, bytes, runs, conclusions };
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The median of runs, and the floor of the same minutes: one of each by turns. */
async function measureRun(
  roster: string,
  paths: readonly string[],
  threads: number,
): Promise<WholeRun> {
  const groups = [[roster], paths];
  // Once, so that the files are warm.
  await secondsToScan(groups, threads);
  const floors: number[] = [];
  const runs: Omit<WholeRun, "floorSeconds" | "ratio">[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await secondsToScan(groups, threads));
    runs.push(evaluate(roster, paths, threads));
  }
  const floorSeconds = floors.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  const run = runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(rounds / 2)];
  if (run === undefined) throw new Error("nothing was measured");
  return { ...run, floorSeconds, ratio: run.seconds / floorSeconds };
}

function evaluate(
  roster: string,
  paths: readonly string[],
  threads: number,
): Omit<WholeRun, "floorSeconds" | "ratio"> {
  const out = join(folder, `out-${threads}`);
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      COMMAND,
      "evaluate",
      "--policy=sichuan-2022",
      `--as-of=${AS_OF}`,
      `--out=${out}`,
      `--roster=${roster}`,
      `--threads=${threads}`,
      ...paths.flatMap((path) => ["--observations", path]),
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`evaluate ended with ${status}: ${stderr}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8")) as {
    readonly seconds: Readonly<Record<string, number>>;
    readonly peak_memory_mb: number;
  };
  return { threads, seconds, peakMemoryMb: summary.peak_memory_mb, stages: summary.seconds };
}
