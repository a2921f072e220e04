// A file that a member of staff brought says nothing about people whom their agency does not pay: row
// by row, whatever the rows claim.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { UnusableInput } from "@lingdai/matching";
import { importObservations, importRoster } from "@lingdai/service";
import type { StaffId } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import { addClerk } from "./brought-files.ts";
import { openSichuan, TODAY } from "./small-province.ts";

const HERE = "510104";
const THERE = "510105";
const LI = "11010119500307003X";
const WANG = "110101194902030029";
const ZHAO = "110101194912310016";

let record: TestRecord;
let folder: string;
let clerk: StaffId;
let files = 0;

before(async () => {
  record = await openTestRecord();
  folder = mkdtempSync(join(tmpdir(), "lingdai-brought-"));
  await openSichuan(record.worker);
  clerk = await addClerk(record, "county", HERE);
  // As the province's own file has it: one person paid here, one by the county next door.
  await take([rowOf(LI, "李秀英", HERE), rowOf(WANG, "王德明", THERE)], undefined);
});
after(async () => {
  await record.close();
  rmSync(folder, { recursive: true });
});

function rowOf(idNumber: string, name: string, pay: string, kind = "retirement-pension"): string {
  return `${idNumber},${name},13800000000,enterprise-pension,${kind},2010-05-01,1000.00,${pay}`;
}

function fileOf(header: string, rows: readonly string[]): string {
  files += 1;
  const path = join(folder, `brought-${files}.csv`);
  writeFileSync(path, `${[header, ...rows].join("\n")}\n`);
  return path;
}

async function take(rows: readonly string[], broughtBy: StaffId | undefined) {
  const path = fileOf(
    "id_number,name,phone,insurance,kind,since,monthly_amount,pay_division",
    rows,
  );
  return await importRoster(record.worker, { path, mappings: [], day: TODAY, broughtBy });
}

async function paidBy(idNumber: string): Promise<readonly string[]> {
  const { rows } = await record.worker.pool.query<{ pay: string }>(
    `SELECT pay_division AS pay FROM entitlement JOIN beneficiary USING (beneficiary_id)
     WHERE document_key = $1 ORDER BY number`,
    [record.keyring.documentKey("resident-id", idNumber)],
  );
  return rows.map(({ pay }) => pay);
}

async function rejectedIn(sourceFileId: number) {
  const { rows } = await record.worker.pool.query<{ line: number; why: string }>(
    `SELECT line, reason || ' ' || field AS why FROM rejected_row
     WHERE source_file_id = $1 ORDER BY line`,
    [sourceFileId],
  );
  return rows.map(({ line, why }) => [line, why]);
}

test("Rows about people whom the bringer's agency pays go in, the others are refused one by one", async () => {
  const report = await take(
    [
      rowOf(ZHAO, "赵一", HERE),
      rowOf("510104195003070026", "x", HERE),
      rowOf(ZHAO, "赵一", THERE, "veteran-cadre-pension"),
    ],
    clerk,
  );
  // Three rows: one in, one with a number that cannot be (line 3), one of the next county (line 4).
  assert.deepEqual([report.rows, report.accepted, report.rejected, report.newPeople], [3, 1, 2, 1]);
  assert.deepEqual(await rejectedIn(report.sourceFileId), [
    [3, "bad-id-checksum id_number"],
    [4, "outside-place pay_division"],
  ]);
  assert.deepEqual(await paidBy(ZHAO), [HERE]);
});

test("A person whom the next county pays is neither changed nor moved here by a file of ours", async () => {
  const report = await take(
    [rowOf(WANG, "王改名", HERE), rowOf(WANG, "王改名", HERE, "veteran-cadre-pension")],
    clerk,
  );
  assert.deepEqual([report.accepted, report.rejected, report.changedPeople], [0, 2, 0]);
  assert.deepEqual(await paidBy(WANG), [THERE]);
  // The city above both may.
  const city = await addClerk(record, "city", "5101");
  const moved = await take([rowOf(WANG, "王德明", HERE)], city);
  assert.deepEqual([moved.accepted, moved.rejected, await paidBy(WANG)], [1, 0, [HERE]]);
  await take([rowOf(WANG, "王德明", THERE)], city);
  assert.deepEqual(await paidBy(WANG), [THERE]);
});

test("An observation about somebody whom the bringer's agency does not pay is about nobody on their roster", async () => {
  const path = fileOf("id_number,name,kind,occurred_on,source,ref", [
    `${LI},李秀英,rail-travel,2024-02-20,铁路,L1`,
    `${WANG},王德明,death-cremation,2024-02-20,民政,W1`,
  ]);
  const given = { path, mappings: [], day: TODAY };
  const report = await importObservations(record.worker, { ...given, broughtBy: clerk });
  assert.deepEqual([report.accepted, report.notOnRoster, report.suspicious], [1, 1, 0]);
});

test("Who works for no agency brings nothing", async () => {
  const street = await addClerk(record, "township", `${HERE}001`);
  await assert.rejects(take([rowOf(LI, "李秀英", HERE)], street), UnusableInput);
  assert.deepEqual(await paidBy(LI), [HERE]);
});
