// Files that other programs wrote, through a whole run: what they are is told in the README beside
// them.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import { UnusableInput, evaluateFiles } from "../src/index.ts";
import type { Summary } from "../src/index.ts";
import { aFolder, aRosterRow, readTable, toCsv, writtenRun } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import { readFileAsObservations } from "./source-rows.ts";

const LI = "510104195003070017";
const WANG = "510104195003070025";
const ZHANG = "510104195003070033";

function foreign(name: string): string {
  return fileURLToPath(new URL(`fixtures/foreign/${name}`, import.meta.url));
}

async function run(
  context: TestContext,
  files: { readonly roster?: string; readonly observations: readonly string[] },
): Promise<{ readonly summary: Summary; readonly tables: (table: string) => readonly Row[] }> {
  const folder = aFolder(context);
  const roster = [
    aRosterRow({ id_number: LI, name: "李秀英" }),
    aRosterRow({ id_number: WANG, name: "王桂兰" }),
    aRosterRow({ id_number: ZHANG, name: "张建国" }),
  ];
  const written = writtenRun(folder, { roster: toCsv(roster) });
  const summary = await evaluateFiles({
    ...written,
    roster: files.roster ?? written.roster,
    observations: files.observations,
  });
  return { summary, tables: (table) => readTable(join(folder, "out"), table) };
}

test("A roster of openpyxl's: title, hidden sheet and dates are understood, an uncomputed name is not", async (context) => {
  const { summary, tables } = await run(context, {
    roster: foreign("openpyxl-roster.xlsx"),
    observations: [foreign("xlsxwriter-observations.xlsx")],
  });
  assert.deepEqual(summary.roster, { rows: 4, rejected: 1, duplicate: 0 });
  assert.deepEqual(
    tables("rejects").map((row) => [
      row["file"],
      row["line"],
      row["reason"],
      row["field"],
      row["value"],
    ]),
    [
      ["openpyxl-roster.xlsx", "6", "unreadable-row", "", ""],
      ["xlsxwriter-observations.xlsx", "3", "bad-id-format", "id_number", "510104195003070000"],
      ["xlsxwriter-observations.xlsx", "4", "bad-date", "occurred_on", "2023/12/03"],
    ],
  );
  assert.deepEqual(
    tables("conclusions").map((row) => [
      row["id_number"],
      row["last_certified_on"],
      row["decided_by"],
    ]),
    [
      [LI, "2023-12-01", "铁路:1001"],
      [WANG, "2023-09-01", "roster"],
      [ZHANG, "2023-09-01", "roster"],
    ],
  );
});

test("Observations of Arrow's: instants are days in Shanghai, bytes are texts, lists are nobody's business", async (context) => {
  const { summary, tables } = await run(context, {
    roster: foreign("pandas-roster.parquet"),
    observations: [foreign("pyarrow-observations.parquet")],
  });
  assert.deepEqual(summary.roster, { rows: 3, rejected: 0, duplicate: 0 });
  assert.deepEqual(
    tables("conclusions").map((row) => [row["last_certified_on"], row["decided_by"]]),
    [
      ["2023-12-02", "rail:1001"],
      ["2023-12-02", "hospital:1002"],
      ["2023-10-01", "roster"],
    ],
  );
  assert.deepEqual(
    tables("rejects").map((row) => [row["line"], row["reason"], row["field"]]),
    [["4", "missing-field", "kind"]],
  );
});

test("A phone that became a fraction because another is missing is a phone without a fraction", async (context) => {
  const { tables } = await run(context, {
    roster: foreign("pandas-roster.parquet"),
    observations: [foreign("pyarrow-observations.parquet")],
  });
  assert.deepEqual(tables("uncertified"), []);
  const file = await readFileAsObservations(foreign("pandas-roster.parquet"), {
    columns: { ref: "phone" },
  });
  assert.deepEqual(
    file.rows.map(({ texts }) => texts["ref"]),
    ["13800000000", "", "13800000002"],
  );
});

test("Two columns of one name are refused: nobody can tell which is meant", async () => {
  await assert.rejects(readFileAsObservations(foreign("pyarrow-twice.parquet")), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /表头里“id_number”出现了不止一次/);
    return true;
  });
});

test("Times of 96 bits are instants, and days in Shanghai; Impala's are what the clock said", async (context) => {
  const daysIn = async (path: string): Promise<readonly (string | undefined)[]> =>
    (await readFileAsObservations(path)).rows.map(({ texts }) => texts["occurred_on"]);
  // 15:59:59 and 16:00:00 on 4 April 2023 in UTC are 23:59:59 here, and midnight.
  const written = foreign("pyarrow-old-times.parquet");
  assert.deepEqual(await daysIn(written), ["2023-04-04", "2023-04-05", "", "2023-04-05"]);
  const bytes = readFileSync(written, "latin1");
  const impala = join(aFolder(context), "impala.parquet");
  // As long as the name that it takes the place of.
  const renamed = bytes.replace(
    "parquet-cpp-arrow version 25.0.1",
    "impala version 4.4.0 (build 0123",
  );
  writeFileSync(impala, renamed, "latin1");
  assert.deepEqual(await daysIn(impala), ["2023-04-04", "2023-04-04", "", "2023-04-05"]);
});
