// Rows in a source's own words and the same rows in ours give the same results, as text and as
// Parquet, plain rows and odd ones among them.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { evaluateFiles } from "../src/index.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  readTable,
  residentId,
  toCsv,
} from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import { writeParquet } from "./parquet-fixture.ts";

const PEOPLE = 30;
const THEIR_KINDS: Readonly<Record<string, string>> = {
  "rail-travel": "乘车",
  "face-self": "刷脸",
  "death-cremation": "火化",
  "consular-certificate": "领事 证明",
};
const MAPPING = `files: ["theirs.*"]
columns: { id_number: 证件号码, name: 姓名, kind: 行为, occurred_on: 日期, ref: 编号, arrived_on: 送达 }
dates: { occurred_on: YYYY/M/D, arrived_on: YYYYMMDD }
values: { kind: { 乘车: rail-travel, 刷脸: face-self, 火化: death-cremation, 领事证明: consular-certificate } }
constants: { source: " 公安 ", id_type: resident-id }
`;

function ours(): readonly Row[] {
  const kinds = Object.keys(THEIR_KINDS);
  return Array.from({ length: 600 }, (_, at) => {
    const person = at % PEOPLE;
    return anObservation({
      id_number: at % 53 === 0 ? residentId(person + 500) : residentId(person + 1),
      id_type: "resident-id",
      name: at % 41 === 0 ? "王五" : "李秀英",
      kind: at % 37 === 0 ? "sleeping" : (kinds[at % (at % 11 === 0 ? 4 : 2)] ?? ""),
      occurred_on: at % 31 === 0 ? "2023-02-30" : `2023-1${at % 3}-0${1 + (at % 9)}`,
      source: "公安",
      ref: at % 29 === 0 ? "R" : `R${at}`,
      arrived_on: at % 4 === 0 ? `2024-01-1${at % 10}` : "",
    });
  });
}

/** The row as the source writes it. */
function theirs({ id_number = "", name = "", kind = "", ref = "", ...row }: Row): Row {
  const [year = "", month = "", day = ""] = (row["occurred_on"] ?? "").split("-");
  return {
    送达: (row["arrived_on"] ?? "").replaceAll("-", ""),
    证件号码: id_number,
    姓名: name,
    行为: THEIR_KINDS[kind] ?? kind,
    日期: `${year}/${Number(month)}/${Number(day)}`,
    编号: ref,
  };
}

test("What a mapping translates is judged, matched and told as if it had been written in our words", async (context) => {
  const folder = aFolder(context);
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const people = Array.from({ length: PEOPLE }, (_, at) =>
    aRosterRow({ id_number: residentId(at + 1), last_certified_on: "2022-01-01" }),
  );
  const roster = write("roster.csv", toCsv(people));
  const mapping = write("mapping.yaml", MAPPING);
  const rows = ours();
  const inOurs = write("ours.csv", toCsv(rows));
  const inTheirs = write("theirs.csv", toCsv(rows.map(theirs)));
  const packed = join(folder, "theirs.parquet");
  await writeParquet(packed, `SELECT * FROM read_csv('${inTheirs}', all_varchar = true)`);
  const resultOf = async (observations: string, threads: number, state?: string) => {
    const out = join(folder, "out");
    const summary = await evaluateFiles({
      policy: "weihai-2017",
      asOf: "2024-03-01",
      window: "2024-01-01..2024-06-30",
      roster,
      observations: [observations],
      mappings: [mapping],
      out,
      threads,
      ...(state === undefined ? {} : { state: join(folder, state) }),
    });
    const table = (name: string): readonly Row[] =>
      readTable(out, name).map((row) => ({ ...row, file: "", value: "" }));
    const [counts] = Object.values(summary.files);
    return { counts, tables: ["conclusions", "rejects", "suspicious"].map(table) };
  };
  const expected = await resultOf(inOurs, 1);
  const { accepted = 0, suspicious = 0 } = expected.counts ?? {};
  assert.ok(accepted > 300 && suspicious > 5, "too few rows of either sort");
  assert.deepEqual(await resultOf(inTheirs, 1), expected, "text");
  assert.deepEqual(await resultOf(inTheirs, 1, "state"), expected, "text that is kept");
  assert.deepEqual(await resultOf(packed, 1), expected, "row groups");
  assert.deepEqual(await resultOf(packed, 2, "state-2"), expected, "row groups that are kept");
});
