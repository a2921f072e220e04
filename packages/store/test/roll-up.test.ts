// The counts that are kept are those that counting would give: after random changes, folded or not,
// rolled back or not, by many at once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import fc from "fast-check";
import { sql } from "kysely";

import { dayAt, firstOfMonth } from "@lingdai/policy";
import {
  beneficiaryIdOf,
  foldCounts,
  foldRollUp,
  foldingBetweenBatches,
  inTransaction,
  readRollUp,
  rebuildRollUp,
  staffIdOf,
  type PlaceDigits,
  type RollUpRow,
  type Transaction,
} from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

const PEOPLE = 60;
const LEVELS = [2, 4, 6, 9, 12] as const;

let record: TestRecord;

before(async () => {
  record = await openTestRecord();
  await asWorker(async (tx) => {
    await sql`INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
        has_household, has_residence)
      SELECT each, int4send(each), '{}', '', false, false, false
      FROM generate_series(1, ${PEOPLE}::integer) AS each`.execute(tx);
  });
});
after(async () => {
  await record.close();
});

async function asWorker<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return await inTransaction(record.worker, "worker", work);
}

type Group = Omit<RollUpRow, "benefits">;

function keyOf({ place, policy, insurance, conclusion, status, deadlineMonth }: Group): string {
  return [place, policy, insurance, conclusion, status, deadlineMonth].join("|");
}

/** Counted row by row, in plain words: the places of DOMAIN 5, a row a benefit. */
async function countLive(tx: Transaction, digits: PlaceDigits): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("entitlement")
    .select(["pay_division", "residence_division", "policy", "insurance", "conclusion", "status"])
    .select("deadline")
    .execute();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const division = digits <= 6 ? row.pay_division : row.residence_division;
    if (division === null || division.length < digits) continue;
    const key = [
      division.slice(0, digits),
      row.policy,
      row.insurance,
      row.conclusion,
      row.status,
      row.deadline === null ? null : firstOfMonth(row.deadline),
    ].join("|");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${key}=${count}`).toSorted();
}

async function countKept(tx: Transaction, digits: PlaceDigits): Promise<readonly string[]> {
  const rows = await readRollUp(tx, { digits, within: "" });
  return rows.map((row) => `${keyOf(row)}=${row.benefits}`).toSorted();
}

async function assertCountsAgree(): Promise<void> {
  await asWorker(async (tx) => {
    for (const digits of LEVELS) {
      assert.deepEqual(
        await countKept(tx, digits),
        await countLive(tx, digits),
        `${digits} digits`,
      );
    }
  });
}

/** So many of each side. */
async function foldSome(tx: Transaction, deltasMax: number): Promise<number> {
  const payers = await foldRollUp(tx, { side: "payer", deltasMax });
  return payers + (await foldRollUp(tx, { side: "residence", deltasMax }));
}

interface Change {
  readonly person: number;
  readonly pay: string;
  readonly residence: string | null;
  readonly conclusion: "eligible" | "lost" | "pending" | null;
  readonly status: "paying" | "suspended";
  readonly deadline: string | null;
  readonly end: "keep" | "undo" | "fold";
}

const someChanges: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    person: fc.integer({ min: 1, max: PEOPLE }),
    pay: fc.constantFrom("510104", "510105", "370302", "140000"),
    residence: fc.constantFrom("510104020001", "510104020002", "510104021", "370302", null),
    conclusion: fc.constantFrom("eligible" as const, "lost" as const, "pending" as const, null),
    status: fc.constantFrom("paying" as const, "suspended" as const),
    deadline: fc.constantFrom("2026-01-31", "2026-02-01", "2026-02-28", null),
    end: fc.constantFrom("keep" as const, "undo" as const, "fold" as const),
  }),
  { minLength: 1, maxLength: 25 },
);

async function apply(tx: Transaction, change: Change): Promise<void> {
  const { person, pay, residence, conclusion, status, deadline } = change;
  const values = {
    pay_division: pay,
    residence_division: residence,
    conclusion,
    status,
    deadline: deadline === null ? null : dayAt(deadline),
  };
  // People first, as every writer does.
  await tx
    .selectFrom("beneficiary")
    .select("beneficiary_id")
    .where("beneficiary_id", "=", beneficiaryIdOf(person))
    .forNoKeyUpdate()
    .execute();
  await tx
    .insertInto("entitlement")
    .values({
      beneficiary_id: beneficiaryIdOf(person),
      number: 0,
      policy: pay.startsWith("51") ? "sichuan-2022" : null,
      insurance: "enterprise-pension",
      kind: "retirement-pension",
      since: dayAt("2010-01-01"),
      ...values,
    })
    .onConflict((conflict) => conflict.columns(["beneficiary_id", "number"]).doUpdateSet(values))
    .execute();
}

test("After any changes, kept or undone, folded or not, the counts are those of counting", async () => {
  await fc.assert(
    fc.asyncProperty(someChanges, async (changes) => {
      for (const change of changes) {
        const changed = asWorker(async (tx) => {
          await apply(tx, change);
          if (change.end === "undo") throw new Error("undone");
          if (change.end === "fold") await foldSome(tx, 3);
        });
        await (change.end === "undo" ? assert.rejects(changed, /undone/) : changed);
      }
      await assertCountsAgree();
    }),
    { numRuns: 15 },
  );
});

test("One statement that changes many benefits is counted whole", async () => {
  await asWorker(async (tx) => {
    await tx
      .updateTable("entitlement")
      .set({ status: "stopped", deadline: sql`deadline + 40` })
      .execute();
  });
  await assertCountsAgree();
});

test("Nothing is counted that did not change a count", async () => {
  await asWorker(async (tx) => {
    while ((await foldSome(tx, 10)) > 0);
    await tx.updateTable("entitlement").set({ is_locked: true }).execute();
    assert.deepEqual(await tx.selectFrom("roll_up_delta").select("change").execute(), []);
  });
});

test("Changes and foldings at the same time lose and double nothing", async () => {
  const changes = fc.sample(someChanges, { numRuns: 8, seed: 7 });
  const folding = Array.from({ length: 30 }, async (_, at) => {
    await asWorker(async (tx) => {
      if (at % 3 === 0) return await foldSome(tx, 5);
      return await foldRollUp(tx, { side: at % 3 === 1 ? "payer" : "residence", deltasMax: 5 });
    });
  });
  const changing = changes.map(async (each) => {
    for (const change of each) await asWorker(async (tx) => await apply(tx, change));
  });
  await Promise.all([...folding, ...changing]);
  await assertCountsAgree();
});

test("Whoever publishes folds what dashboards of agencies add up, once in five batches, and no more", async () => {
  const waiting = async () => {
    const { rows } = await record.worker.pool.query<{ side: string }>(
      "SELECT DISTINCT side FROM roll_up_delta ORDER BY side",
    );
    return rows.map(({ side }) => side);
  };
  await foldCounts(record.worker);
  assert.deepEqual(await waiting(), []);
  await asWorker(async (tx) => {
    await tx
      .updateTable("entitlement")
      .set({ status: "suspended", residence_division: "510104021" })
      .execute();
  });
  const foldNowAndThen = foldingBetweenBatches(record.worker);
  for (let batch = 1; batch < 5; batch += 1) await foldNowAndThen();
  assert.deepEqual(await waiting(), ["payer", "residence"]);
  await foldNowAndThen();
  assert.deepEqual(await waiting(), ["residence"]);
  await assertCountsAgree();
});

test("Counting anew gives the same, and leaves nothing to fold", async () => {
  await asWorker(rebuildRollUp);
  await assertCountsAgree();
  assert.equal(await asWorker(async (tx) => await foldSome(tx, 1000)), 0);
});

test("Staff read the counts of their place and of those within it, and no others", async () => {
  // Some counts are folded and some are not: either way they are theirs or not.
  await asWorker(async (tx) => {
    await tx.updateTable("entitlement").set({ status: "terminated" }).execute();
    await foldSome(tx, 20);
  });
  type Level = "province" | "county" | "township" | "unit";
  const readAs = async (level: Level, place: string, digits: PlaceDigits) =>
    await inTransaction(
      record.app,
      { level, place, staffId: staffIdOf(1) },
      async (tx) => await countKept(tx, digits),
    );
  const within = async (place: string, digits: PlaceDigits) => {
    const all = await asWorker(async (tx) => await countLive(tx, digits));
    return all.filter((count) => count.startsWith(place));
  };
  for (const digits of LEVELS) {
    for (const [level, place] of [
      ["province", "51"],
      ["county", "510104"],
      ["township", "510104020"],
    ] as const) {
      // Of a place above theirs they would see a part.
      const theirs = digits < place.length ? [] : await within(place, digits);
      assert.deepEqual(await readAs(level, place, digits), theirs, `${level} by ${digits}`);
    }
    assert.deepEqual(await readAs("unit", "51", digits), []);
  }
  assert.ok((await within("510104", 6)).length > 0);
});

test("A month that nobody's deadline is in any longer stands in no row", async () => {
  await asWorker(async (tx) => {
    await tx
      .updateTable("entitlement")
      .set({ deadline: dayAt("2027-05-31") })
      .execute();
    while ((await foldSome(tx, 10)) > 0);
    const { rows } = await sql<{ month: string | null; isCounted: boolean }>`
      SELECT DISTINCT deadline_month::text AS month, counted.benefits > 0 AS "isCounted"
      FROM roll_up, unnest(deadline_months, benefits) AS counted (deadline_month, benefits)`.execute(
      tx,
    );
    assert.deepEqual(rows, [{ month: "2027-05-01", isCounted: true }]);
  });
  await assertCountsAgree();
});
