// What a run may take (`--memory`) and how much of the roster it looks at (`--sample`).

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { test } from "node:test";

import type { EvaluateOptions, Summary } from "../src/index.ts";
import { UnusableInput, evaluateFiles } from "../src/index.ts";
import type { Row } from "./evaluation-fixture.ts";
import { writeParquet } from "./parquet-fixture.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  readTable,
  residentId,
  writtenRun,
} from "./evaluation-fixture.ts";

const PEOPLE = 400;

/** Everybody has two entitlements and one journey. */
function aRun(context: TestContext): EvaluateOptions {
  const people = Array.from({ length: PEOPLE }, (_, person) => residentId(person));
  return writtenRun(aFolder(context), {
    roster: people.flatMap((idNumber) => [
      aRosterRow({ id_number: idNumber }),
      aRosterRow({ id_number: idNumber, insurance: "work-injury", kind: "nursing-fee" }),
    ]),
    observations: {
      "obs.csv": people.map((idNumber, at) =>
        anObservation({ id_number: idNumber, ref: `J${at}` }),
      ),
    },
  });
}

interface Sampled {
  readonly summary: Summary;
  readonly rows: readonly Row[];
}

async function sampled(options: EvaluateOptions, out: string, oneIn: number): Promise<Sampled> {
  const path = join(options.out, "..", out);
  const summary = await evaluateFiles({ ...options, out: path, sample: String(oneIn) });
  return { summary, rows: readTable(path, "conclusions") };
}

test("A sample is the same people every time, with all their rows and the conclusions of the whole", async (context) => {
  const options = aRun(context);
  await evaluateFiles(options);
  const whole = readTable(options.out, "conclusions");
  const { summary, rows } = await sampled(options, "one", 4);
  // A quarter of 400 people is 100; these documents happen to give a number not far from it.
  const people = new Set(rows.map((row) => row["id_number"]));
  assert.ok(people.size > 70 && people.size < 130, `${people.size} people`);
  assert.deepEqual(
    rows,
    whole.filter((row) => people.has(row["id_number"])),
  );
  assert.deepEqual(summary.sample, { one_in: 4 });
  assert.deepEqual(summary.roster, {
    rows: PEOPLE * 2,
    rejected: 0,
    duplicate: 0,
    not_sampled: PEOPLE * 2 - people.size * 2,
  });
  // Signs of people outside the sample belong to nobody on it.
  assert.equal(summary.files["obs.csv"]?.accepted, people.size);
  assert.equal(summary.files["obs.csv"]?.not_on_roster, PEOPLE - people.size);
  const again = await sampled({ ...options, threads: 2, blockBytes: 500 }, "two", 4);
  assert.deepEqual(again.rows, rows);
  assert.equal((await sampled(options, "all", 1)).rows.length, whole.length);
});

test("Compared with an earlier run of everybody, a sample misses nobody outside it", async (context) => {
  const options = aRun(context);
  await evaluateFiles(options);
  const out = join(options.out, "..", "compared");
  await evaluateFiles({ ...options, out, previous: options.out, sample: "4" });
  assert.deepEqual(readTable(out, "changes"), []);
});

test("A state that a sample has kept holds the rows of everybody", async (context) => {
  const options = aRun(context);
  const state = join(options.out, "..", "state");
  await evaluateFiles({ ...options, state, sample: "10" });
  const next = writtenRun(aFolder(context), {
    observations: { "next.csv": [anObservation({ id_number: "1" })] },
  });
  const summary = await evaluateFiles({ ...options, observations: next.observations, state });
  assert.equal(summary.state?.accepted, PEOPLE);
});

test("A run that would need more memory than it may take is refused with the figure, at once", async (context) => {
  const options = aRun(context);
  await assert.rejects(evaluateFiles({ ...options, memory: "64MB" }), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(
      error.message,
      /^--memory 64MB：这次运行约需 1\d\d MB（名册约 80\d 行，信息约 40\d 行，1 个线程）。/,
    );
    return true;
  });
  assert.ok(!existsSync(options.out));
  await evaluateFiles({ ...options, memory: "0.5 GB" });
});

test("A large row group of Parquet is told beforehand: a thread holds it whole", async (context) => {
  const options = aRun(context);
  const folder = aFolder(context);
  // 200,000 rows of 64 + 4 bytes of reference, and little else: 13.6 MB in one group.
  const rows = `SELECT '${residentId(1)}' AS id_number, '李秀英' AS name, 'rail-travel' AS kind,
    DATE '2024-01-01' AS occurred_on, '铁路' AS source, md5(n::VARCHAR) || md5((-n)::VARCHAR) AS ref
    FROM range(1, 200001) AS numbers(n)`;
  const needOf = async (name: string, groupRows: number): Promise<number> => {
    const path = join(folder, name);
    await writeParquet(path, rows, `, ROW_GROUP_SIZE ${groupRows}`);
    const asked = { ...options, observations: [path], memory: "1MB", threads: 1 };
    let [need, told] = ["", ""];
    await assert.rejects(evaluateFiles(asked), (error) => {
      assert.ok(error instanceof UnusableInput);
      [, need = "", told = ""] = /约需 (\d+) MB（.*信息约 (\d+) 行/.exec(error.message) ?? [];
      return true;
    });
    assert.equal(told, "200000");
    return Number(need);
  };
  const [small, large] = [
    await needOf("small.parquet", 20_480),
    await needOf("large.parquet", 204_800),
  ];
  // Four times 13.6 MB against the buffers of any file of that size, some 6 MB.
  assert.ok(large - small > 40 && large - small < 60, `${large} and ${small}`);
});

test("Tables in Parquet need a database, whose memory is told beforehand", async (context) => {
  const options = aRun(context);
  const needFor = async (format: string): Promise<number> => {
    let need = "";
    await assert.rejects(evaluateFiles({ ...options, format, memory: "1MB" }), (error) => {
      assert.ok(error instanceof UnusableInput);
      [, need = ""] = /约需 (\d+) MB/.exec(error.message) ?? [];
      return true;
    });
    return Number(need);
  };
  // It takes some 50 MB by itself.
  assert.ok((await needFor("parquet")) - (await needFor("csv")) > 50);
});

test("Sizes and samples that are none are refused", async (context) => {
  const options = aRun(context);
  for (const memory of ["4", "GB", "-1GB", "4TB", "0MB"]) {
    await assert.rejects(evaluateFiles({ ...options, memory }), UnusableInput, memory);
  }
  for (const sample of ["0", "-1", "1.5", "all", ""]) {
    await assert.rejects(evaluateFiles({ ...options, sample }), UnusableInput, sample);
  }
});
