// What becomes of a state folder: a run given again takes its own place, files given again add
// nothing, people and names that only a later roster knows are found, and a state that is damaged,
// foreign or of a later day is refused as a whole.

import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";

import type { EvaluateOptions } from "../src/index.ts";
import { UnusableInput } from "../src/index.ts";
import { KINDS, writeTable } from "./same-content.ts";
import { Chance } from "./third-reading/seeded-chance.ts";
import { aRosterRow, anObservation, readTable, residentId } from "./evaluation-fixture.ts";
import { Months } from "./months-fixture.ts";

const TABLES = ["conclusions", "uncertified", "rejects", "suspicious"] as const;

function tables(out: string): readonly string[] {
  return TABLES.map((table) => readFileSync(join(out, `${table}.csv`), "utf8"));
}

test("Next month's run knows what last month's files said and lists only its own rows", async (context) => {
  const months = new Months(context);
  const january = months.write("january.csv", [
    anObservation({ ref: "one", occurred_on: "2024-01-20" }),
    anObservation({ id_number: "1", ref: "bad" }),
    anObservation({ name: "张三", ref: "other" }),
  ]);
  const february = months.write("february.csv", [
    anObservation({ kind: "payment-failure", ref: "two", occurred_on: "2024-02-20" }),
  ]);
  await months.run([january], { asOf: "2024-01-31" });
  const { summary, out } = await months.run([february]);
  const [row] = readTable(out, "conclusions");
  assert.deepEqual([row?.["last_certified_on"], row?.["decided_by"]], ["2024-01-20", "铁路:one"]);
  assert.deepEqual(Object.keys(summary.files), ["february.csv"]);
  // Of January's three rows one was rejected; the one under another name waits for a person.
  assert.deepEqual(summary.state, {
    rows: 2,
    accepted: 1,
    not_on_roster: 0,
    suspicious: 1,
    duplicate: 0,
    waiting: 0,
  });
  assert.deepEqual(readTable(out, "rejects"), []);
  assert.deepEqual(readTable(out, "suspicious"), []);
});

test("A loss that arrives now is held against the life signs of all months before", async (context) => {
  const months = new Months(context);
  await months.run([months.write("january.csv", [anObservation({ occurred_on: "2024-01-20" })])]);
  const loss = anObservation({ kind: "death-cremation", occurred_on: "2024-01-10", ref: "D" });
  const { out } = await months.run([months.write("february.csv", [loss])]);
  // The journey was ten days after the death: somebody must look.
  assert.equal(readTable(out, "conclusions")[0]?.["pending_reason"], "conflict");
});

test("Rows about strangers, and under a name that was wrong, count once the roster knows better", async (context) => {
  const months = new Months(context);
  const stranger = residentId(7);
  const files = [
    months.write("january.csv", [
      anObservation({ id_number: stranger, name: "周海", ref: "S", occurred_on: "2024-01-05" }),
      anObservation({ name: "李秀英子", ref: "N", occurred_on: "2024-01-06" }),
      anObservation({ id_number: "E1234567", id_type: "passport", name: "SMITH", ref: "P" }),
    ]),
  ];
  const { summary } = await months.run(files);
  assert.equal(summary.files["january.csv"]?.not_on_roster, 2);
  const roster = months.write("later.csv", [
    aRosterRow({ name: "李秀英子" }),
    aRosterRow({ id_number: stranger, name: "周海" }),
    aRosterRow({ id_number: "E1234567", id_type: "passport", name: "Smith" }),
  ]);
  const { out } = await months.run([months.write("february.csv", [anObservation({ ref: "F" })])], {
    roster,
  });
  assert.deepEqual(
    readTable(out, "conclusions").map((row) => row["decided_by"]),
    ["铁路:N", "铁路:S", "铁路:P"],
  );
});

test("A row of a day that has not come waits in the state for its day", async (context) => {
  const months = new Months(context);
  const early = months.write("early.csv", [
    anObservation({ ref: "soon", occurred_on: "2024-02-10", arrived_on: "2024-02-11" }),
  ]);
  const first = await months.run([early], { asOf: "2024-01-31" });
  assert.deepEqual(first.summary.files["early.csv"]?.rejected, { "future-date": 1 });
  const nothing = months.write("nothing.csv", [anObservation({ id_number: "1" })]);
  const eve = await months.run([nothing], { asOf: "2024-02-10" });
  assert.equal(eve.summary.state?.waiting, 1);
  const day = await months.run([months.write("more.csv", [anObservation({ id_number: "2" })])], {
    asOf: "2024-02-11",
  });
  assert.equal(readTable(day.out, "conclusions")[0]?.["decided_by"], "铁路:soon");
});

test("Workbooks, compressed and Parquet files are kept like text, days to come and unstated arrivals too", async (context) => {
  const rows = [
    anObservation({ ref: "now", arrived_on: "" }),
    anObservation({
      kind: "death-cremation",
      occurred_on: "2023-12-20",
      ref: "loss",
      arrived_on: "",
    }),
    anObservation({ occurred_on: "2024-02-20", ref: "soon", arrived_on: "2024-02-21" }),
  ];
  const header = Object.keys(rows[0] ?? {});
  const days = new Set(["occurred_on", "arrived_on"]);
  const table = {
    header,
    rows: rows.map((row) => header.map((column) => row[column] ?? "")),
    datePatterns: header.map((column) => (days.has(column) ? "YYYY-MM-DD" : undefined)),
  };
  for (const kind of KINDS) {
    const months = new Months(context);
    const january = await writeTable(new Chance(5), months.folder, "january", table, kind);
    const { summary } = await months.run([january], { asOf: "2024-01-31" });
    assert.deepEqual(Object.values(summary.files)[0]?.rejected, { "future-date": 1 }, kind);
    const kept = await months.run([]);
    const whole = await months.run([january], { state: undefined });
    assert.deepEqual(tables(kept.out).slice(0, 2), tables(whole.out).slice(0, 2), kind);
    assert.equal(kept.summary.state?.accepted, 3, kind);
  }
});

test("The last run given again takes its own place: the same tables, the same state", async (context) => {
  const months = new Months(context);
  await months.run([months.write("january.csv", [anObservation({ ref: "J" })])]);
  const february = months.write("february.csv", [
    anObservation({ ref: "F" }),
    anObservation({ name: "张三", ref: "G" }),
    anObservation({ id_number: "3", ref: "H" }),
  ]);
  const first = await months.run([february]);
  const bytes = months.stateBytes;
  const second = await months.run([february]);
  assert.deepEqual(tables(second.out), tables(first.out));
  assert.deepEqual(second.summary.files, first.summary.files);
  assert.deepEqual(second.summary.state, first.summary.state);
  assert.equal(months.stateBytes, bytes);
});

test("A new day or roster needs no new file", async (context) => {
  const months = new Months(context);
  const journey = anObservation({ ref: "J", occurred_on: "2024-01-05" });
  await months.run([months.write("january.csv", [journey])]);
  const roster = months.write("later.csv", [
    aRosterRow({ last_certified_on: "" }),
    aRosterRow({ id_number: residentId(2), name: "王建国" }),
  ]);
  // Nine months after 2024-01-05 are 2024-10-05: pending from that day on (SC 14).
  for (const [asOf, conclusion] of [
    ["2024-10-04", "eligible"],
    ["2024-10-05", "pending"],
  ] as const) {
    const { summary, out } = await months.run([], { roster, asOf });
    assert.equal(readTable(out, "conclusions")[0]?.["conclusion"], conclusion, asOf);
    assert.deepEqual([summary.files, summary.state?.accepted], [{}, 1]);
  }
});

test("A roster's row that was ahead of its day comes first, and everybody keeps their signs", async (context) => {
  const months = new Months(context);
  const [early, known] = [residentId(2), residentId(4)];
  const lastCertified = { last_certified_on: "2024-03-10", last_certified_by: "counter" };
  months.write("roster.csv", [
    aRosterRow({ id_number: early, ...lastCertified }),
    aRosterRow({ id_number: known }),
  ]);
  const march = months.write("march.csv", [
    anObservation({ id_number: known, kind: "rail-travel", occurred_on: "2024-02-20" }),
  ]);
  // On the 1st the first row is rejected (`future-date`), so the second is of the first person known.
  assert.equal((await months.run([march])).summary.roster.rejected, 1);
  const { out } = await months.run([], { asOf: "2024-03-11" });
  assert.deepEqual(
    readTable(out, "conclusions").map((row) => [row["id_number"], row["last_certified_on"]]),
    [
      [early, "2024-03-10"],
      [known, "2024-02-20"],
    ],
  );
});

test("A file of an earlier month given again is all duplicates, and the state does not grow", async (context) => {
  const months = new Months(context);
  const rows = Array.from({ length: 40 }, (_, at) => anObservation({ ref: `J${at}` }));
  const january = months.write("january.csv", rows);
  await months.run([january]);
  await months.run([months.write("february.csv", [anObservation({ ref: "F" })])]);
  const bytes = months.stateBytes;
  const again = await months.run([january]);
  assert.equal(again.summary.files["january.csv"]?.duplicate, 40);
  assert.equal(months.stateBytes, bytes);
  // A file that grows from month to month leaves only what is new in it, block by block.
  const grown = months.write("grown.csv", [...rows, anObservation({ ref: "new" })]);
  const { summary } = await months.run([grown], { blockBytes: 1 });
  assert.equal(summary.files["grown.csv"]?.accepted, 1);
  assert.ok(months.stateBytes - bytes < bytes / 10, `${months.stateBytes} after ${bytes}`);
  const { summary: last } = await months.run([january]);
  // 40 of January, one of February, one new.
  assert.deepEqual([last.state?.rows, last.state?.accepted], [42, 42]);
});

test("A sign that a later one stood before comes back when a loss between them arrives", async (context) => {
  const months = new Months(context);
  const signs = ["2023-12-01", "2024-02-10"].map((day) =>
    anObservation({ occurred_on: day, arrived_on: day, ref: day }),
  );
  await months.run([months.write("signs.csv", signs)]);
  await months.run([months.write("nothing.csv", [anObservation({ id_number: "1" })])]);
  const loss = anObservation({
    kind: "death-cremation",
    occurred_on: "2024-01-15",
    arrived_on: "2024-01-20",
  });
  await months.run([months.write("loss.csv", [loss])]);
  // The death was known when the second journey arrived: the anchor stays at the first (D1), in the
  // run that learns of the death and in every one after it.
  for (const { out } of [await months.run([]), await months.run([])]) {
    const [row] = readTable(out, "conclusions");
    assert.deepEqual(
      [row?.["pending_reason"], row?.["last_certified_on"]],
      ["conflict", "2023-12-01"],
    );
  }
});

test("A sign counts again when what stood before it turns out to repeat a row that was early", async (context) => {
  const months = new Months(context);
  const rows = [
    // Without effect in Sichuan, and of a day to come; the journey of February has its reference.
    anObservation({ kind: "info-maintenance", occurred_on: "2024-03-10", ref: "X" }),
    anObservation({ occurred_on: "2024-01-05", ref: "Y" }),
    anObservation({ occurred_on: "2024-02-10", ref: "X" }),
  ];
  await months.run([months.write("early.csv", rows)]);
  const { out: before } = await months.run([]);
  assert.equal(readTable(before, "conclusions")[0]?.["last_certified_on"], "2024-02-10");
  const { out } = await months.run([], { asOf: "2024-03-15" });
  assert.equal(readTable(out, "conclusions")[0]?.["last_certified_on"], "2024-01-05");
});

test("Many months' files become few, and say the same", async (context) => {
  const months = new Months(context);
  const files: string[] = [];
  // The run that finds 25 files of rows merges all but four of them, and adds its own.
  for (let month = 0; month < 26; month += 1) {
    const day = String(month + 1).padStart(2, "0");
    const journeys = Array.from({ length: 1 + (month % 5) }, () =>
      anObservation({ occurred_on: `2024-01-${day}`, arrived_on: `2024-01-${day}` }),
    );
    files.push(months.write(`day-${day}.csv`, journeys));
    if (month < 25) await months.run(files.slice(-1));
  }
  const parts = (): readonly string[] =>
    readdirSync(months.state).filter((name) => name.startsWith("rows-"));
  assert.equal(parts().length, 25);
  const { out } = await months.run(files.slice(-1));
  assert.equal(parts().length, 6);
  const whole = await months.run(files, { state: undefined });
  assert.deepEqual(tables(out).slice(0, 2), tables(whole.out).slice(0, 2));
  // 76 rows: five rounds of 1 + 2 + 3 + 4 + 5, and one.
  const { summary } = await months.run([]);
  assert.deepEqual([summary.state?.rows, summary.state?.accepted], [76, 76]);
});

test("Every flipped bit and every cut is refused, and the state and DIR stay as they are", async (context) => {
  const months = new Months(context);
  const rows = [
    anObservation({ arrived_on: "2024-01-02" }),
    anObservation({ source: "民航,二" }),
    anObservation({ id_number: "E1234567", id_type: "passport", name: "SMITH" }),
  ];
  await months.run([months.write("january.csv", rows)]);
  const sound = join(months.folder, "sound");
  cpSync(months.state, sound, { recursive: true });
  // What only saves work is made anew (`state-chains`): it is not the state.
  const names = readdirSync(sound).filter((name) => /^(?:rows-|state\.json)/.test(name));
  const february = months.write("february.csv", [anObservation()]);
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.noBias(fc.nat()),
      fc.nat(7),
      fc.boolean(),
      async (name, place, bit, isCut) => {
        runs += 1;
        const state = join(months.folder, `damaged-${runs}`);
        cpSync(sound, state, { recursive: true });
        const bytes = readFileSync(join(state, name));
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(join(state, name), isCut ? bytes.subarray(0, at) : bytes);
        const before = contents(state);
        const out = join(months.folder, `refused-${runs}`);
        await assert.rejects(
          months.run([february], { state, out }),
          (error) =>
            error instanceof UnusableInput && error.message.startsWith(`--state ${state}：`),
          `${name}, byte ${at}, bit ${bit}, cut ${isCut}`,
        );
        assert.deepEqual(contents(state), before);
        assert.ok(!existsSync(out));
      },
    ),
    // A manifest of which nothing is left is none of a new state.
    { numRuns: 60, examples: [["state.json", 0, 0, true]] },
  );
});

test("A state that has lost its manifest is refused and keeps its rows; a first run that is refused leaves none", async (context) => {
  const months = new Months(context);
  const january = months.write("january.csv", [anObservation()]);
  await months.run([january]);
  const manifest = join(months.state, "state.json");
  const sound = readFileSync(manifest);
  rmSync(manifest);
  const before = contents(months.state);
  const february = months.write("february.csv", [anObservation()]);
  await assert.rejects(months.run([february]), /已损坏.*缺少 state\.json/);
  assert.deepEqual(contents(months.state), before);
  writeFileSync(manifest, sound);
  const { summary } = await months.run([february]);
  assert.equal(summary.state?.rows, 1);
  const fresh = join(months.folder, "fresh");
  const broken = join(months.folder, "broken.csv");
  writeFileSync(broken, "");
  await assert.rejects(months.run([broken], { state: fresh }));
  assert.ok(!existsSync(fresh));
});

test("A state that is not for this run is refused, with the way out", async (context) => {
  const months = new Months(context);
  const january = months.write("january.csv", [anObservation()]);
  await months.run([january]);
  const february = months.write("february.csv", [anObservation()]);
  const refused = (differing: Partial<EvaluateOptions>, reason: RegExp): Promise<void> =>
    assert.rejects(months.run([february], differing), (error) => {
      assert.ok(error instanceof UnusableInput);
      assert.match(error.message, reason);
      return true;
    });
  await refused({ policy: "zibo-2019" }, /属于 sichuan-2022，不属于 zibo-2019/);
  await refused({ asOf: "2024-02-29" }, /已到 2024-03-01，不能倒回 2024-02-29/);
  const inside = join(months.state, "out");
  await refused({ out: inside }, /--out/);
  const foreign = join(months.folder, "foreign");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "letter.txt"), "亲爱的");
  await refused({ state: foreign }, /letter\.txt/);
  assert.deepEqual(readdirSync(foreign), ["letter.txt"]);
  await refused({ state: january }, /不是文件夹|EEXIST/);
  // The last run alone may be given for an earlier day: it takes its own place.
  const { summary } = await months.run([january], { asOf: "2024-02-29" });
  assert.equal(summary.state?.rows, 0);
});

function contents(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );
}
