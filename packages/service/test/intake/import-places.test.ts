// Divisions, service points and units from tables: what is known is renewed, a wrong table changes
// nothing, and the audit names each table that was taken in.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { UnusableInput } from "@lingdai/matching";
import { importDivisions, importServicePoints, importUnits } from "@lingdai/service";
import { openTestRecord, type TestRecord } from "@lingdai/test-kit";

let record: TestRecord;
let folder: string;
before(async () => {
  record = await openTestRecord();
  folder = await mkdtemp(join(tmpdir(), "lingdai-places-"));
});
after(async () => {
  await record.close();
  await rm(folder, { recursive: true });
});

async function table(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

async function ask(question: string) {
  return (await record.worker.pool.query<Record<string, unknown>>(question)).rows;
}

test("A township is a service point by its name, until a table says more of it", async () => {
  await importDivisions(
    record.worker,
    await table("divisions.csv", "division,name", "510104,锦江区", "510104020,锦官驿街道"),
  );
  const points = "SELECT division, name, phone, opening_hours FROM service_point ORDER BY 1";
  const street = { division: "510104020", name: "锦官驿街道", phone: null, opening_hours: null };
  assert.deepEqual(await ask(points), [street]);

  const header = "division,name,phone,opening_hours";
  const more = await table(
    "points.csv",
    header,
    "510104020,锦官驿街道人社所,02800000001,周一至周五 9:00-17:00",
    "510104020002,某社区服务站,,",
  );
  assert.equal(await importServicePoints(record.worker, more), 2);
  assert.equal(await importServicePoints(record.worker, more), 0, "once more changes nothing");
  // What a later table leaves empty stays.
  const renamed = await table("renamed.csv", header, "510104020,锦官驿街道便民中心,,");
  assert.equal(await importServicePoints(record.worker, renamed), 1);
  assert.deepEqual(await ask(points), [
    {
      division: "510104020",
      name: "锦官驿街道便民中心",
      phone: "02800000001",
      opening_hours: "周一至周五 9:00-17:00",
    },
    { division: "510104020002", name: "某社区服务站", phone: null, opening_hours: null },
  ]);
});

test("A table with one wrong code is refused whole, with the line", async () => {
  const county = await table("county.csv", "division,name", "510104021,甲", "510104,锦江区");
  await assert.rejects(importServicePoints(record.worker, county), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /第 3 行/u);
    return true;
  });
  assert.deepEqual(await ask("SELECT FROM service_point WHERE division = '510104021'"), []);
});

test("The audit has the sort, the content and the rows of each table", async () => {
  const lines = ["unit_code,name,division", "U1,甲厂,510104", "U2,乙厂,510104"];
  await importUnits(record.worker, await table("units.csv", ...lines));
  // No mapping, then the bytes of the file.
  const content = `\0${lines.join("\n")}\n`;
  assert.deepEqual(await ask("SELECT detail FROM audit_record WHERE detail ->> 'sort' = 'units'"), [
    {
      detail: {
        sort: "units",
        contentHash: createHash("sha256").update(content).digest("hex"),
        rows: 2,
      },
    },
  ]);
});
