// Measures the system of record: first load, a month of observations, the nightly run. Each against a
// floor of the same minutes: PostgreSQL merely copying the same file into a table without an index.
// Sizes by arguments, in millions:
//
//   npm run bench:record -- --people 0.1 --observations 0.2      (the default, some minutes)
//   npm run bench:record -- --people 1 --observations 10         (tens of minutes, some 20 GB of disk)

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { dayAt } from "@lingdai/policy";
import { importObservations, importRoster, runNights } from "@lingdai/service";
import type { Cluster, Database } from "@lingdai/store";
import {
  copyFileInto,
  migrate,
  openDatabase,
  openRegions,
  startCluster,
  withSession,
} from "@lingdai/store";
import { TEST_KEYRING } from "@lingdai/test-kit";

import { makeObservations, makeRoster } from "./make-files.ts";

const MILLION = 1_000_000;
const TODAY = dayAt("2024-03-01");
/** The larger population of the nightly run, against the smaller. */
const TIMES = 10;

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "0.1" },
    observations: { type: "string", default: "0.2" },
    due: { type: "string", default: "0.002" },
    folder: { type: "string", default: tmpdir() },
  },
});
const people = Math.round(Number(values.people) * MILLION);
const observations = Math.round(Number(values.observations) * MILLION);
const due = Math.round(Number(values.due) * MILLION);

const folder = mkdtempSync(join(values.folder, "lingdai-bench-record-"));
chmodSync(folder, 0o711);
try {
  console.log(`${availableParallelism()} cores, ${cpus()[0]?.model}, Node ${process.version}`);
  const made = { people, observations, asOf: "2024-03-01", seed: 7 };
  const [roster, month] = [join(folder, "roster.csv"), join(folder, "month.csv")];
  makeRoster(roster, made);
  makeObservations([month], made);
  const large = await openRecord("large");
  const load = await timed(async () => await takeIn(large.database, "roster", roster));
  const loadFloor = await floorOf(large.database, roster);
  const steps = watchForSteps(large.database);
  const ingest = await timed(async () => await takeIn(large.database, "observations", month));
  const ingestFloor = await floorOf(large.database, month);
  const read = ingest - (await steps.seconds());
  const stepped = await countStepped(large.database);
  console.table({
    "first load": { rows: people, seconds: load, floor: loadFloor, "x floor": load / loadFloor },
    "of it sealing": { rows: people, seconds: secondsToSeal(people) },
    "a month": {
      rows: observations,
      seconds: ingest,
      floor: ingestFloor,
      "x floor": ingest / ingestFloor,
    },
    "of it rows": {
      rows: observations,
      seconds: read,
      floor: ingestFloor,
      "x floor": read / ingestFloor,
    },
    "of it steps": { rows: stepped, seconds: ingest - read },
  });
  const small = await openRecord("small");
  const fewer = { ...made, people: Math.round(people / TIMES) };
  makeRoster(roster, fewer);
  await takeIn(small.database, "roster", roster);
  const nights = {
    "a tenth of the people": await nightOf(small.database),
    "all people": await nightOf(large.database),
  };
  console.table(
    Object.fromEntries(
      Object.entries(nights).map(([name, seconds]) => [name, { "due cases": due, seconds }]),
    ),
  );
  console.log(`ratio ${(nights["all people"] / nights["a tenth of the people"]).toFixed(2)}`);
  for (const { database, cluster } of [large, small]) {
    await database.close();
    await cluster.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function openRecord(name: string): Promise<{ cluster: Cluster; database: Database }> {
  const cluster = await startCluster({ folder: join(folder, name) });
  await migrate({ ownerUrl: cluster.url, keyring: TEST_KEYRING });
  const database = openDatabase({ url: cluster.url, role: "worker", keyring: TEST_KEYRING });
  await withSession(database, async (session) => {
    await openRegions(session, [
      { payDivision: "51", policy: "sichuan-2022", openedOn: TODAY, start: "running" },
    ]);
  });
  return { cluster, database };
}

async function takeIn(
  database: Database,
  sort: "roster" | "observations",
  path: string,
): Promise<void> {
  const take = sort === "roster" ? importRoster : importObservations;
  await take(database, { path, mappings: [], day: TODAY });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** The same file, its columns as texts, into an unlogged table without an index. */
async function floorOf(database: Database, path: string): Promise<number> {
  return await withSession(database, async (session) =>
    timed(async () => {
      await copyFileInto(session, path);
    }),
  );
}

/** Sealing and blind indexes of so many people, alone. */
function secondsToSeal(count: number): number {
  const startedAt = performance.now();
  for (let at = 0; at < count; at += 1) {
    const idNumber = String(510104195003070000 + at);
    TEST_KEYRING.documentKey("resident-id", idNumber);
    TEST_KEYRING.seal({
      idType: "resident-id",
      idNumber,
      names: ["李秀英"],
      phone: "13800000000",
      residenceAddress: "成都市锦江区锦官驿街道水井坊社区居委会",
    });
  }
  return (performance.now() - startedAt) / 1000;
}

/** Looks on from outside for the moment at which all rows are in and the steps begin. */
function watchForSteps(database: Database) {
  let begunAt: number | undefined;
  const timer = setInterval(() => {
    database.pool
      .query("SELECT FROM source_file WHERE state = 'stepping'")
      .then(({ rowCount }) => {
        if ((rowCount ?? 0) > 0) begunAt ??= performance.now();
        return begunAt;
      })
      .catch(() => {});
  }, 50);
  return {
    seconds: async (): Promise<number> => {
      clearInterval(timer);
      return await Promise.resolve(
        begunAt === undefined ? 0 : (performance.now() - begunAt) / 1000,
      );
    },
  };
}

async function countStepped(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ people: number }>(
    "SELECT count(DISTINCT beneficiary_id) AS people FROM observation",
  );
  return rows[0]?.people ?? 0;
}

/** One night with so many due cases, spread over everybody: nobody else is due. */
async function nightOf(database: Database): Promise<number> {
  await runNights({ database, day: TODAY });
  await database.pool.query(
    "UPDATE case_file SET next_due_on = NULL WHERE next_due_on IS NOT NULL",
  );
  await database.pool.query(
    `UPDATE case_file SET next_due_on = $1 WHERE beneficiary_id IN (
       SELECT beneficiary_id FROM beneficiary ORDER BY document_key LIMIT $2)`,
    ["2024-03-02", due],
  );
  await database.pool.query("CHECKPOINT").catch(() => {});
  return await timed(async () => {
    await runNights({ database, day: TODAY + 1 });
  });
}
