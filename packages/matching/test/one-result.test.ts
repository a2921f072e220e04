// However the same rows come (in which order of files, in which order within them, twice, on how
// many threads, in blocks of any size), they say the same; and on plain random files they say what a
// query of DuckDB says that knows nothing of the engine.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";

import { askDuckDb } from "./parquet-fixture.ts";
import type { Row, RunResult } from "./evaluation-fixture.ts";
import { aRosterRow, evaluate, residentId } from "./evaluation-fixture.ts";
import { Chance } from "./third-reading/seeded-chance.ts";

const SEEDS = Number(process.env["LINGDAI_SEEDS"] ?? 4);
const NAMES = ["李秀英", "王建国", "欧阳春"] as const;
const SOURCES = ["铁路", "民航", "a,b", "x"] as const;
const LIFE = ["rail-travel", "air-travel", "counter", "health-checkup"] as const;
/** Few days, so that many signs fall on one. */
const DAYS = ["2023-10-01", "2023-10-02", "2024-01-31"] as const;
const PEOPLE = 12;

/** A roster without certifications of its own, so that the anchor is the latest sign. */
function aRoster(): readonly Row[] {
  return Array.from({ length: PEOPLE }, (_, person) =>
    aRosterRow({
      id_number: residentId(person),
      name: NAMES[person % NAMES.length] ?? "",
      last_certified_on: "",
      last_certified_by: "",
    }),
  );
}

/** Rows about people on the roster and two strangers, some under a wrong name, some sent again. */
function someRows(chance: Chance, kinds: readonly string[]): readonly Row[] {
  const rows: Row[] = [];
  for (let made = 0; made < 120; made += 1) {
    const again = chance.oneIn(8) ? rows[chance.whole(0, rows.length - 1)] : undefined;
    if (again !== undefined) {
      rows.push(again);
      continue;
    }
    const person = chance.whole(0, PEOPLE + 1);
    rows.push({
      id_number: residentId(person),
      name: chance.oneIn(12) ? "张三" : (NAMES[person % NAMES.length] ?? ""),
      kind: chance.pick(kinds),
      occurred_on: chance.pick(DAYS),
      source: chance.pick(SOURCES),
      // The same reference of two sources is none that was seen before.
      ref: `R${made % 100}`,
    });
  }
  return rows;
}

function run(
  context: TestContext,
  observations: Readonly<Record<string, readonly Row[]>>,
  options: { readonly threads?: number; readonly blockBytes?: number } = {},
): Promise<RunResult> {
  return evaluate(context, { roster: aRoster(), observations, options });
}

test("Order of files and rows, files given twice, threads and blocks change no conclusion", async (context) => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = new Chance(seed);
    // Every reference once, or whose row is kept would be a question of order.
    const unique = new Map(
      someRows(chance, [...LIFE, "death-cremation"]).map((row) => [
        `${row["source"]} ${row["ref"]}`,
        row,
      ]),
    );
    const rows = [...unique.values()];
    const cut = chance.whole(1, rows.length - 1);
    const [head, tail] = [rows.slice(0, cut), rows.slice(cut)];
    const expected = await run(context, { "a.csv": head, "b.csv": tail });
    const mixed = chance.shuffled(rows);
    const ways: readonly (readonly [string, Promise<RunResult>])[] = [
      ["files in the other order", run(context, { "b.csv": tail, "a.csv": head })],
      [
        "rows in any order",
        run(context, { "a.csv": mixed.slice(cut), "b.csv": mixed.slice(0, cut) }),
      ],
      ["all in one file", run(context, { "all.csv": mixed })],
      ["a file twice", run(context, { "a.csv": head, "b.csv": tail, "c.csv": head })],
      ["everything twice", run(context, { "a.csv": rows, "b.csv": mixed })],
      ["blocks of a row", run(context, { "a.csv": head, "b.csv": tail }, { blockBytes: 1 })],
      [
        "two threads",
        run(context, { "a.csv": head, "b.csv": tail }, { threads: 2, blockBytes: 200 }),
      ],
    ];
    for (const [way, result] of ways) {
      const { conclusions, uncertified } = await result;
      assert.deepEqual(conclusions, expected.conclusions, `seed ${seed}, ${way}`);
      assert.deepEqual(uncertified, expected.uncertified, `seed ${seed}, ${way}`);
    }
    // All rows of the second file are duplicates, whatever became of those of the first.
    const { summary } = await run(context, { "a.csv": head, "again.csv": head });
    const again = summary.files["again.csv"];
    assert.deepEqual([again?.rows, again?.duplicate], [head.length, head.length], `seed ${seed}`);
  }
});

test("Counts and the deciding sign are those of a plain query over the same rows", async (context) => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const rows = someRows(new Chance(seed), LIFE);
    const { summary, conclusions } = await run(
      context,
      { "a.csv": rows.slice(0, 50), "b.csv": rows.slice(50) },
      { threads: 1 + (seed % 2), blockBytes: 150 },
    );
    const { counts, latest } = await byQuery(rows);
    const files = Object.values(summary.files);
    const sum = (of: (file: (typeof files)[number]) => number): number =>
      files.reduce((total, file) => total + of(file), 0);
    assert.deepEqual(
      [
        sum((file) => file.accepted),
        sum((file) => file.duplicate),
        sum((file) => file.not_on_roster),
        sum((file) => file.suspicious),
      ],
      counts,
      `seed ${seed}`,
    );
    const named = conclusions.flatMap((row) =>
      row["last_certified_on"] === ""
        ? []
        : [
            [
              row["id_number"],
              row["last_certified_on"],
              row["last_certified_by"],
              row["decided_by"],
            ],
          ],
    );
    assert.deepEqual(named, latest, `seed ${seed}`);
  }
});

/** First rows of their references, joined to the roster, the latest a person: in SQL. */
async function byQuery(rows: readonly Row[]) {
  const text = (cell: string | undefined): string => `'${(cell ?? "").replaceAll("'", "''")}'`;
  const columns = ["id_number", "name", "kind", "occurred_on", "source", "ref"];
  const valuesOf = (row: Row): string => columns.map((column) => text(row[column])).join(", ");
  const observed = rows.map((row, at) => `(${at}, ${valuesOf(row)})`).join(", ");
  const roster = aRoster()
    .map((row) => `(${text(row["id_number"])}, ${text(row["name"])})`)
    .join(", ");
  const first = `
    WITH observation (place, ${columns.join(", ")}) AS (VALUES ${observed}),
    roster (id_number, name) AS (VALUES ${roster}),
    first AS (
      SELECT * FROM observation
      QUALIFY row_number() OVER (PARTITION BY source, ref ORDER BY place) = 1),
    met AS (
      SELECT first.*, roster.id_number IS NOT NULL AS known, roster.name = first.name AS agrees
      FROM first LEFT JOIN roster USING (id_number))`;
  const [counts] = await askDuckDb(`${first}
    SELECT (count(*) FILTER (agrees))::INTEGER, (${rows.length} - count(*))::INTEGER,
      (count(*) FILTER (NOT known))::INTEGER, (count(*) FILTER (known AND NOT agrees))::INTEGER
    FROM met`);
  const latest = await askDuckDb(`${first}
    SELECT id_number, occurred_on, kind, source || ':' || ref FROM met WHERE agrees
    QUALIFY row_number() OVER (
      PARTITION BY id_number ORDER BY occurred_on DESC, source, ref) = 1
    ORDER BY id_number`);
  return { counts, latest };
}
