// `npm run bench:record`: measures the system of record, prints tables and keeps the figures as JSON.
// First load (sealed, and not; where the server's part goes), a month of observations, nights over a population and ten times it, a delta published
// over a crowd, and the hot queries there. Sizes in millions:
//
//   npm run bench:record                          (small, some minutes)
//   npm run bench:record -- --only load --load 1  (one part of load, month, nights, crowd)
//   npm run bench:record -- --full                (the sizes of the goals: hours, some 40 GB of disk)

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { CROWD_DAY, fillWithCrowd } from "@lingdai/test-kit";

import { makeObservations, makeRoster } from "./make-files.ts";
import type { BenchRecord } from "./record/bench-record.ts";
import { openBenchRecord } from "./record/bench-record.ts";
import { measureLoad, measureMonth } from "./record/intake.ts";
import { measureLoadParts } from "./record/load-parts.ts";
import type { Latency } from "./record/latencies.ts";
import { measureLatencies } from "./record/latencies.ts";
import type { Figure } from "./record/measure.ts";
import { lineOf, rounded, spentOn } from "./record/measure.ts";
import { measureNight } from "./record/nights.ts";
import { measurePublishing } from "./record/publish.ts";

const MILLION = 1_000_000;
/** The larger population of the nights, against the smaller. */
const TIMES = 10;
const SMALL = { load: 0.05, people: 0.02, observations: 0.05, due: 0.001, crowd: 0.1, delta: 0.01 };
const FULL = { load: 10, people: 1, observations: 10, due: 0.02, crowd: 10, delta: 0.3 };
const SEED = 7;
/** Larger loads are not taken to pieces. */
const PARTS_ROWS_MAX = 2 * MILLION;

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    only: { type: "string" },
    load: { type: "string" },
    people: { type: "string" },
    observations: { type: "string" },
    due: { type: "string" },
    crowd: { type: "string" },
    delta: { type: "string" },
    calls: { type: "string", default: "200" },
    folder: { type: "string", default: tmpdir() },
    json: { type: "string", default: "benchmarks/figures-record.json" },
  },
});

function sizeOf(name: keyof typeof SMALL): number {
  const defaults = values.full ? FULL : SMALL;
  return Math.round(Number(values[name] ?? defaults[name]) * MILLION);
}

/** Kept for the table at the end, and shown at once: some take an hour. */
function tell(name: string, figure: Figure): void {
  figures[name] = figure;
  console.log(name, lineOf(figure));
}

function isAsked(part: "load" | "month" | "nights" | "crowd"): boolean {
  return values.only === undefined || values.only === part;
}

const folder = mkdtempSync(join(values.folder, "lingdai-bench-record-"));
chmodSync(folder, 0o711);
const figures: Record<string, Figure> = {};
let latencies: readonly Latency[] = [];
const machine = { cores: availableParallelism(), model: cpus()[0]?.model, node: process.version };
try {
  console.log(`${machine.cores} cores, ${machine.model}, Node ${machine.node}`);
  if (isAsked("load")) await benchLoad();
  if (isAsked("month")) await benchMonth();
  if (isAsked("nights")) await benchNights();
  if (isAsked("crowd")) await benchCrowd();
  console.table(
    Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, lineOf(of)])),
  );
  if (latencies.length > 0) printLatencies();
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ machine, figures, latencies }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function printLatencies(): void {
  console.table(
    latencies.map(({ name, leastMs, p50Ms, p99Ms }) => ({
      name,
      "least, ms": rounded(leastMs),
      "p50, ms": rounded(p50Ms),
      "p99, ms": rounded(p99Ms),
    })),
  );
}

/** A record that is there as long as the work, and no disk afterwards. */
async function inRecord(name: string, work: (record: BenchRecord) => Promise<void>): Promise<void> {
  const record = await openBenchRecord(folder, name);
  try {
    await work(record);
  } finally {
    await record.close();
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function rosterOf(people: number): { readonly path: string; readonly rows: number } {
  const path = join(folder, "roster.csv");
  makeRoster(path, { people, observations: 0, asOf: CROWD_DAY, seed: SEED });
  return { path, rows: people };
}

async function benchLoad(): Promise<void> {
  const roster = rosterOf(sizeOf("load"));
  const { rows } = roster;
  await inRecord("unsealed", async (record) => {
    tell("first load, not encrypted", await measureLoad(record, roster, "open"));
  });
  await inRecord("load", async (record) => {
    tell("first load", await measureLoad(record, roster));
    // Each piece once more is three times the disk of the record.
    if (rows > PARTS_ROWS_MAX) return;
    const { floor, parts } = await measureLoadParts(record);
    tell("its rows into bare tables", { rows, ...floor });
    for (const { part, ...spent } of parts) tell(`of it: ${part}`, { rows, ...spent });
  });
}

async function benchMonth(): Promise<void> {
  const [people, rows] = [sizeOf("people"), sizeOf("observations")];
  const path = join(folder, "month.csv");
  makeObservations([path], { people, observations: rows, asOf: CROWD_DAY, seed: SEED });
  await inRecord("month", async (record) => {
    await measureLoad(record, rosterOf(people));
    const { month, ...steps } = await measureMonth(record, { path, rows });
    tell("a month of observations", month);
    console.log(`of the month: ${steps.people} people stepped in ${rounded(steps.stepSeconds)} s`);
  });
}

async function benchNights(): Promise<void> {
  const [people, due] = [sizeOf("people"), sizeOf("due")];
  for (const [name, population] of [
    ["a night", people],
    [`a night, ${TIMES} x the people`, people * TIMES],
  ] as const) {
    await inRecord("nights", async (record) => {
      await measureLoad(record, rosterOf(population));
      tell(name, await measureNight(record, due));
    });
  }
}

async function benchCrowd(): Promise<void> {
  const people = sizeOf("crowd");
  await inRecord("crowd", async (record) => {
    const spent = await spentOn(record.server, async () => {
      await fillWithCrowd(record, people);
    });
    tell("a crowd made by SQL, with its indexes", { rows: people, ...spent });
    latencies = await measureLatencies(record, { calls: Number(values.calls), people });
    const delta = { rows: sizeOf("delta"), people };
    tell("a delta published", await measurePublishing(record, delta));
    tell("a night of the crowd", await measureNight(record, sizeOf("due")));
  });
}
