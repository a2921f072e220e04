// What happens when things go wrong in the middle: processes killed at random moments, the database
// restarted under load, two at the same work, a clock that jumps. Afterwards nothing is lost, nothing
// doubled: the record says exactly what it says where nothing went wrong.

import assert from "node:assert/strict";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { TestContext } from "node:test";

import type { Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";
import { importObservations, importRoster, prepareQueue, runNights } from "@lingdai/service";
import type { Database } from "@lingdai/store";
import {
  TakenAlready,
  clientOf,
  enqueueJob,
  inTransaction,
  migrate,
  openDatabase,
  startCluster,
} from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";
import { TEST_KEYRING, openTestRecord } from "@lingdai/test-kit";

import { isReady, killAfter, seededChance, startProcess } from "./killed-processes.ts";
import type { RecordDigest } from "./record-digest.ts";
import { assertSame, digestOf } from "./record-digest.ts";
import type { SmallProvince } from "./small-province.ts";
import { TODAY, makeProvince, openSichuan, takeInAll } from "./small-province.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const ATTEMPTS_MAX = 60;
/** Longer than anything here takes, however busy the machine is. */
const PATIENCE_MS = 600_000;

let province: SmallProvince;
/** What the record says where nothing went wrong: after the files, and after the nights. */
let takenIn: RecordDigest;
let afterNights: RecordDigest;
/** How long all of it takes where nobody disturbs it. */
let wholeMs: number;
before(async () => {
  province = await makeProvince(300);
  const record = await openTestRecord();
  await openSichuan(record.worker);
  const begun = performance.now();
  await takeInAll(record.worker, province);
  takenIn = await digestOf(record.worker);
  await runNights({ database: record.worker, day: TODAY });
  await runNights({ database: record.worker, day: TODAY + 40 });
  wholeMs = performance.now() - begun;
  afterNights = await digestOf(record.worker);
  await record.close();
});
after(() => {
  province.remove();
});

/** A record of a test's own with the region open. */
async function aRecord(context: TestContext): Promise<TestRecord> {
  const record = await openTestRecord();
  context.after(async () => {
    await record.close();
  });
  await openSichuan(record.worker);
  return record;
}

test("A process killed at random moments of intake and nightly run loses and doubles nothing", async (context) => {
  const record = await aRecord(context);
  context.diagnostic(`SEED=${SEED}`);
  const chance = seededChance(SEED);
  let kills = 0;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const args = [record.ownerUrl, JSON.stringify(province)];
    const child = startProcess("take-in-process.ts", args);
    // The first three together live too short a time for the work; later ones live longer, so that
    // it ends however slow the machine is.
    const isDone = await killAfter(child, chance() * 0.15 * wholeMs * (attempt + 1));
    if (isDone) break;
    kills += 1;
  }
  context.diagnostic(`${kills} kills`);
  assert.ok(kills > 2, "it was killed");
  assertSame(await digestOf(record.worker), afterNights);
});

test("Jobs of a killed worker are taken up by the next one, once", async (context) => {
  const record = await aRecord(context);
  await prepareQueue(record.ownerUrl);
  const chance = seededChance(SEED + 1);
  const { mappings } = province;
  // The next file only when the one before is in: a job whose worker died goes to the end of the queue,
  // and in another order other rows would be the first of their kind.
  const feed = async (sort: "roster" | "observations", paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      await inTransaction(record.worker, "worker", async (tx) => {
        const payload = { sort, path, mappings };
        await enqueueJob(tx, { task: "import-file", payload, key: path });
      });
      while ((await jobsLeft(record.worker, "import-file")) > 0) await sleep(50);
    }
  };
  const work = async (kills: number, fed: Promise<void>): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
      const child = startProcess("worker-process.ts", [record.ownerUrl]);
      if (attempt < kills) {
        await isReady(child);
        await killAfter(child, chance() * 800);
        continue;
      }
      const ended = killAfter(child, PATIENCE_MS);
      await isReady(child);
      await fed;
      child.kill("SIGTERM");
      assert.ok(await ended, "the last worker ended as it was told to");
      return;
    }
  };
  await work(2, feed("roster", [province.roster]));
  await work(3, feed("observations", province.observations));
  assertSame(await digestOf(record.worker), takenIn);
});

test("A worker killed inside its night is followed by one that ends it", async (context) => {
  const record = await aRecord(context);
  const { worker } = record;
  await prepareQueue(record.ownerUrl);
  await takeInAll(worker, province);
  await runNights({ database: worker, day: TODAY });
  await inTransaction(worker, "worker", async (tx) => {
    const payload = { day: formatDay(TODAY + 40) };
    await enqueueJob(tx, { task: "nightly", payload, key: "night" });
  });
  const killed = startProcess("worker-process.ts", [record.ownerUrl]);
  // While somebody holds the person who is due first, the night of that day cannot end.
  await inTransaction(worker, "worker", async (tx) => {
    const { rows } = await clientOf(tx).query<{ day: Day }>(
      `WITH first AS (
         SELECT beneficiary_id, next_due_on FROM case_file
         ORDER BY next_due_on, beneficiary_id LIMIT 1)
       SELECT next_due_on AS day FROM first JOIN beneficiary USING (beneficiary_id)
       FOR NO KEY UPDATE OF beneficiary`,
    );
    const nights = async () =>
      await worker.pool.query("SELECT FROM nightly_run WHERE day = $1 AND finished_at IS NULL", [
        formatDay(rows[0]?.day ?? 0),
      ]);
    while ((await nights()).rowCount === 0) await sleep(50);
    killed.kill("SIGKILL");
    await killAfter(killed, PATIENCE_MS);
  });
  const next = startProcess("worker-process.ts", [record.ownerUrl]);
  const ended = killAfter(next, PATIENCE_MS);
  await isReady(next);
  while ((await jobsLeft(worker, "nightly")) > 0) await sleep(100);
  next.kill("SIGTERM");
  assert.ok(await ended, "the next worker ended as it was told to");
  assertSame(await digestOf(worker), afterNights);
});

async function jobsLeft(database: Database, task: string): Promise<number> {
  const { rows } = await database.pool.query<{ left: number }>(
    `SELECT count(*) AS left FROM graphile_worker._private_jobs
     JOIN graphile_worker._private_tasks AS task ON task.id = task_id
     WHERE identifier = $1`,
    [task],
  );
  return rows[0]?.left ?? 0;
}

async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

test("Two at one file: one works, the other is told; the file counts once", async (context) => {
  const { worker } = await aRecord(context);
  const { roster, mappings } = province;
  const rosters = await Promise.allSettled(
    [1, 2].map(async () => await importRoster(worker, { path: roster, mappings, day: TODAY })),
  );
  assertOneWorked(rosters);
  for (const path of province.observations) {
    const imports = await Promise.allSettled(
      [1, 2].map(async () => await importObservations(worker, { path, mappings, day: TODAY })),
    );
    assertOneWorked(imports);
  }
  assertSame(await digestOf(worker), takenIn);
});

/** Files without rows may be the same file under two names: then it was in already. */
function assertOneWorked(settled: readonly PromiseSettledResult<{ outcome: string }>[]): void {
  const outcomes = settled.map((each) => {
    if (each.status === "fulfilled") return each.value.outcome;
    return each.reason instanceof TakenAlready ? "told" : String(each.reason);
  });
  const expected = [
    ["taken-in", "told"],
    ["taken-in", "was-taken-in"],
    ["told", "was-taken-in"],
    ["was-taken-in", "was-taken-in"],
  ];
  const found = outcomes.toSorted().join(" and ");
  assert.ok(
    expected.some((pair) => pair.join(" and ") === found),
    found,
  );
}

test("Two nightly runs at once do what one does, and a day that was run is done", async (context) => {
  const { worker } = await aRecord(context);
  await takeInAll(worker, province);
  await Promise.all([
    runNights({ database: worker, day: TODAY }),
    runNights({ database: worker, day: TODAY }),
  ]);
  await Promise.all([
    runNights({ database: worker, day: TODAY + 40 }),
    runNights({ database: worker, day: TODAY + 40 }),
  ]);
  assertSame(await digestOf(worker), afterNights);
});

test("A clock that jumps ahead is caught up night by night, and one that jumps back does nothing", async (context) => {
  const { worker } = await aRecord(context);
  await takeInAll(worker, province);
  for (let day = TODAY; day <= TODAY + 40; day += 1)
    await runNights({ database: worker, day: day });
  assertSame(await digestOf(worker), afterNights, "every night by itself");
  await runNights({ database: worker, day: TODAY - 10 });
  await runNights({ database: worker, day: TODAY + 40 });
  assertSame(await digestOf(worker), afterNights, "back and again");
});

test("A database that restarts under load is gone on with", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "lingdai-restart-"));
  await chmod(folder, 0o711);
  context.after(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  const chance = seededChance(SEED + 2);
  let restarts = 0;
  for (let attempt = 0; ; attempt += 1) {
    const cluster = await startCluster({ folder, durability: "durable" });
    await migrate({ ownerUrl: cluster.url, keyring: TEST_KEYRING });
    const worker = openDatabase({ url: cluster.url, role: "worker", keyring: TEST_KEYRING });
    try {
      await openSichuan(worker);
      const work = takeInAll(worker, province);
      if (attempt < 3) {
        const failed = work.then(
          () => false,
          () => true,
        );
        // The first time as soon as it has begun, so that it cannot have ended.
        const allOfThem = failed.then(() => Infinity);
        while ((await Promise.race([allOfThem, filesIn(worker)])) <= attempt) await sleep(20);
        if (attempt > 0) await sleep(chance() * 600);
        await cluster.stop();
        if (await failed) restarts += 1;
        continue;
      }
      await work;
      assert.ok(restarts > 0, "it was restarted under load");
      assertSame(await digestOf(worker), takenIn);
      return;
    } finally {
      await worker.close();
      await cluster.stop();
    }
  }
});

async function filesIn({ pool }: Database): Promise<number> {
  return (await pool.query("SELECT FROM source_file")).rowCount ?? 0;
}
