// `npm run bench:server`: the HTTP server under the work of many desks, its memory before, halfway and
// at the end, and a long list exported. It ends with 1 where memory grew or requests failed.
//
//   npm run bench:server                                       (a crowd of 100,000, one minute)
//   npm run bench:server -- --people 10 --seconds 600          (millions)
//   npm run bench:server -- --work reading                     (no commands, nobody signs in meanwhile)
//   npm run bench:server -- --route person                     (one question alone: person, tasks,
//       uncertified, next, deep, dashboard, ... as in server/desk-session.ts)
//   DATABASE_URL=... LINGDAI_DATA=... npm run bench:server     (a record that is there already: its
//       people as they are, a crowd only where it is empty; accounts named load-... are added, phones
//       are changed: never a record that somebody works with)

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { parseDay } from "@lingdai/policy";
import { prepareQueue } from "@lingdai/service";
import type { Database } from "@lingdai/store";
import {
  Keyring,
  migrate,
  openDatabase,
  openRegions,
  startCluster,
  withSession,
} from "@lingdai/store";
import { CROWD_DAY, fillWithCrowd } from "@lingdai/test-kit";

import { rounded } from "./record/measure.ts";
import type { DeskWork } from "./server/desk-session.ts";
import { DeskSession, findDeskWork } from "./server/desk-session.ts";
import type { ExportFigures } from "./server/export-figures.ts";
import { measureExport } from "./server/export-figures.ts";
import type { RouteFigures } from "./server/load.ts";
import { putUnderLoad } from "./server/load.ts";
import { startMeasuredServer } from "./server/measured-process.ts";
import type { MemoryAnswer } from "./server/measured-server.ts";
import { seatStaff } from "./server/staff-at-work.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "0.1" },
    sessions: { type: "string", default: "200" },
    rate: { type: "string", default: "50" },
    seconds: { type: "string", default: "60" },
    work: { type: "string", default: "everything" },
    route: { type: "string" },
    /** Before memory is looked at first: caches fill, code is compiled. */
    "warm-up": { type: "string", default: "20" },
    /** Rows of the exported list, in millions. */
    export: { type: "string", default: "1" },
    day: { type: "string", default: CROWD_DAY },
    folder: { type: "string", default: tmpdir() },
    json: { type: "string", default: "benchmarks/figures-server.json" },
  },
});
const MILLION = 1_000_000;
/** What a heap at rest may differ by without growing: compiled code, prepared statements, chance. */
const GROWTH_MB = 8;
const SEED = 11;

const work = askedWork();
const day = parseDay(values.day);
if (day === undefined) throw new TypeError(`--day ${values.day}`);
const folder = mkdtempSync(join(values.folder, "lingdai-bench-server-"));
chmodSync(folder, 0o711);
const dataFolder = process.env["LINGDAI_DATA"] ?? folder;
const machine = { cores: availableParallelism(), model: cpus()[0]?.model, node: process.version };
const given = process.env["DATABASE_URL"];
const cluster =
  given === undefined ? await startCluster({ folder: join(folder, "postgres") }) : undefined;
try {
  console.log(`${machine.cores} cores, ${machine.model}, Node ${machine.node}`);
  await bench(given ?? cluster?.url ?? "");
} finally {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
}

function askedWork(): DeskWork {
  const asked = values.route ?? values.work;
  const known = findDeskWork(asked);
  if (known === undefined) throw new TypeError(`a desk does no ${asked}`);
  return known;
}

async function bench(url: string): Promise<void> {
  const keyring = await Keyring.load(dataFolder);
  await migrate({ ownerUrl: url, keyring });
  await prepareQueue(url);
  const worker = openDatabase({ url, role: "worker", keyring });
  await makeCrowd({ worker, ownerUrl: url });
  const workers = await seatStaff(worker, Number(values.sessions));
  await worker.close();
  const server = await startMeasuredServer({ url, dataFolder, day: values.day, evidence: folder });
  try {
    const sessions = workers.map((each) => new DeskSession(server.address, each, day ?? 0));
    const load = { sessions, work, requestsASecond: Number(values.rate) };
    await putUnderLoad({ ...load, seconds: Number(values["warm-up"]), seed: SEED });
    const memory: Record<string, MemoryAnswer> = {};
    const look = async (when: string): Promise<void> => {
      memory[when] = await server.askMemory("memory-at-rest");
    };
    await look("start");
    const seconds = Number(values.seconds);
    const halfway = sleep((seconds * 1000) / 2).then(async () => await look("halfway"));
    const routes = await putUnderLoad({ ...load, seconds, seed: SEED + 1 });
    await halfway;
    await look("end");
    for (const session of sessions) session.end();
    const [province] = workers;
    const rows = Math.round(Number(values.export) * MILLION);
    const exported =
      rows === 0 || province === undefined
        ? undefined
        : await measureExport(server, province, rows);
    report(routes, memory, exported);
  } finally {
    await server.stop();
  }
}

async function makeCrowd(record: {
  readonly worker: Database;
  readonly ownerUrl: string;
}): Promise<void> {
  const { worker } = record;
  const { rows } = await worker.pool.query("SELECT FROM beneficiary LIMIT 1");
  if (rows.length > 0) return;
  await withSession(worker, async (session) => {
    await openRegions(session, [
      { payDivision: "51", policy: "sichuan-2022", openedOn: day ?? 0, start: "running" },
    ]);
  });
  await fillWithCrowd(record, Math.round(Number(values.people) * MILLION));
}

function report(
  routes: readonly RouteFigures[],
  memory: Readonly<Record<string, MemoryAnswer>>,
  exported: ExportFigures | undefined,
): void {
  console.log(`${values.sessions} sessions, ${values.rate} requests a second, ${values.seconds} s`);
  console.table(
    routes.map(({ route, requests, p50Ms, p99Ms, mostMs, failures }) => ({
      route,
      requests,
      "p50, ms": rounded(p50Ms),
      "p99, ms": rounded(p99Ms),
      "most, ms": rounded(mostMs),
      failures: Object.entries(failures).flat().join(" "),
    })),
  );
  console.log("memory of the server, MB, after a collection:");
  console.table(roundedIn(memory));
  if (exported !== undefined) {
    console.log("a list exported as CSV:");
    console.table(roundedIn({ export: exported }));
  }
  mkdirSync(dirname(values.json), { recursive: true });
  const figures = { machine, asked: values, routes, memory, exported };
  writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  const growth = (memory["end"]?.heapMb ?? 0) - (memory["start"]?.heapMb ?? 0);
  const failed = routes.some(({ failures }) => Object.keys(failures).length > 0);
  if (growth > GROWTH_MB) console.error(`the heap grew by ${rounded(growth)} MB`);
  if (failed) console.error("requests failed");
  if (growth > GROWTH_MB || failed) process.exitCode = 1;
}

function roundedIn(table: Readonly<Record<string, object>>) {
  return Object.fromEntries(
    Object.entries(table).map(([name, row]) => [
      name,
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, Number(Number(value).toPrecision(6))]),
      ),
    ]),
  );
}
