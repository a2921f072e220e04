import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";

import pg from "pg";

import {
  anchorAudit,
  appendAudit,
  beneficiaryIdOf,
  inTransaction,
  staffIdOf,
  verifyAudit,
  type StaffViewer,
} from "@lingdai/store";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

const CLERK: StaffViewer = { level: "county", place: "510104", staffId: staffIdOf(5) };
/** Its records go to chain 1: the chain is the rest of the key by eight. */
const PERSON = beneficiaryIdOf(17);
const RECORDS = 6;

let record: TestRecord;
let owner: pg.Client;

before(async () => {
  record = await openTestRecord();
  owner = new pg.Client({ connectionString: record.ownerUrl });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await record.close();
});

beforeEach(async () => {
  for (let at = 1; at <= RECORDS; at += 1) await append(PERSON, at);
});
// Each test breaks the audit in its own way: the next begins with an empty one.
afterEach(async () => {
  await owner.query("TRUNCATE lingdai.audit_record, lingdai.audit_anchor");
  await owner.query("DELETE FROM lingdai.audit_head");
  await owner.query(
    "INSERT INTO lingdai.audit_head SELECT chain, 0, '' FROM generate_series(0, 7) AS chain",
  );
});

async function append(person: typeof PERSON, at: number): Promise<void> {
  await inTransaction(record.app, CLERK, async (tx) => {
    await appendAudit(tx, [{ action: "certify", beneficiaryId: person, detail: { at } }]);
  });
}

async function firstBroken(): Promise<string | undefined> {
  const { broken } = await verifyAudit(record.worker);
  const [first] = broken;
  return first && `${first.chain}/${first.position} ${first.fault}`;
}

test("An audit that nobody touched is whole, and says how many records it has", async () => {
  assert.deepEqual(await verifyAudit(record.worker), { records: RECORDS, broken: [] });
});

test("A record names who did what about whom, and detail in any order of keys is one", async () => {
  await inTransaction(record.app, CLERK, async (tx) => {
    await appendAudit(tx, [
      { action: "confirm-loss", beneficiaryId: PERSON, detail: { b: [1, 2], a: "甲" } },
      { action: "sign-in" },
    ]);
  });
  const { rows } = await owner.query(
    `SELECT chain, position, staff_id, action, beneficiary_id, detail FROM lingdai.audit_record
     WHERE action <> 'certify' ORDER BY action`,
  );
  assert.deepEqual(rows, [
    {
      chain: 1,
      position: "7",
      staff_id: "5",
      action: "confirm-loss",
      beneficiary_id: "17",
      detail: { a: "甲", b: [1, 2] },
    },
    // Concerns nobody: the chain of who did it, 5 % 8.
    { chain: 5, position: "1", staff_id: "5", action: "sign-in", beneficiary_id: null, detail: {} },
  ]);
  assert.equal(await firstBroken(), undefined);
});

test("What a transaction appended vanishes with it", async () => {
  const failed = inTransaction(record.app, CLERK, async (tx) => {
    await appendAudit(tx, [{ action: "certify", beneficiaryId: PERSON }]);
    throw new Error("changed my mind");
  });
  await assert.rejects(failed);
  assert.deepEqual(await verifyAudit(record.worker), { records: RECORDS, broken: [] });
});

const TAMPERINGS: readonly (readonly [claim: string, statement: string, found: string])[] = [
  [
    "a changed detail",
    "UPDATE audit_record SET detail = '{\"at\": 33}' WHERE position = 3",
    "1/3 changed",
  ],
  ["a changed actor", "UPDATE audit_record SET staff_id = 6 WHERE position = 4", "1/4 changed"],
  [
    "a changed time",
    "UPDATE audit_record SET recorded_at = recorded_at + interval '1 microsecond' WHERE position = 2",
    "1/2 changed",
  ],
  [
    "another person",
    "UPDATE audit_record SET beneficiary_id = 25 WHERE position = 6",
    "1/6 changed",
  ],
  [
    "a record changed together with its hash",
    `UPDATE audit_record SET action = 'nothing', hash = audit_hash(chain, position, recorded_at,
       staff_id, 'nothing', beneficiary_id, detail, previous_hash) WHERE position = 3`,
    "1/4 changed",
  ],
  ["the first record deleted", "DELETE FROM audit_record WHERE position = 1", "1/1 missing"],
  ["a record deleted in the middle", "DELETE FROM audit_record WHERE position = 3", "1/3 missing"],
  ["the tail cut off", "DELETE FROM audit_record WHERE position > 4", "1/5 cut-off"],
  ["all records deleted", "DELETE FROM audit_record", "1/1 cut-off"],
  [
    "a deletion closed up by renumbering",
    `DELETE FROM audit_record WHERE position = 3;
     UPDATE audit_record SET position = -position WHERE position > 3;
     UPDATE audit_record SET position = -position - 1 WHERE position < 0;
     UPDATE audit_head SET position = 5 WHERE chain = 1`,
    "1/3 changed",
  ],
  [
    "a record appended by hand",
    `INSERT INTO audit_record SELECT chain, 7, recorded_at, staff_id, action, beneficiary_id, detail,
       hash, hash FROM audit_record WHERE position = 6`,
    "1/7 changed",
  ],
  [
    "a well-made record that the head does not know",
    `INSERT INTO audit_record SELECT chain, 7, recorded_at, staff_id, action, beneficiary_id, detail,
       hash, audit_hash(chain, 7::bigint, recorded_at, staff_id, action, beneficiary_id, detail, hash)
       FROM audit_record WHERE position = 6`,
    "1/7 inserted",
  ],
  [
    "a record before the first",
    `INSERT INTO audit_record SELECT chain, 0, recorded_at, staff_id, action, beneficiary_id, detail,
       hash, hash FROM audit_record WHERE position = 6`,
    "1/0 inserted",
  ],
  [
    "a record in a chain of its own",
    `INSERT INTO audit_record SELECT 9, 1, recorded_at, staff_id, action, beneficiary_id, detail,
       previous_hash, hash FROM audit_record WHERE position = 1`,
    "9/1 inserted",
  ],
  [
    "two records that changed places",
    `UPDATE audit_record SET position = -position WHERE position IN (2, 3);
     UPDATE audit_record SET position = 5 + position WHERE position < 0`,
    "1/2 changed",
  ],
  ["a head moved back", "UPDATE audit_head SET position = 5 WHERE chain = 1", "1/6 inserted"],
  [
    "a head with another hash",
    "UPDATE audit_head SET hash = '\\x00' WHERE chain = 1",
    "1/6 changed",
  ],
  ["a head that is gone", "DELETE FROM audit_head WHERE chain = 1", "1/7 cut-off"],
];
for (const [claim, statement, found] of TAMPERINGS) {
  test(`Found as superuser's work: ${claim}`, async () => {
    await owner.query(`SET search_path = lingdai; ${statement}; RESET search_path`);
    assert.equal(await firstBroken(), found);
  });
}

/** Cuts off the tail and puts the head where the chain ends then: nothing in the chain tells. */
const TRIM = `DELETE FROM lingdai.audit_record WHERE position > 4;
  UPDATE lingdai.audit_head SET position = 4,
    hash = (SELECT hash FROM lingdai.audit_record WHERE position = 4) WHERE chain = 1`;

test("A tail cut off together with its head is found once the audit was anchored", async () => {
  await anchorAudit(record.worker);
  await owner.query(TRIM);
  assert.equal(await firstBroken(), "1/5 cut-off");
});

test("A chain made anew after it was anchored is found, though every hash agrees", async () => {
  await anchorAudit(record.worker);
  await owner.query(TRIM);
  for (const at of [50, 60]) await append(PERSON, at);
  assert.equal(await firstBroken(), "1/6 rewritten");
});

test("An anchor that was not made with our keys is nobody's word", async () => {
  await owner.query("INSERT INTO lingdai.audit_anchor VALUES (1, 3, '\\x00', '\\x00')");
  assert.equal(await firstBroken(), undefined);
});

test("Twenty writers at once leave one unbroken chain each, and none waits for ever", async () => {
  const writers = Array.from({ length: 20 }, async (_, writer) => {
    for (let round = 0; round < 10; round += 1) {
      await inTransaction(record.app, CLERK, async (tx) => {
        // Chains in an order of the writer's own: a circle of waiting, were heads locked at once.
        const people = [0, 1, 2, 3].map((step) =>
          beneficiaryIdOf(1 + ((writer * 3 + step * 5) % 8)),
        );
        for (const beneficiaryId of people) {
          await appendAudit(tx, [{ action: "certify", beneficiaryId, detail: { writer, round } }]);
        }
      });
    }
  });
  await Promise.all(writers);
  // 20 writers, 10 rounds, 4 records each.
  assert.deepEqual(await verifyAudit(record.worker), { records: RECORDS + 800, broken: [] });
  const { rows } = await owner.query("SELECT FROM lingdai.audit_draft");
  assert.equal(rows.length, 0);
});
