import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  Keyring,
  beneficiaryIdOf,
  inTransaction,
  openDatabase,
  resealAll,
  staffIdOf,
  unmaskPerson,
  type Database,
  type PersonalData,
  type StaffViewer,
} from "@lingdai/store";
import { TEST_KEYRING, TEST_MASTER, openTestRecord, type TestRecord } from "@lingdai/test-kit";

/** More than two batches of a thousand. */
const PEOPLE = 2300;
const renewed = Keyring.fromMaster(TEST_MASTER, Buffer.alloc(32, 5));
const CLERK: StaffViewer = { level: "county", place: "510104", staffId: staffIdOf(3) };

let record: TestRecord;
let worker: Database;

function person(at: number): PersonalData {
  return { idType: "passport", idNumber: `E${String(at).padStart(8, "0")}`, names: [`某${at}`] };
}

before(async () => {
  record = await openTestRecord();
  worker = openDatabase({ url: record.ownerUrl, role: "worker", keyring: renewed });
  const keyring = TEST_KEYRING;
  const people = Array.from({ length: PEOPLE }, (_, at) => person(at + 1));
  await record.worker.pool.query(
    `INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
       has_household, has_residence)
     SELECT place, document_key, '{}', sealed, false, false, false
     FROM unnest($1::bytea[], $2::bytea[]) WITH ORDINALITY AS given (document_key, sealed, place)`,
    [
      people.map(({ idType, idNumber }) => keyring.documentKey(idType, idNumber)),
      people.map((each) => keyring.seal(each)),
    ],
  );
  await record.worker.pool.query(
    `INSERT INTO entitlement (beneficiary_id, number, insurance, kind, since, pay_division)
     VALUES (1, 0, 'enterprise-pension', 'retirement-pension', '2010-01-01', '510104')`,
  );
  await record.worker.pool.query(
    `INSERT INTO staff (login, name, password_hash, totp_secret, role, level, place)
     VALUES ('li', '李四', '-', $1, 'clerk', 'county', '510104')`,
    [keyring.sealText("SECRET")],
  );
  await record.worker.pool.query(
    `INSERT INTO machine_client (client, name, scopes, sealed_secret, requests_a_minute)
     VALUES ('rail', '铁路', '{}', $1, 60)`,
    [keyring.sealText("A MACHINE'S")],
  );
});
after(async () => {
  await worker.close();
  await record.close();
});

async function keyNumbers(): Promise<unknown> {
  const { rows } = await worker.pool.query(
    `SELECT get_byte(sealed, 1) AS key, count(*)::integer AS people FROM beneficiary
     GROUP BY 1 ORDER BY 1`,
  );
  return rows;
}

test("Whoever gives a reason reads one person within sight, and the reason is on record", async () => {
  const read = async (id: number, reason: string) =>
    await inTransaction(record.app, CLERK, async (tx) => {
      return await unmaskPerson(tx, record.keyring, { beneficiaryId: beneficiaryIdOf(id), reason });
    });
  assert.deepEqual(await read(1, "核对银行账号"), person(1));
  assert.equal(await read(1, " 看看 "), "no-reason");
  assert.equal(await read(2, "核对银行账号"), undefined, "out of sight");
  const { rows } = await record.worker.pool.query(
    "SELECT staff_id, beneficiary_id, detail FROM audit_record WHERE action = 'unmask-person'",
  );
  assert.deepEqual(rows, [{ staff_id: 3, beneficiary_id: 1, detail: { reason: "核对银行账号" } }]);
});

test("A replacement of keys that was cut short is finished by the next run", async () => {
  // As if a run had been killed after its first batch.
  const { rows } = await worker.pool.query<{ id: number; sealed: Buffer }>(
    "SELECT beneficiary_id AS id, sealed FROM beneficiary ORDER BY 1 LIMIT 1000",
  );
  for (const { id, sealed } of rows) {
    const fresh = renewed.seal(renewed.unseal(sealed));
    await worker.pool.query("UPDATE beneficiary SET sealed = $2 WHERE beneficiary_id = $1", [
      id,
      fresh,
    ]);
  }
  assert.deepEqual(await keyNumbers(), [
    { key: 1, people: PEOPLE - 1000 },
    { key: 2, people: 1000 },
  ]);
  // The rest of the people, and the secrets of one member of staff and of one machine.
  assert.equal(await resealAll(worker), PEOPLE - 1000 + 2);
  assert.deepEqual(await keyNumbers(), [{ key: 2, people: PEOPLE }]);
  assert.equal(await resealAll(worker), 0);
});

test("After the replacement everybody reads as before, and is found under the same number", async () => {
  const { rows } = await worker.pool.query<{ id: number; sealed: Buffer; found: Buffer }>(
    "SELECT beneficiary_id AS id, sealed, document_key AS found FROM beneficiary",
  );
  assert.equal(rows.length, PEOPLE);
  for (const { id, sealed, found } of rows) {
    assert.deepEqual(renewed.unseal(sealed), person(id));
    assert.deepEqual(renewed.documentKey("passport", person(id).idNumber), found);
  }
  const staff = await worker.pool.query<{ secret: Buffer }>(
    "SELECT totp_secret AS secret FROM staff",
  );
  assert.equal(renewed.unsealText(staff.rows[0]?.secret ?? Buffer.alloc(0)), "SECRET");
  const machines = await worker.pool.query<{ secret: Buffer }>(
    "SELECT sealed_secret AS secret FROM machine_client",
  );
  assert.equal(renewed.unsealText(machines.rows[0]?.secret ?? Buffer.alloc(0)), "A MACHINE'S");
});

test("Every column of envelopes takes part", async () => {
  const { rows } = await record.worker.pool.query<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'lingdai'::regnamespace AND relkind = 'r' AND attnum > 0
       -- These are gone within a day; the old key opens them until then.
       AND relname NOT IN ('staff_answer', 'provider_sign_in')
       AND (attname LIKE '%sealed%' OR attname LIKE '%secret%') ORDER BY 1`,
  );
  assert.deepEqual(
    rows.map(({ column }) => column),
    ["sealed", "sealed_cells", "sealed_given_name", "sealed_secret", "totp_secret"],
  );
});
