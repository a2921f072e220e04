import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { sql } from "kysely";

import { dayAt } from "@lingdai/policy";
import {
  countWalkInsWithinHour,
  fileWalkIn,
  inTransaction,
  lookUpWalkIn,
  staffIdOf,
  type StaffViewer,
} from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

const CLERK: StaffViewer = { level: "village", place: "370302003201", staffId: staffIdOf(5) };
const COLLEAGUE: StaffViewer = { ...CLERK, staffId: staffIdOf(6) };
const NUMBER = "510104195003071234";

let record: TestRecord;

before(async () => {
  record = await openTestRecord();
  const { keyring } = record;
  await inTransaction(record.worker, "worker", async (tx) => {
    const person = { idType: "resident-id", idNumber: NUMBER, names: ["李秀英"] } as const;
    const { beneficiary_id } = await tx
      .insertInto("beneficiary")
      .values({
        document_key: keyring.documentKey("resident-id", NUMBER),
        name_keys: [keyring.nameKey("李秀英"), keyring.nameKey("李秀瑛")],
        sealed: keyring.seal(person),
        has_phone: false,
        has_household: false,
        has_residence: false,
      })
      .returning("beneficiary_id")
      .executeTakeFirstOrThrow();
    const row = { beneficiary_id, since: dayAt("2010-01-01"), pay_division: "510104" };
    await tx
      .insertInto("entitlement")
      .values([
        { ...row, number: 0, insurance: "enterprise-pension", kind: "retirement-pension" },
        { ...row, number: 1, insurance: "work-injury", kind: "nursing-fee", conclusion: "pending" },
      ])
      .execute();
  });
});
after(async () => {
  await record.close();
});

async function look(viewer: StaffViewer, name: string, number = NUMBER) {
  return await inTransaction(record.app, viewer, async (tx) => {
    return await lookUpWalkIn(tx, {
      documentKey: record.keyring.documentKey("resident-id", number),
      nameKey: record.keyring.nameKey(name),
    });
  });
}

test("A clerk far away learns region and conclusion of an exact number and name, and nothing else", async () => {
  const found = await look(CLERK, "李秀英");
  assert.deepEqual(found?.benefits, [
    {
      payDivision: "510104",
      insurance: "enterprise-pension",
      kind: "retirement-pension",
      conclusion: null,
    },
    { payDivision: "510104", insurance: "work-injury", kind: "nursing-fee", conclusion: "pending" },
  ]);
  assert.ok(await look(CLERK, "李秀瑛"), "a name on any of the rows");
  await inTransaction(record.app, CLERK, async (tx) => {
    assert.deepEqual(await tx.selectFrom("entitlement").selectAll().execute(), []);
    assert.deepEqual(await tx.selectFrom("beneficiary").selectAll().execute(), []);
  });
});

test("A name or a number that differs finds nobody, and the look is kept all the same", async () => {
  const soFar = await inTransaction(record.app, CLERK, countWalkInsWithinHour);
  assert.equal(await look(CLERK, "李秀"), undefined);
  assert.equal(await look(CLERK, "李秀英", "510104195003071235"), undefined);
  assert.equal(await inTransaction(record.app, CLERK, countWalkInsWithinHour), soFar + 2);
});

test("Each look is in the audit under the clerk's name, without the number that was asked for", async () => {
  await look(COLLEAGUE, "李秀英");
  await look(COLLEAGUE, "王芳");
  const { rows } = await inTransaction(
    record.worker,
    "worker",
    async (tx) =>
      await sql<{ action: string; beneficiary_id: number | null; found: boolean }>`
        SELECT action, beneficiary_id, (detail -> 'found')::boolean AS found FROM audit_record
        WHERE staff_id = ${COLLEAGUE.staffId} ORDER BY recorded_at`.execute(tx),
  );
  assert.deepEqual(rows, [
    { action: "look-up-walk-in", beneficiary_id: 1, found: true },
    { action: "look-up-walk-in", beneficiary_id: null, found: false },
  ]);
});

test("Whoever has looked files one certification, once; nobody files on another's look", async () => {
  const found = await look(CLERK, "李秀英");
  assert.ok(found);
  const file = async (viewer: StaffViewer): Promise<boolean> =>
    await inTransaction(record.app, viewer, async (tx) => {
      return await fileWalkIn(tx, found.walkInId, { kind: "counter" });
    });
  assert.equal(await file(COLLEAGUE), false);
  assert.equal(await file(CLERK), true);
  assert.equal(await file(CLERK), false);
});

test("A look in vain files nothing", async () => {
  await look(CLERK, "王芳");
  const last = await inTransaction(record.worker, "worker", async (tx) => {
    return await tx
      .selectFrom("walk_in")
      .select("walk_in_id")
      .orderBy("walk_in_id", "desc")
      .executeTakeFirstOrThrow();
  });
  const filed = await inTransaction(record.app, CLERK, async (tx) => {
    return await fileWalkIn(tx, last.walk_in_id, { kind: "counter" });
  });
  assert.equal(filed, false);
});

test("Units receive no walk-ins, and nobody does who has not signed in", async () => {
  const keys = { documentKey: Buffer.alloc(16), nameKey: Buffer.alloc(16) };
  const unit: StaffViewer = { level: "unit", place: "U1", staffId: staffIdOf(9) };
  for (const viewer of [unit, "nobody"] as const) {
    const attempt = inTransaction(record.app, viewer, async (tx) => await lookUpWalkIn(tx, keys));
    await assert.rejects(attempt, { code: "42501" });
  }
});
