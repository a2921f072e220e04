import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import {
  addStaff,
  beginSession,
  disableStaff,
  findForSignIn,
  findSignedIn,
  findStaff,
  inTransaction,
  type NewStaff,
  type Transaction,
} from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

const CLERK: NewStaff = {
  login: "wang",
  name: "王芳",
  passwordHash: "$argon2id$",
  role: "clerk",
  level: "county",
  place: "510104",
  origin: "added",
};

let record: TestRecord;

before(async () => {
  record = await openTestRecord();
});
after(async () => {
  await record.close();
});

async function asWorker<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return await inTransaction(record.worker, "worker", work);
}

test("Staff are added once under a login, found again, and the audit says so without the hash", async () => {
  const id = await asWorker(async (tx) => await addStaff(tx, CLERK));
  assert.ok(id);
  assert.equal(
    await asWorker(async (tx) => await addStaff(tx, { ...CLERK, name: "王兰" })),
    undefined,
  );
  assert.deepEqual(await asWorker(async (tx) => await findStaff(tx, "wang")), {
    staffId: id,
    login: "wang",
    name: "王芳",
    role: "clerk",
    level: "county",
    place: "510104",
    disabledOn: null,
  });
  const { rows } = await record.worker.pool.query("SELECT action, detail FROM audit_record");
  assert.deepEqual(rows, [
    {
      action: "add-staff",
      detail: { staffId: id, login: "wang", role: "clerk", level: "county", place: "510104" },
    },
  ]);
});

test("A place that does not fit its level is refused by the database itself", async () => {
  const unfit: readonly Partial<NewStaff>[] = [
    { level: "province", place: "510104" },
    { level: "village", place: "510104" },
    { level: "county", place: "5101" },
    { level: "unit", place: "" },
  ];
  for (const each of unfit) {
    const attempt = asWorker(async (tx) => await addStaff(tx, { ...CLERK, login: "li", ...each }));
    await assert.rejects(attempt, { constraint: "a_place_fits_its_level" });
  }
});

test("Whoever is disabled is signed out at once, signs in no more, and is kept for the audit", async () => {
  const token = Buffer.alloc(32, 1);
  const staff = await asWorker(async (tx) => await findStaff(tx, "wang"));
  assert.ok(staff);
  const asNobody = async <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
    await inTransaction(record.app, "nobody", work);
  await asNobody(async (tx) => await beginSession(tx, token, staff.staffId));
  assert.ok(await asNobody(async (tx) => await findSignedIn(tx, token)));
  const on = dayAt("2026-11-28");
  assert.equal(await asWorker(async (tx) => await disableStaff(tx, "wang", on)), true);
  assert.equal(await asWorker(async (tx) => await disableStaff(tx, "wang", on + 1)), false);
  assert.equal(await asNobody(async (tx) => await findSignedIn(tx, token)), undefined);
  assert.equal(await asNobody(async (tx) => await findForSignIn(tx, "wang")), undefined);
  const kept = await asWorker(async (tx) => await findStaff(tx, "wang"));
  assert.equal(kept?.disabledOn, on);
});
