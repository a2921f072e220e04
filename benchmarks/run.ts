// `npm run bench`: makes files, measures the floor and the whole run side by side, then conclusions
// alone; prints tables and keeps the figures as JSON. Sizes by arguments, in millions:
//
//   npm run bench -- --people 1 --observations 5     (the default, a few minutes)
//   npm run bench -- --people 10 --observations 50   (some 10 GB of disk)
//
// `--files FOLDER` keeps the files, and takes them again where they are there: of the same sizes, that
// is for the caller to know. `--only csv` measures whole runs over CSV and nothing else.

import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { makeObservations, makeRoster } from "./make-files.ts";
import type { Measured, RunFiles } from "./measure-run.ts";
import { measureRun, medianOf } from "./measure-run.ts";
import type { Floor } from "./scan-floor.ts";
import { copyToParquet, scanFloor } from "./scan-floor.ts";
import { measureNextMonth } from "./next-month.ts";
import { timeConclusions } from "./time-conclusions.ts";

const MILLION = 1_000_000;
const AS_OF = "2024-03-01";
const FILES = 8;
/** What conclusions alone are measured on at most. */
const CONCLUDED_MAX = 2 * MILLION;

/** One way of running, and the floor of the same minutes. */
interface Way {
  readonly name: string;
  readonly files: RunFiles;
  readonly threads: number;
  readonly floors: Floor[];
  readonly runs: Measured[];
}

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "1" },
    observations: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    folder: { type: "string", default: tmpdir() },
    files: { type: "string" },
    only: { type: "string" },
    json: { type: "string", default: "benchmarks/figures.json" },
  },
});
const rounds = Number(values.rounds);
const people = Math.round(Number(values.people) * MILLION);
const observations = Math.round(Number(values.observations) * MILLION);

const folder = mkdtempSync(join(values.folder, "lingdai-bench-"));
const kept = values.files ?? folder;
const isCsvOnly = values.only === "csv";
try {
  const csv: RunFiles = {
    roster: join(kept, "roster.csv"),
    observations: Array.from({ length: FILES }, (_, at) => join(kept, `observations-${at}.csv`)),
  };
  const made = { people, observations, asOf: AS_OF, seed: 7 };
  if (![csv.roster, ...csv.observations].every((path) => existsSync(path))) {
    mkdirSync(kept, { recursive: true });
    makeRoster(csv.roster, made);
    makeObservations(csv.observations, made);
  }
  const all = [csv.roster, ...csv.observations];
  const bytes = all.reduce((sum, path) => sum + statSync(path).size, 0);
  console.log(`${people} people, ${observations} observations, ${Math.round(bytes / 1e6)} MB`);
  const parquet: RunFiles = {
    roster: join(folder, "roster.parquet"),
    observations: [join(folder, "observations.parquet")],
  };
  if (!isCsvOnly) {
    await copyToParquet([csv.roster], parquet.roster);
    await copyToParquet(csv.observations, parquet.observations[0] ?? "");
  }
  const ways = await measureWays(csv, isCsvOnly ? undefined : parquet);
  console.table(ways.map(lineOf));
  const [alone, together] = ways;
  if (alone !== undefined && together !== undefined && together.threads > 1) {
    console.table({
      "DuckDB counting (F)": speedUp(alone.floors, together.floors),
      evaluate: speedUp(alone.runs, together.runs),
    });
  }
  const nextMonth = isCsvOnly ? undefined : await measureNextMonth(csv, made, folder, rounds);
  if (nextMonth !== undefined) console.table(nextMonth.lines);
  const concluded = Math.min(people, CONCLUDED_MAX);
  const conclusions = isCsvOnly ? [] : await timeConclusions(concluded, rounds);
  if (conclusions.length > 0)
    console.table(
      conclusions.map(({ pack, inColumns, oneObjectAtATime, byGeneralRules }) => ({
        pack,
        "in columns, a CPU second": Math.round(inColumns),
        "one object at a time": Math.round(oneObjectAtATime),
        "json-rules-engine": Math.round(byGeneralRules),
      })),
    );
  const machine = { cores: availableParallelism(), model: cpus()[0]?.model, node: process.version };
  const figures = { machine, people, observations, bytes, ways, nextMonth, conclusions };
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Every way once a round, each right behind its floor, so that a busy minute hits both. */
async function measureWays(csv: RunFiles, parquet: RunFiles | undefined): Promise<readonly Way[]> {
  const most = availableParallelism();
  const way = (name: string, files: RunFiles, threads: number): Way => ({
    name,
    files,
    threads,
    floors: [],
    runs: [],
  });
  const ways = [way("CSV", csv, 1)];
  if (most > 1) ways.push(way("CSV", csv, most));
  if (parquet !== undefined) ways.push(way("Parquet", parquet, most));
  const groups = [[csv.roster], csv.observations];
  // Once, so that the files are warm.
  await scanFloor(groups, most);
  for (let round = 0; round < rounds; round += 1) {
    for (const { files, threads, floors, runs } of ways) {
      floors.push(await scanFloor(groups, threads));
      runs.push(measureRun(files, AS_OF, threads, folder));
    }
  }
  return ways;
}

function lineOf({ name, threads, floors, runs }: Way) {
  const floor = medianOf(floors);
  const run = medianOf(runs);
  return {
    files: name,
    threads,
    "F, s": floor.seconds.toFixed(2),
    "F, rows/s": Math.round((people + observations) / floor.seconds),
    "evaluate, s": run.seconds.toFixed(2),
    "x F": (run.seconds / floor.seconds).toFixed(2),
    "CPU, s": run.cpuSeconds.toFixed(2),
    "x F of CPU": (run.cpuSeconds / floor.cpuSeconds).toFixed(2),
    "peak MB": Math.round(run.peakMb),
  };
}

/** How many times faster the second is. */
function speedUp(
  alone: readonly { readonly seconds: number }[],
  together: readonly { readonly seconds: number }[],
): string {
  return `${(medianOf(alone).seconds / medianOf(together).seconds).toFixed(2)} x`;
}
