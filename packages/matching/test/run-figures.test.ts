// The figures of a report against a naive count of the same tables, on the shipped sample and on
// runs as nasty as the rules have edges; and folders that hold no whole run.

import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { dayAt } from "@lingdai/policy";

import { UnusableInput, evaluateFiles, readRunFigures } from "../src/index.ts";
import type { RunFigures } from "../src/index.ts";
import { aFolder, aRosterRow, anObservation, evaluate, readTable } from "./evaluation-fixture.ts";
import { assertSameAsNaiveCount, howMany, sum } from "./naive-run-count.ts";
import { runNastyCase } from "./nasty-run.ts";

const DATA = join(import.meta.dirname, "fixtures", "sample", "data");

interface SampleRun {
  readonly policy: string;
  readonly asOf?: string;
  readonly out: string;
  readonly previous?: string;
  readonly format?: "csv" | "parquet";
}

async function runSample({ policy, asOf, out, previous, format }: SampleRun): Promise<string> {
  const words = readFileSync(join(DATA, "args.txt"), "utf8").trim().split("\n");
  const valuesOf = (option: string): readonly string[] =>
    words.filter((_, at) => words[at - 1] === option);
  await evaluateFiles({
    policy,
    roster: join(DATA, valuesOf("--roster")[0] ?? ""),
    observations: valuesOf("--observations").map((name) => join(DATA, name)),
    mappings: valuesOf("--mapping").map((name) => join(DATA, name)),
    asOf: asOf ?? valuesOf("--as-of")[0] ?? "",
    out,
    previous,
    format,
  });
  return out;
}

for (const policy of ["sichuan-2022", "qingdao-2019", "weihai-2017"]) {
  test(`The sample under ${policy} adds up to what a naive count of its tables gives`, async (context) => {
    const out = await runSample({ policy, out: join(aFolder(context), "out") });
    assertSameAsNaiveCount(out, await readRunFigures(out));
  });
}

for (const seed of [3, 11, 29, 47]) {
  test(`The nasty run of seed ${seed} adds up to what a naive count of its tables gives`, async (context) => {
    const out = await runNastyCase(seed, aFolder(context));
    assertSameAsNaiveCount(out, await readRunFigures(out));
  });
}

test("A run written as Parquet adds up to the same as one written as CSV", async (context) => {
  const folder = aFolder(context);
  const policy = "sichuan-2022";
  const previous = await runSample({ policy, asOf: "2024-01-01", out: join(folder, "first") });
  const figuresOf = async (format: "csv" | "parquet"): Promise<RunFigures> => {
    const out = join(folder, format);
    await runSample({ policy, asOf: "2024-03-01", out, previous, format });
    return await readRunFigures(out);
  };
  const { tableFiles: parquetFiles, ...parquet } = await figuresOf("parquet");
  const { tableFiles: _csvFiles, ...csv } = await figuresOf("csv");
  assert.equal(parquetFiles.conclusions, "conclusions.parquet");
  assert.deepEqual(parquet, csv);
});

test("Moves between two runs are counted by list, rows that came or went apart from them", async (context) => {
  const folder = aFolder(context);
  const policy = "sichuan-2022";
  const previous = await runSample({ policy, asOf: "2024-03-01", out: join(folder, "first") });
  const out = await runSample({
    policy,
    asOf: "2024-06-01",
    out: join(folder, "second"),
    previous,
  });
  const { changes } = await readRunFigures(out);
  const rows = readTable(out, "changes");
  assert.ok(changes !== undefined && rows.length > 0);
  assert.equal(changes.rows, rows.length);
  const moved = sum(Object.values(changes.moves).flatMap((to) => Object.values(to)));
  assert.equal(moved + changes.actionOnly, rows.length);
  assert.equal(
    changes.moves.eligible.pending,
    howMany(rows, { old_conclusion: "eligible", new_conclusion: "pending" }),
  );
  assert.equal((await readRunFigures(previous)).changes, undefined);
});

test("Somebody new on the roster was absent before, somebody not covered was not", async (context) => {
  const { out } = await evaluate(context, {
    roster: [aRosterRow(), aRosterRow({ insurance: "resident-medical" })],
  });
  const previous = aFolder(context);
  const header = "id_number,insurance,kind,conclusion,action\n";
  writeFileSync(join(previous, "conclusions.csv"), header);
  const second = await evaluate(context, {
    roster: [aRosterRow(), aRosterRow({ insurance: "resident-medical" })],
    options: { previous },
  });
  const { changes } = await readRunFigures(second.out);
  assert.equal(changes?.moves.absent.eligible, 1);
  assert.equal(changes.moves.absent["not-covered"], 1);
  rmSync(out, { recursive: true });
});

test("A source keeps its name when its references hold colons and semicolons", async (context) => {
  const died = { kind: "death-cremation", occurred_on: "2023-11-01", source: "民政", ref: "M;1:2" };
  const alive = { occurred_on: "2023-12-01", source: "铁路", ref: "T:1;x" };
  const { out } = await evaluate(context, {
    observations: { "obs.csv": [anObservation(died), anObservation(alive)] },
  });
  const { conclusions } = await readRunFigures(out);
  assert.equal(conclusions.pending.conflict, 1);
  const conflicts = [...conclusions.sources].map(
    ([source, { conflict }]) => `${source} ${conflict}`,
  );
  assert.deepEqual(conflicts.toSorted(), ["民政 1", "铁路 1"]);
});

test("A paying division that is no code is counted and not repeated", async (context) => {
  const { out } = await evaluate(context, {
    roster: [aRosterRow({ pay_division: "13800000000", last_certified_on: "2022-01-01" })],
    observations: { "obs.csv": "id_number,name,kind,occurred_on,source,ref\n" },
  });
  const { uncertified } = await readRunFigures(out);
  assert.equal(uncertified.rows, 1);
  assert.deepEqual([...uncertified.byDivision.keys()], [""]);
});

test("What fell due three months ago to the day is not long overdue, one day earlier it is", async (context) => {
  for (const [arrived, longOverdue] of [
    ["2024-03-01", 0],
    ["2024-02-29", 1],
  ] as const) {
    const died = { kind: "death-cremation", occurred_on: "2024-02-20", arrived_on: arrived };
    const alive = { kind: "rail-travel", occurred_on: "2024-02-25", arrived_on: arrived };
    const { out } = await evaluate(context, {
      roster: [aRosterRow({ last_certified_on: "2024-01-01" })],
      asOf: "2024-06-01",
      observations: { "obs.csv": [anObservation(died), anObservation(alive)] },
    });
    const { due } = (await readRunFigures(out)).conclusions;
    const oldestDueOn = dayAt(arrived);
    assert.deepEqual(due.conflict.verify, { rows: 1, oldestDueOn, longOverdue });
  }
});

async function refusalOf(folder: string): Promise<string> {
  try {
    await readRunFigures(folder);
  } catch (error) {
    if (error instanceof UnusableInput) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

async function aRun(context: TestContext): Promise<string> {
  return (await evaluate(context, {})).out;
}

test("A folder without a summary, or with a broken or foreign one, is no run", async (context) => {
  assert.match(await refusalOf(aFolder(context)), /summary\.json：不存在/);
  const out = await aRun(context);
  writeFileSync(join(out, "summary.json"), "{");
  assert.match(await refusalOf(out), /summary\.json：不是完好的 JSON/);
  writeFileSync(join(out, "summary.json"), JSON.stringify({ policy: "sichuan-2022" }));
  assert.match(await refusalOf(out), /没有可用的“as_of”/);
});

test("Tables of two runs in one folder are refused", async (context) => {
  const out = await aRun(context);
  const other = await evaluate(context, {
    roster: [aRosterRow(), aRosterRow({ kind: "survivor-subsidy" })],
  });
  writeFileSync(join(out, "conclusions.csv"), readFileSync(join(other.out, "conclusions.csv")));
  assert.match(await refusalOf(out), /conclusions 与 summary\.json 对不上（2 ≠ 1）/);
});

test("A table that is missing, lacks a column or holds an unknown code is refused by name and line", async (context) => {
  const out = await aRun(context);
  const path = join(out, "conclusions.csv");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("deadline", "dead_line"));
  assert.match(await refusalOf(out), /conclusions\.csv：表头缺少列：deadline/);
  writeFileSync(path, text.replace(",eligible,", ",Eligible,"));
  assert.match(await refusalOf(out), /conclusions\.csv 第 2 行：conclusion 的值不认识/);
  rmSync(path);
  assert.match(await refusalOf(out), /conclusions\.csv：/);
});
