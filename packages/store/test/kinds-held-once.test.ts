// A person holds a kind of an insurance once: what the index of 0046 holds, which knows codes by number.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BENEFIT_KINDS, INSURANCES } from "@lingdai/policy";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

let record: TestRecord;

before(async () => {
  record = await openTestRecord();
  await record.worker.pool.query(
    `INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
       has_household, has_residence)
     VALUES (1, 'one', '{}', '', false, false, false), (2, 'two', '{}', '', false, false, false)`,
  );
});
after(async () => {
  await record.close();
});

async function hold(...benefits: readonly [person: number, number: number, codes: string][]) {
  const rows = benefits.map(([person, number, codes]) => {
    const [insurance, kind] = codes.split(" ");
    return `(${person}, ${number}, '${insurance}', '${kind}', '2020-01-01', '510104')`;
  });
  await record.worker.pool.query(
    `INSERT INTO entitlement (beneficiary_id, number, insurance, kind, since, pay_division)
     VALUES ${rows.join(", ")}`,
  );
}

test("The same kind of the same insurance is refused, in a later statement and in one", async () => {
  await hold([1, 0, "work-injury nursing-fee"]);
  const once = /a_person_holds_a_kind_once/;
  await assert.rejects(hold([1, 1, "work-injury nursing-fee"]), once);
  await assert.rejects(
    hold([1, 1, "work-injury disability-allowance"], [1, 2, "work-injury disability-allowance"]),
    once,
  );
});

test("Another kind, the kind under another insurance, and another person's are not", async () => {
  await hold([1, 1, "enterprise-pension survivor-subsidy"]);
  await hold([1, 2, "institution-pension survivor-subsidy"]);
  await hold([2, 0, "enterprise-pension survivor-subsidy"]);
});

test("No two of all kinds that could be held share the number that the index knows them by", async () => {
  const codes = Object.keys(INSURANCES).flatMap((insurance) =>
    Object.keys(BENEFIT_KINDS).map((kind) => `${insurance} ${kind}`),
  );
  const { rows } = await record.worker.pool.query<{ numbers: string }>(
    `SELECT count(DISTINCT hashtextextended(codes, 0)) AS numbers FROM unnest($1::text[]) AS codes`,
    [codes],
  );
  assert.equal(Number(rows[0]?.numbers), codes.length);
});
