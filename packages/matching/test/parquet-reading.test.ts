// What the cells of a Parquet file say, type by type (FORMATS section 2: a date cell is its date, a
// number its plain decimal text, `line` the row number + 1).

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { formatDay } from "@lingdai/policy";

import { aFolder } from "./evaluation-fixture.ts";
import { writeParquet } from "./parquet-fixture.ts";
import { readFileAsObservations } from "./source-rows.ts";
import type { ReadFile } from "./source-rows.ts";

/** Reads what a query selects, by way of a Parquet file. */
async function read(
  folder: string,
  query: string,
  mapping: Readonly<Record<string, unknown>> = {},
  options = "",
): Promise<ReadFile> {
  const path = join(folder, "made.parquet");
  await writeParquet(path, query, options);
  return await readFileAsObservations(path, mapping);
}

const TEXTS: readonly (readonly [string, string])[] = [
  ["'李秀英'", "李秀英"],
  ["'a,\"b\"\n' || chr(0) || 'c'", 'a,"b"\n\u0000c'],
  ["'\ufeff x'", "\ufeff x"],
  ["''", ""],
  ["NULL::VARCHAR", ""],
  ["510104195003070016::BIGINT", "510104195003070016"],
  ["-7::TINYINT", "-7"],
  ["18446744073709551615::UBIGINT", "18446744073709551615"],
  ["3200.50::DOUBLE", "3200.5"],
  ["3200::DOUBLE", "3200"],
  ["1.5e20::DOUBLE", "150000000000000000000"],
  ["2.5e-7::DOUBLE", "0.00000025"],
  ["'nan'::DOUBLE", ""],
  ["NULL::DOUBLE", ""],
  ["0.1::FLOAT", "0.1"],
  ["3200.50::DECIMAL(10,2)", "3200.5"],
  ["3200.00::DECIMAL(10,2)", "3200"],
  ["3200::DECIMAL(10,0)", "3200"],
  ["0.00::DECIMAL(10,2)", "0"],
  ["true", "true"],
  ["NULL::BOOLEAN", ""],
  ["DATE '2023-04-05'", "2023-04-05"],
  ["NULL::DATE", ""],
  ["TIMESTAMP '2023-04-05 23:59:59'", "2023-04-05"],
  ["TIMESTAMP_NS '2023-04-05 23:59:59.999999999'", "2023-04-05"],
  ["TIMESTAMP_MS '2023-04-05 00:00:00'", "2023-04-05"],
  ["TIMESTAMPTZ '2023-04-04 15:59:59+00'", "2023-04-04"],
  ["TIMESTAMPTZ '2023-04-04 16:00:00+00'", "2023-04-05"],
  ["TIMESTAMPTZ '1988-07-01 00:00:00+09'", "1988-07-01"],
  ["TIME '08:30:00'", "08:30:00"],
  ["UUID '8e5d0cc6-6d4b-4a4e-9d9c-0c3b1f6e7a11'", "8e5d0cc6-6d4b-4a4e-9d9c-0c3b1f6e7a11"],
  ["encode('李')", "李"],
];

for (const [value, expected] of TEXTS) {
  test(`${JSON.stringify(value)} is read as ${JSON.stringify(expected)}`, async (context) => {
    const query = `SELECT '1' AS id_number, ${value} AS "ref"`;
    const { rows } = await read(aFolder(context), query);
    assert.deepEqual(
      rows.map(({ line, isReadable, asRead }) => [line, isReadable, asRead["ref"]]),
      [[2, true, expected]],
    );
  });
}

test("A date is its date whatever pattern the texts of its column follow; beyond the calendar it is none", async (context) => {
  const query = `SELECT i::VARCHAR AS id_number, d AS occurred_on
    FROM (VALUES (1, DATE '2023-04-05'), (2, NULL), (3, DATE 'infinity'), (4, DATE '12023-01-01')) t(i, d)`;
  const mapping = { dates: { occurred_on: "YYYYMMDD" } };
  const { rows } = await read(aFolder(context), query, mapping);
  assert.deepEqual(
    rows.map(({ days, texts }) => {
      const day = days["occurred_on"];
      return [texts["occurred_on"], day === undefined ? undefined : formatDay(day)];
    }),
    [
      ["2023-04-05", "2023-04-05"],
      ["", undefined],
      ["infinity", undefined],
      ["infinity", undefined],
    ],
  );
});

test("A number that a double holds without its last digits is no ID; a whole number is", async (context) => {
  const folder = aFolder(context);
  const asDouble = await read(folder, "SELECT 510104195003070016::DOUBLE AS id_number");
  assert.equal(asDouble.rows[0]?.asRead["id_number"], "510104195003070000");
  assert.doesNotMatch(asDouble.rows[0]?.texts["id_number"] ?? "", /^\d+$/);
  const asWhole = await read(folder, "SELECT 510104195003070016::BIGINT AS id_number");
  assert.equal(asWhole.rows[0]?.texts["id_number"], "510104195003070016");
});

test("A row whose cells are all blank is none, but counts as a line; an unused cell makes it one", async (context) => {
  const query = `SELECT * FROM (VALUES
    ('1', DATE '2023-01-01', 'x', [1], 1.5),
    (NULL, NULL, NULL, NULL, NULL),
    (' ', NULL, '\u3000', NULL, NULL),
    (NULL, DATE '2023-01-01', NULL, NULL, NULL),
    ('', NULL, 'unused', NULL, NULL),
    ('', NULL, NULL, [1], NULL),
    ('', NULL, NULL, NULL, 0.5)) t(id_number, occurred_on, remark, tags, amount)`;
  const { rows, bytes } = await read(aFolder(context), query);
  assert.deepEqual(
    rows.map(({ line }) => line),
    [2, 5, 6, 7, 8],
  );
  assert.equal(bytes[0], bytes[1], "the whole file has been reported as read");
});

test("A cell that is far too long to be one makes its row unreadable", async (context) => {
  const query = `SELECT i::VARCHAR AS id_number, repeat('x', i * 65536) AS "ref"
    FROM range(1, 3) t(i) ORDER BY i`;
  const { rows } = await read(aFolder(context), query);
  assert.deepEqual(
    rows.map(({ isReadable, asRead }) => [isReadable, asRead["ref"]?.length]),
    [
      [true, 65_536],
      [false, undefined],
    ],
  );
});

test("Every row comes once, in its place, across row groups and the ends of chunks", async (context) => {
  const count = 30_011;
  const query = `SELECT i::VARCHAR || repeat('x', (i % 37)::INTEGER) AS id_number,
      CASE WHEN i % 3 = 0 THEN NULL ELSE '名' || (i % 5) END AS name,
      CASE WHEN i % 7 = 0 THEN '' ELSE repeat('李', (i % 11)::INTEGER) END AS "ref",
      DATE '2000-01-01' + i::INTEGER AS occurred_on
    FROM range(${count}) t(i)`;
  const { rows } = await read(aFolder(context), query, {}, ", ROW_GROUP_SIZE 5000");
  assert.equal(rows.length, count);
  for (const [at, { line, texts }] of rows.entries()) {
    assert.equal(line, at + 2);
    assert.equal(texts["id_number"], `${at}${"x".repeat(at % 37)}`.toUpperCase());
    assert.equal(texts["name"], at % 3 === 0 ? "" : `名${at % 5}`);
    assert.equal(texts["ref"], at % 7 === 0 ? "" : "李".repeat(at % 11));
    assert.equal(texts["occurred_on"], formatDay(10_957 + at));
  }
});

test("A file whose name is a pattern of DuckDB's is that file and no other", async (context) => {
  const folder = aFolder(context);
  for (const [at, name] of ["a?b.parquet", "axb.parquet", "k=[1]*'v'.parquet"].entries()) {
    const path = join(folder, name);
    await writeParquet(path.replaceAll("'", "''"), `SELECT '${at}' AS id_number`);
  }
  const idOf = async (name: string): Promise<string | undefined> =>
    (await readFileAsObservations(join(folder, name))).rows
      .map(({ texts }) => texts["id_number"])
      .join();
  assert.equal(await idOf("a?b.parquet"), "0");
  assert.equal(await idOf("axb.parquet"), "1");
  assert.equal(await idOf("k=[1]*'v'.parquet"), "2");
});
