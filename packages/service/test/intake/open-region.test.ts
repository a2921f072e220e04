// A region that is opened judges whom it pays, also people whose roster came before it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { importRoster, openRegion, runNights } from "@lingdai/service";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

import type { SmallProvince } from "./small-province.ts";
import { TODAY, makeProvince } from "./small-province.ts";

let province: SmallProvince;
let record: TestRecord;
before(async () => {
  province = await makeProvince(100);
  record = await openTestRecord();
});
after(async () => {
  await record.close();
  province.remove();
});

async function count(question: string): Promise<unknown> {
  const { rows } = await record.worker.pool.query<{ count: number }>(question);
  return rows[0]?.count;
}

const SICHUAN = {
  payDivision: "51",
  policy: "sichuan-2022",
  openedOn: TODAY,
  start: "first-run",
} as const;

test("People who came before their region are judged from its opening on, and it is opened once", async () => {
  const { roster: path, mappings } = province;
  await importRoster(record.worker, { path, mappings, day: TODAY - 1 });
  assert.equal(await count("SELECT count(*) FROM case_file"), 0, "no policy, no case");
  const people = await count("SELECT count(*) FROM beneficiary");
  assert.equal(await openRegion(record.worker, SICHUAN), people);
  assert.equal(await openRegion(record.worker, SICHUAN), undefined);
  await runNights({ database: record.worker, day: TODAY });
  const unjudged = `SELECT count(*) FROM entitlement
    WHERE conclusion IS NULL AND insurance NOT LIKE '%medical'`;
  assert.equal(await count(unjudged), 0);
  // On first use everybody overdue is warned first (D16): nobody is suspended that day.
  assert.equal(await count("SELECT count(*) FROM status_history WHERE status = 'suspended'"), 0);
  const audited = "SELECT count(*) FROM audit_record WHERE action = 'open-region'";
  assert.equal(await count(audited), 1);
});

test("A policy that nobody wrote opens nothing", async () => {
  const unknown = { ...SICHUAN, payDivision: "37", policy: "atlantis-2020" };
  await assert.rejects(openRegion(record.worker, unknown), RangeError);
  assert.equal(await count("SELECT count(*) FROM region WHERE pay_division = '37'"), 0);
});
