// One observation by push: what a file's row would have been, at once, and once by its reference.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { importRoster, pushObservation } from "@lingdai/service";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import type { SmallProvince } from "./small-province.ts";
import { TODAY, makeProvince, openSichuan } from "./small-province.ts";

let province: SmallProvince;
let record: TestRecord;
let somebody: { id_number: string; name: string };
before(async () => {
  province = await makeProvince(20);
  record = await openTestRecord();
  await openSichuan(record.worker);
  await importRoster(record.worker, { path: province.roster, mappings: [], day: TODAY });
  const [, line = ""] = readFileSync(province.roster, "utf8").split("\n");
  const [id_number = "", , name = ""] = line.split(",");
  somebody = { id_number, name };
});
after(async () => {
  await record.close();
  province.remove();
});

const SEEN = { kind: "counter", occurred_on: "2024-02-28", source: "窗口" };

test("A push certifies at once; the same reference again is a duplicate and changes nothing", async () => {
  const fields = { ...somebody, ...SEEN, ref: "P1" };
  assert.deepEqual(await pushObservation(record.worker, fields, TODAY), { outcome: "accepted" });
  const standing = async () => {
    const { rows } = await record.worker.pool.query<Record<string, unknown>>(
      `SELECT anchor_on, anchor_by, conclusion, case_file.version FROM entitlement
       JOIN case_file USING (beneficiary_id, policy) JOIN beneficiary USING (beneficiary_id)
       WHERE document_key = $1`,
      [record.keyring.documentKey("resident-id", somebody.id_number)],
    );
    return rows[0];
  };
  const once = await standing();
  assert.equal(once?.["anchor_by"], "counter");
  assert.equal(once["conclusion"], "eligible");
  assert.deepEqual(await pushObservation(record.worker, fields, TODAY), { outcome: "duplicate" });
  assert.deepEqual(await standing(), once);
});

test("Another name is suspicious, a stranger is not on the roster, a bad number is rejected", async () => {
  const push = async (fields: Readonly<Record<string, string>>) =>
    await pushObservation(record.worker, { ...somebody, ...SEEN, ...fields }, TODAY);
  assert.deepEqual(await push({ ref: "P2", name: "欧阳某某" }), { outcome: "suspicious" });
  assert.deepEqual(await push({ ref: "P3", id_number: "110101194912310016" }), {
    outcome: "not-on-roster",
  });
  assert.deepEqual(await push({ ref: "P4", id_number: "12" }), {
    outcome: "rejected",
    reason: "bad-id-format",
    field: "id_number",
  });
});
