// The mappings that come along, each with its example: every row of it is read, and says what it
// should. All people are invented.

import assert from "node:assert/strict";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { parseDay } from "@lingdai/policy";

import { UnusableInput, checkMapping, listShippedMappings, readMappings } from "../src/index.ts";
import { aFolder } from "./evaluation-fixture.ts";

const AS_OF = parseDay("2024-03-01") ?? 0;

function example(name: string): string {
  return fileURLToPath(new URL(`../mappings/examples/${name}`, import.meta.url));
}

/** For each mapping: the cells of its example's first row that tell it apart. */
const FIRST_ROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "air-journeys": {
    id_type: "resident-id",
    kind: "air-travel",
    occurred_on: "2023-12-05",
    source: "民航",
    ref: "9990000000001",
  },
  "border-crossings": { kind: "border-crossing", occurred_on: "2023-11-02", ref: "B0001" },
  "civil-affairs-cremations": {
    name: "张建国",
    kind: "death-cremation",
    occurred_on: "2023-12-01",
    arrived_on: "2023-12-05",
    ref: "H2023001",
  },
  "hospital-visits": {
    name: "李秀英",
    kind: "hospital-stay",
    occurred_on: "2023-11-10",
    arrived_on: "2023-12-01",
  },
  "ld-t-92-roster": {
    id_number: "510104195003070017",
    id_type: "resident-id",
    name: "李秀英",
    sex: "female",
    birth_date: "1950-03-07",
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: "2005-04-01",
    pay_division: "510100",
    status: "paying",
  },
  "public-security-register": {
    kind: "death-household-cancelled",
    occurred_on: "2023-12-01",
    ref: "P0001",
  },
  "rail-journeys": {
    id_type: "resident-id",
    kind: "rail-travel",
    occurred_on: "2023-12-01",
    ref: "E000000001",
  },
  "resident-pension-roster": {
    sex: "female",
    insurance: "resident-pension",
    kind: "resident-pension",
    since: "2012-07-01",
    status: "paying",
    last_certified_on: "2023-09-12",
    last_certified_by: "community",
  },
};

for (const name of listShippedMappings()) {
  test(`${name} reads every row of its example`, async () => {
    const path = example(`${name}.csv`);
    const check = await checkMapping({ path, mappings: [name], rows: 1, asOf: AS_OF });
    assert.equal(check.rejected, 0);
    assert.ok(check.looked > 0);
    assert.equal(check.mappingPath, name, "its own patterns fit its example");
    const cells = check.rows[0]?.cells.map(({ field, text }): [string, string] => [field, text]);
    assert.partialDeepStrictEqual(Object.fromEntries(cells ?? []), FIRST_ROWS[name]);
    assert.deepEqual(
      check.warnings.filter((warning) => !warning.includes("不认识的列已忽略")),
      [],
    );
  });
}

test("Every mapping that comes along has its example, and no example is without", () => {
  const examples = readdirSync(example(".")).map((file) => file.replace(/\.csv$/, ""));
  assert.deepEqual(new Set(examples), new Set(listShippedMappings()));
  assert.deepEqual(new Set(examples), new Set(Object.keys(FIRST_ROWS)));
});

test("A mapping that comes along serves the file that it is asked to serve", async (context) => {
  const path = join(aFolder(context), "2024年3月.csv");
  copyFileSync(example("rail-journeys.csv"), path);
  const check = async (mapping: string): Promise<number> =>
    (await checkMapping({ path, mappings: [mapping], rows: 0, asOf: AS_OF })).rejected;
  await assert.rejects(check("rail-journeys"), UnusableInput);
  assert.equal(await check("rail-journeys=2024年*.csv"), 0);
  assert.equal(await check(`rail-journeys=${path}`), 0);
});

test("A file of that name goes before the mapping that comes along; no such thing is refused", () => {
  assert.throws(
    () => readMappings(["no-such-mapping"]),
    /来源映射 no-such-mapping：.*不存在.*随附的映射可以只写名字：.*rail-journeys/,
  );
});
