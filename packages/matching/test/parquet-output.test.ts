// `--format parquet` (FORMATS section 3): the same tables as CSV with their types, in place of the
// tables that stood in DIR, and readable as an earlier run.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { evaluateFiles } from "../src/index.ts";
import type { EvaluateOptions } from "../src/index.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  readTable,
  residentId,
  writtenRun,
} from "./evaluation-fixture.ts";
import { askDuckDb } from "./parquet-fixture.ts";

const TYPES: Readonly<Record<string, string>> = {
  conclusions:
    "id_number VARCHAR, insurance VARCHAR, kind VARCHAR, conclusion VARCHAR, pending_reason VARCHAR, last_certified_on DATE, last_certified_by VARCHAR, deadline DATE, status VARCHAR, action VARCHAR, due_on DATE, actions VARCHAR, basis VARCHAR, decided_by VARCHAR",
  uncertified:
    "band VARCHAR, pay_division VARCHAR, residence_division VARCHAR, insurance VARCHAR, kind VARCHAR, id_number VARCHAR, name VARCHAR, phone VARCHAR, last_certified_on DATE, months_since INTEGER",
  rejects: "file VARCHAR, line INTEGER, reason VARCHAR, field VARCHAR, value VARCHAR",
  suspicious:
    "file VARCHAR, line INTEGER, id_number VARCHAR, roster_name VARCHAR, given_name VARCHAR, kind VARCHAR, occurred_on DATE, source VARCHAR, ref VARCHAR",
  changes:
    "id_number VARCHAR, insurance VARCHAR, kind VARCHAR, old_conclusion VARCHAR, new_conclusion VARCHAR, old_action VARCHAR, new_action VARCHAR",
};

/** Values that a writer of tables may stumble over. */
const NASTY = [
  'say "hi"',
  "a,b",
  "上\n下",
  "上\r\n下",
  "\ufeff前",
  "'; DROP",
  "\\N",
  "NULL",
  "x\u0000y",
  "𠮷",
  `"${"长".repeat(1_000_000)}\n"`,
];

/** A run with rows in every table. */
function aRun(folder: string): EvaluateOptions {
  const rows = NASTY.map((value, at) =>
    anObservation({ id_number: residentId(at + 2), occurred_on: value }),
  );
  return writtenRun(folder, {
    roster: [
      aRosterRow(),
      aRosterRow({ id_number: residentId(2), last_certified_on: "2022-01-05", phone: "" }),
      aRosterRow({ id_number: residentId(3), since: "?" }),
    ],
    observations: {
      "obs.csv": [...rows, anObservation({ name: '别人, 又名 "乙"' }), anObservation()],
    },
  });
}

/** Every cell as text, empty for NULL, in the order of the rows. */
function asText(value: unknown): string {
  assert.ok(typeof value === "string");
  return value;
}

async function parquetTable(out: string, table: string): Promise<readonly (readonly string[])[]> {
  const path = join(out, `${table}.parquet`);
  const rows = await askDuckDb(
    `SELECT hex(coalesce(COLUMNS(*)::VARCHAR, '')) FROM read_parquet('${path}')`,
  );
  return rows.map((row) => row.map((cell) => Buffer.from(asText(cell), "hex").toString("utf8")));
}

test("The five tables say what the CSV tables say, row by row, each column in its type", async (context) => {
  const folder = aFolder(context);
  const run = aRun(folder);
  const before = join(folder, "before");
  mkdirSync(before);
  const header = "id_number,insurance,kind,conclusion,action\n";
  writeFileSync(join(before, "conclusions.csv"), `${header}1,a,b,c,d\n`);
  const csv = join(folder, "csv");
  const parquet = join(folder, "parquet");
  const asCsv = await evaluateFiles({ ...run, out: csv, previous: before });
  const asParquet = await evaluateFiles({
    ...run,
    out: parquet,
    previous: before,
    format: "parquet",
  });
  assert.deepEqual(
    readdirSync(parquet).toSorted((a, b) => (a < b ? -1 : 1)),
    [
      "changes.parquet",
      "conclusions.parquet",
      "rejects.parquet",
      "summary.json",
      "suspicious.parquet",
      "uncertified.parquet",
    ],
  );
  for (const [table, types] of Object.entries(TYPES)) {
    const path = join(parquet, `${table}.parquet`);
    const described = await askDuckDb(`DESCRIBE SELECT * FROM read_parquet('${path}')`);
    assert.equal(
      described.map(([name, type]) => `${asText(name)} ${asText(type)}`).join(", "),
      types,
    );
    const expected = readTable(csv, table).map((row) => Object.values(row));
    assert.ok(expected.length > 0, `${table} is empty`);
    assert.deepEqual(await parquetTable(parquet, table), expected, table);
  }
  const { seconds: _, rows_per_second: __, peak_memory_mb: ___, ...figures } = asCsv;
  assert.partialDeepStrictEqual(asParquet, figures);
});

test("A cycle that begins with the last day of the calendar has its deadline in a year of five digits", async (context) => {
  const run = writtenRun(aFolder(context), {
    roster: [aRosterRow({ since: "9999-12-31", last_certified_on: "" })],
    observations: { "obs.csv": [anObservation({ name: "别人" })] },
  });
  await evaluateFiles({ ...run, format: "parquet" });
  // The first cycle begins on the 1st of the month after `since`, 10000-01-01, and has 12 months.
  const [row] = await parquetTable(run.out, "conclusions");
  assert.equal(row?.[7], "10001-01-01");
});

test("What is unknown is NULL, in days as in texts", async (context) => {
  const folder = aFolder(context);
  const run = writtenRun(folder, {
    roster: [aRosterRow({ since: "2024-02-01", last_certified_on: "" })],
  });
  await evaluateFiles({
    ...run,
    observations: run.observations,
    format: "parquet",
    asOf: "2023-11-30",
  });
  const [row] = await askDuckDb(
    `SELECT pending_reason IS NULL, due_on IS NULL FROM read_parquet('${join(run.out, "conclusions.parquet")}')`,
  );
  assert.deepEqual(row, [true, true]);
});

test("Tables of either format replace those of the other; other files of DIR stay", async (context) => {
  const folder = aFolder(context);
  const run = aRun(folder);
  mkdirSync(run.out);
  writeFileSync(join(run.out, "notes.txt"), "mine");
  await evaluateFiles(run);
  assert.ok(existsSync(join(run.out, "rejects.csv")));
  await evaluateFiles({ ...run, format: "parquet" });
  assert.deepEqual(
    readdirSync(run.out).filter((name) => name.endsWith(".csv") || name.startsWith(".")),
    [],
  );
  await evaluateFiles(run);
  assert.deepEqual(
    readdirSync(run.out).filter((name) => name.endsWith(".parquet")),
    [],
  );
  assert.equal(readFileSync(join(run.out, "notes.txt"), "utf8"), "mine");
});

test("A table without rows is a table without rows", async (context) => {
  const run = writtenRun(aFolder(context), {});
  await evaluateFiles({ ...run, format: "parquet" });
  const path = join(run.out, "suspicious.parquet");
  assert.deepEqual(await askDuckDb(`SELECT count(*) FROM read_parquet('${path}')`), [["0"]]);
});

test("An earlier run in Parquet is compared as one in CSV is", async (context) => {
  const folder = aFolder(context);
  const run = aRun(folder);
  const earlier = join(folder, "earlier");
  await evaluateFiles({ ...run, out: earlier, format: "parquet" });
  await evaluateFiles({ ...run, previous: earlier });
  assert.deepEqual(readTable(run.out, "changes"), []);
  await evaluateFiles({ ...run, previous: earlier, asOf: "2025-03-01" });
  const changes = readTable(run.out, "changes");
  assert.deepEqual(
    changes.map((row) => [row["old_conclusion"], row["new_conclusion"]]),
    [["eligible", "pending"]],
  );
});
