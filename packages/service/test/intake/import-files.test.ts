// Files into the record: the same judgements and conclusions as the batch draws from the same files,
// each file once, and a roster that changes what differs and nothing else.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { UnusableInput, evaluateFiles, foldName } from "@lingdai/matching";
import { dayAt, formatDay } from "@lingdai/policy";
import { importObservations, importRoster, runNights } from "@lingdai/service";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import { addClerk } from "./brought-files.ts";
import { assertSame, digestOf } from "./record-digest.ts";
import type { SmallProvince } from "./small-province.ts";
import { TODAY, makeProvince, openSichuan, takeInAll } from "./small-province.ts";

let province: SmallProvince;
let record: TestRecord;
before(async () => {
  province = await makeProvince(600);
  record = await openTestRecord();
  await openSichuan(record.worker);
  await takeInAll(record.worker, province);
});
after(async () => {
  await record.close();
  province.remove();
});

/** The rows of a table that the batch wrote; none of its cells here holds a comma or a quote. */
function tableOf(path: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
}

test("The record concludes about everybody what the batch concludes from the same files", async () => {
  const out = join(province.folder, "batch");
  const summary = await evaluateFiles({
    policy: "sichuan-2022",
    roster: province.roster,
    observations: province.observations,
    mappings: province.mappings,
    asOf: formatDay(TODAY),
    out,
  });
  const { rows } = await record.worker.pool.query<Record<string, string>>(
    `SELECT encode(document_key, 'hex') AS document, insurance, kind,
       coalesce(conclusion, '') AS conclusion, coalesce(pending_reason, '') AS pending_reason,
       coalesce(deadline::text, '') AS deadline
     FROM entitlement JOIN beneficiary USING (beneficiary_id)`,
  );
  const textOf = (row: Readonly<Record<string, string>>, document: string): string =>
    [
      document,
      row["insurance"],
      row["kind"],
      row["conclusion"],
      row["pending_reason"],
      row["deadline"],
    ].join(" ");
  const inRecord = rows.map((row) => textOf(row, row["document"] ?? "")).toSorted();
  const inBatch = tableOf(join(out, "conclusions.csv"))
    .map((row) => {
      const key = record.keyring.documentKey("resident-id", row["id_number"] ?? "");
      return textOf(row, key.toString("hex"));
    })
    .toSorted();
  assert.deepEqual(inRecord, inBatch);
  assert.ok(
    inBatch.some((text) => text.includes(" lost ")),
    "somebody is lost",
  );

  const { rows: files } = await record.worker.pool.query<Record<string, string | number>>(
    `SELECT name, rows, accepted, rejected, not_on_roster, suspicious FROM source_file
     WHERE sort = 'observations' ORDER BY name`,
  );
  for (const file of files) {
    const said = summary.files[String(file["name"])];
    assert.ok(said, String(file["name"]));
    const rejected = Object.values(said.rejected).reduce((sum, count) => sum + count, 0);
    assert.deepEqual(
      [file["rows"], file["accepted"], file["rejected"], file["suspicious"]],
      [said.rows, said.accepted, rejected, said.suspicious],
      String(file["name"]),
    );
  }
});

test("Each file is in the audit once: who brought it, its content, and what became of its rows", async () => {
  const audited = async () => {
    const { rows } = await record.worker.pool.query<{ detail: Record<string, unknown> }>(
      "SELECT detail FROM audit_record WHERE action = 'take-in-file' ORDER BY position",
    );
    return rows.map(({ detail }) => detail);
  };
  const { rows: files } = await record.worker.pool.query<Record<string, unknown>>(
    `SELECT source_file_id AS "sourceFileId", sort, encode(content_hash, 'hex') AS "contentHash",
       rows, accepted, rejected, duplicate, not_on_roster AS "notOnRoster", suspicious
     FROM source_file ORDER BY source_file_id`,
  );
  assert.deepEqual(await audited(), files);

  const path = join(province.folder, "brought.csv");
  writeFileSync(path, "id_number,name,kind,occurred_on,source,ref\n");
  const broughtBy = await addClerk(record, "city", "5101");
  const file = { path, mappings: [], day: TODAY, broughtBy };
  await importObservations(record.worker, file);
  await importObservations(record.worker, file);
  const [brought, ...more] = (await audited()).slice(files.length);
  assert.equal(brought?.["broughtBy"], Number(broughtBy));
  assert.deepEqual(more, []);
});

test("The same roster and the same files once more change nothing", async () => {
  const once = await digestOf(record.worker);
  await takeInAll(record.worker, province);
  assertSame(await digestOf(record.worker), once);
});

test("A file that breaks off in the middle is refused, leaves no row, and holds nobody up", async () => {
  const path = join(province.folder, "cut.csv.gz");
  const rows = Array.from(
    { length: 20_000 },
    (_, at) => `510104195003071124,张三,rail-travel,2024-01-02,rail,C${at}`,
  );
  const whole = gzipSync(`id_number,name,kind,occurred_on,source,ref\n${rows.join("\n")}\n`);
  writeFileSync(path, whole.subarray(0, whole.length / 2));
  await assert.rejects(
    importObservations(record.worker, { path, mappings: [], day: TODAY }),
    (error) => error instanceof UnusableInput,
  );
  const { rows: kept } = await record.worker.pool.query("SELECT FROM observation WHERE ref ~ '^C'");
  assert.equal(kept.length, 0);
  writeFileSync(path, whole);
  const report = await importObservations(record.worker, { path, mappings: [], day: TODAY });
  assert.equal(report.rows, 20_000);
});

test("A delivery without rows is a file of its own each day, and tells that its source has come", async () => {
  const path = join(province.folder, "nothing.csv");
  writeFileSync(path, "id_number,name,occurred_on,ref\n");
  const mapping = join(province.folder, "nothing.yaml");
  writeFileSync(mapping, 'files: ["*.csv"]\nconstants: { source: ferry, kind: rail-travel }\n');
  const take = async (day: number) => {
    const given = { path, mappings: [mapping], day };
    const { sourceFileId, outcome } = await importObservations(record.worker, given);
    return { sourceFileId, outcome };
  };
  const first = await take(TODAY);
  assert.equal(first.outcome, "taken-in");
  assert.deepEqual(await take(TODAY), { ...first, outcome: "was-taken-in" });
  const second = await take(TODAY + 1);
  assert.equal(second.outcome, "taken-in");
  assert.notEqual(second.sourceFileId, first.sourceFileId);
  assert.deepEqual(await take(TODAY + 1), { ...second, outcome: "was-taken-in" });
  const { rows } = await record.worker.pool.query(
    "SELECT delivered_on AS days FROM source_rhythm WHERE source = 'ferry'",
  );
  assert.deepEqual(rows, [{ days: [TODAY + 1, TODAY] }]);
});

test("A rejected row is kept with its line and its reason, without its content", async () => {
  const path = join(province.folder, "broken.csv");
  writeFileSync(
    path,
    "id_number,name,kind,occurred_on,source,ref\n12,李秀英,counter,2024-02-01,s,r\n",
  );
  const report = await importObservations(record.worker, { path, mappings: [], day: TODAY });
  assert.equal(report.rejected, 1);
  const { rows } = await record.worker.pool.query(
    `SELECT line, reason, field FROM rejected_row WHERE source_file_id = $1`,
    [report.sourceFileId],
  );
  assert.deepEqual(rows, [{ line: 2, reason: "bad-id-format", field: "id_number" }]);
});

test("A later roster changes what differs, adds who is new, and leaves everybody else alone", async () => {
  const [header = "", first = "", second = "", ...others] = readFileSync(province.roster, "utf8")
    .trimEnd()
    .split("\n");
  const columns = header.split(",");
  const cellsOf = (line: string): Record<string, string> =>
    Object.fromEntries(line.split(",").map((cell, at) => [columns[at] ?? "", cell]));
  const rowOf = (cells: Readonly<Record<string, string>>): string =>
    columns.map((column) => cells[column] ?? "").join(",");
  const moved: Record<string, string> = {
    ...cellsOf(first),
    phone: "13911112222",
    monthly_amount: "4321.00",
  };
  const further = { ...cellsOf(second), insurance: "work-injury", kind: "nursing-fee" };
  const path = join(province.folder, "roster-later.csv");
  writeFileSync(path, `${[header, rowOf(moved), second, rowOf(further), ...others].join("\n")}\n`);

  // Whatever is due anyway is done first, so that only the roster's changes are seen.
  await runNights({ database: record.worker, day: TODAY });
  const earlier = await digestOf(record.worker);
  const report = await importRoster(record.worker, { path, mappings: [], day: TODAY });
  assert.deepEqual(
    [report.newPeople, report.changedPeople, report.newEntitlements, report.endedEntitlements],
    [0, 2, 1, 0],
  );
  const later = await digestOf(record.worker);
  const rowsBefore = new Set(earlier["entitlements"]);
  const changed = (later["entitlements"] ?? []).filter((row) => !rowsBefore.has(row));
  assert.equal(changed.length, 2, "one row with another amount, one that is new");
  assert.deepEqual(later["observations"], earlier["observations"]);

  const key = record.keyring.documentKey("resident-id", moved["id_number"] ?? "");
  const { rows } = await record.worker.pool.query<{ sealed: Buffer; names: Buffer[] }>(
    "SELECT sealed, name_keys AS names FROM beneficiary WHERE document_key = $1",
    [key],
  );
  assert.ok(rows[0]);
  assert.equal(record.keyring.unseal(rows[0].sealed).phone, "13911112222");
  // Known since this Friday; ten working days after it is Friday 2024-03-15 (WH 6).
  const changes = await record.worker.pool.query(
    `SELECT fields, changed_on, reported_on, due_on, is_late FROM record_change
     JOIN beneficiary USING (beneficiary_id) WHERE document_key = $1`,
    [key],
  );
  assert.deepEqual(changes.rows, [
    {
      fields: ["phone", "grants"],
      changed_on: TODAY,
      reported_on: TODAY,
      due_on: dayAt("2024-03-15"),
      is_late: false,
    },
  ]);
  const name = record.keyring.nameKey(foldName(moved["name"] ?? ""));
  assert.ok(rows[0].names.some((each) => each.equals(name)));
});
