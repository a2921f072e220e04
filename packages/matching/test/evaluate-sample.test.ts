// The shipped sample, end to end: seven dirty observation files, one of them GB18030 with foreign
// column names. Every column of every table must be as expected; citations are worded freely.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { evaluateFiles } from "../src/index.ts";
import { aFolder, readTable } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import { readRecords } from "./third-reading/delimited-records.ts";
import { rowsOf } from "./third-reading/rows-apart.ts";

const SAMPLE = join(import.meta.dirname, "fixtures", "sample");
const DATA = join(SAMPLE, "data");

function sampleArguments(): {
  readonly roster: string;
  readonly observations: readonly string[];
  readonly mappings: readonly string[];
  readonly asOf: string;
} {
  const words = readFileSync(join(DATA, "args.txt"), "utf8").trim().split("\n");
  const valuesOf = (option: string): readonly string[] =>
    words.filter((_, at) => words[at - 1] === option);
  return {
    roster: join(DATA, valuesOf("--roster")[0] ?? ""),
    observations: valuesOf("--observations").map((name) => join(DATA, name)),
    mappings: valuesOf("--mapping").map((name) => join(DATA, name)),
    asOf: valuesOf("--as-of")[0] ?? "",
  };
}

function withoutFreeColumns(rows: readonly Row[]): readonly Row[] {
  return rows.map(({ basis: _basis, decided_by: decidedBy, ...row }) =>
    decidedBy === undefined
      ? row
      : { ...row, decided_by: decidedBy.split(";").toSorted().join(";") },
  );
}

for (const policy of ["sichuan-2022", "qingdao-2019"]) {
  test(`The sample under ${policy} gives the expected tables and figures`, async (context) => {
    const out = join(aFolder(context), "out");
    const summary = await evaluateFiles({ policy, out, ...sampleArguments() });
    const expected = join(SAMPLE, `expected-${policy}`);
    for (const table of ["conclusions", "uncertified", "rejects", "suspicious"]) {
      const bytes = readFileSync(join(expected, `${table}.csv`));
      assert.deepEqual(
        withoutFreeColumns(readTable(out, table)),
        withoutFreeColumns(rowsOf(readRecords(bytes, "utf-8", ","))),
        table,
      );
    }
    const figures: unknown = JSON.parse(readFileSync(join(expected, "summary.json"), "utf8"));
    assert.ok(typeof figures === "object" && figures !== null);
    // The sample's own `seconds` is a single figure; ours are by stage.
    assert.partialDeepStrictEqual(summary, { ...figures, seconds: summary.seconds });
  });
}
