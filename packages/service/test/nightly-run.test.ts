// The nightly run on a real record against the same people run night by night in memory: missed days
// are caught up in order, two runs at once share the work, a run that was killed goes on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import type { CaseFile, Day, Notice } from "@lingdai/policy";
import { dayAt, findPack, nightlyRun, openCaseFile } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";
import { runNights } from "@lingdai/service";
import type { BeneficiaryId } from "@lingdai/store";
import { inTransaction } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

import { addPersonOfRecord, openTestRegion } from "./scenarios/people-of-record.ts";

const record = await openTestRecord();
after(async () => {
  await record.close();
});

const OPENED = dayAt("2024-01-10");
const PEOPLE = 120;

interface InMemory {
  readonly id: BeneficiaryId;
  readonly pack: Pack;
  file: CaseFile;
  readonly notices: Notice[];
}
const people: InMemory[] = [];

function packOf(id: string): Pack {
  const pack = findPack(id);
  assert.ok(pack);
  return pack;
}

before(async () => {
  await inTransaction(record.worker, "worker", async (tx) => {
    for (const [at, policy] of ["sichuan-2022", "shanxi-2018", "zibo-2019"].entries()) {
      const payDivision = `51010${at}`;
      await openTestRegion(tx, payDivision, policy, OPENED);
      for (let each = 0; each < PEOPLE / 3; each += 1) {
        const person = {
          birthDate: dayAt("1950-01-01"),
          hasPhone: each % 2 === 0,
          hasHousehold: true,
          hasResidence: each % 3 === 0,
        };
        const grant = {
          insurance: "enterprise-pension",
          kind: "retirement-pension",
          since: dayAt("2010-05-01"),
          hasUnit: each % 5 !== 0,
          lastCertified: { on: OPENED - each * 11 },
        } as const;
        const id = await addPersonOfRecord(tx, {
          policy,
          payDivision,
          person,
          grants: [grant],
          openedOn: OPENED,
        });
        const pack = packOf(policy);
        people.push({ id, pack, file: openCaseFile(person, [grant], OPENED), notices: [] });
      }
    }
  });
});

let ranThrough = OPENED - 1;

/** The same nights in memory, every one of them. */
function inMemoryUpTo(day: Day): void {
  for (let night = ranThrough + 1; night <= day; night += 1) {
    for (const each of people) {
      const run = nightlyRun(each.pack, each.file, night);
      each.file = run.file;
      each.notices.push(...run.notices.flat());
    }
  }
  ranThrough = day;
}

async function compare(): Promise<void> {
  await inTransaction(record.worker, "worker", async (tx) => {
    const rows = await tx
      .selectFrom("entitlement")
      .select(["beneficiary_id as id", "status", "conclusion", "status_since as since"])
      .orderBy("beneficiary_id")
      .execute();
    assert.deepEqual(
      rows.map(({ id, status, conclusion }) => ({ id, status, conclusion })),
      people.map(({ id, file }) => ({
        id,
        status: file.entitlements[0]?.benefit.status,
        conclusion: file.entitlements[0]?.concluded?.conclusion,
      })),
    );
    const told = await tx
      .selectFrom("notice")
      .select(["beneficiary_id as id", "notice"])
      .orderBy("notice_id")
      .execute();
    for (const { id, notices } of people) {
      assert.deepEqual(
        told.filter((each) => each.id === id).map(({ notice }) => notice),
        notices,
      );
    }
  });
}

test("The first run says where everybody stands", async () => {
  const report = await runNights({ database: record.worker, day: OPENED, batchMax: 7 });
  assert.deepEqual(report.days, [OPENED]);
  assert.equal(report.cases, PEOPLE);
  inMemoryUpTo(OPENED);
  await compare();
});

test("After ninety nights without a run every missed day is run in its order", async () => {
  const report = await runNights({ database: record.worker, day: OPENED + 90, batchMax: 50 });
  assert.equal(report.days.length, 90);
  assert.ok(report.notices > 0);
  inMemoryUpTo(OPENED + 90);
  await compare();
});

test("Two runs at once share the work and tell nobody anything twice", async () => {
  const [left, right] = await Promise.all([
    runNights({ database: record.worker, day: OPENED + 160, batchMax: 2 }),
    runNights({ database: record.worker, day: OPENED + 160, batchMax: 3 }),
  ]);
  assert.ok(left.cases + right.cases > 0);
  inMemoryUpTo(OPENED + 160);
  await compare();
});

test("A run that is broken off goes on with what is left, on the same day", async () => {
  const stop = new AbortController();
  const broken = runNights({
    database: record.worker,
    day: OPENED + 250,
    batchMax: 1,
    signal: stop.signal,
    onProgress: ({ cases }) => {
      if (cases > 0) stop.abort();
    },
  });
  await assert.rejects(broken, { name: "AbortError" });
  await runNights({ database: record.worker, day: OPENED + 250 });
  inMemoryUpTo(OPENED + 250);
  await compare();
});

test("A day that was run already steps nobody again", async () => {
  const report = await runNights({ database: record.worker, day: OPENED + 250 });
  assert.equal(report.cases, 0);
});

test("Only who is due is touched: the others keep the version of their last change", async () => {
  const versions = async () =>
    await inTransaction(
      record.worker,
      "worker",
      async (tx) =>
        await tx
          .selectFrom("case_file")
          .select(["beneficiary_id as id", "version", "next_due_on as due"])
          .orderBy("beneficiary_id")
          .execute(),
    );
  const earlier = await versions();
  await runNights({ database: record.worker, day: OPENED + 251 });
  const later = await versions();
  for (const [at, { id, version, due }] of earlier.entries()) {
    const isDue = due !== null && due <= OPENED + 251;
    assert.equal(later[at]?.version, isDue ? version + 1 : version, `person ${id}`);
  }
});

test("Who was stopped over a year ago is tracked by the reason", async () => {
  await runNights({ database: record.worker, day: OPENED + 700 });
  inMemoryUpTo(OPENED + 700);
  await compare();
  const tracked = await inTransaction(
    record.worker,
    "worker",
    async (tx) =>
      await tx.selectFrom("tracking_case").select(["stop_reason", "stopped_on"]).execute(),
  );
  const stopped = people.filter(({ file }) =>
    file.entitlements.some(
      ({ benefit }) => benefit.status === "stopped" && benefit.changedOn < OPENED + 700 - 366,
    ),
  );
  assert.ok(stopped.length > 0);
  assert.equal(tracked.length, stopped.length);
  assert.ok(tracked.every(({ stop_reason }) => stop_reason === "not-certified"));
});

test("One broken case stops nobody else's night, and is named", async () => {
  const [broken] = people;
  assert.ok(broken);
  await record.worker.pool.query(
    `UPDATE lingdai.case_file SET file = '{"signs": 7}', next_due_on = '2026-01-01'
     WHERE beneficiary_id = $1`,
    [broken.id],
  );
  const report = await runNights({ database: record.worker, day: OPENED + 790, batchMax: 20 });
  assert.deepEqual(
    report.failed.map(({ beneficiaryId }) => beneficiaryId),
    [broken.id],
  );
  people.shift();
  inMemoryUpTo(OPENED + 790);
  const rows = await inTransaction(
    record.worker,
    "worker",
    async (tx) =>
      await tx
        .selectFrom("entitlement")
        .select(["beneficiary_id as id", "status"])
        .where("beneficiary_id", "<>", broken.id)
        .orderBy("beneficiary_id")
        .execute(),
  );
  assert.deepEqual(
    rows,
    people.map(({ id, file }) => ({ id, status: file.entitlements[0]?.benefit.status })),
  );
});
