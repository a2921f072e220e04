import assert from "node:assert/strict";
import { test } from "node:test";

import type { RunFigures } from "@lingdai/matching";
import { dayAt } from "@lingdai/policy";

import { seriesOf, silentSeries, withoutNumbers } from "./source-series.ts";

const FILE = {
  rows: 10,
  accepted: 7,
  rejected: { "bad-date": 1, "unknown-kind": 1 },
  not_on_roster: 1,
  duplicate: 0,
  suspicious: 0,
};

function namesOf(...files: readonly string[]): readonly string[] {
  return seriesOf(new Map(files.map((name) => [name, FILE]))).map(({ name }) => name);
}

test("Files that differ in their date only are one source", () => {
  const monthly = [
    "rail-202309.csv",
    "rail-202310.csv",
    "rail-202311-resent.csv",
    "rail-2023-12.csv",
  ];
  assert.deepEqual(namesOf(...monthly), ["rail"]);
  assert.deepEqual(namesOf("医保_20240131.txt", "医保_20240229.txt", "医保2024年3月.csv"), [
    "医保",
  ]);
  assert.deepEqual(namesOf("a.csv", "a.csv (2)", "a.csv.gz"), ["a"]);
});

test("Files that differ in more than the date are different sources", () => {
  assert.deepEqual(namesOf("obs-1-transport.csv", "obs-2-health.csv"), [
    "obs-1-transport",
    "obs-2-health",
  ]);
});

test("A file whose name is a date keeps it", () => {
  assert.deepEqual(namesOf("202401.csv"), ["202401.csv"]);
});

test("A source's figures are those of its files together; the largest share of bad rows comes first", () => {
  const good = { ...FILE, accepted: 9, rejected: {} };
  const series = seriesOf(
    new Map([
      ["good-202401.csv", good],
      ["bad-202401.csv", FILE],
      ["bad-202402.csv", FILE],
    ]),
  );
  assert.deepEqual(series[0], {
    name: "bad",
    files: 2,
    rows: 20,
    accepted: 14,
    rejected: 4,
    notOnRoster: 2,
    duplicate: 0,
    suspicious: 0,
    // February 2024.
    latestMonth: 2024 * 12 + 1,
  });
  assert.equal(series[1]?.name, "good");
});

test("A name from outside shows nothing long enough to be somebody's number", () => {
  assert.equal(withoutNumbers("王某51010419500307001X的材料"), "王某…的材料");
  assert.equal(withoutNumbers("tel 13800000000"), "tel …");
  assert.equal(withoutNumbers("掌上12333"), "掌上12333");
  assert.equal(withoutNumbers("rail-202401.csv"), "rail-202401.csv");
});

/** The sources that have been silent for months by that day. */
function silentOn(asOf: string, ...files: readonly string[]): readonly string[] {
  const summary: RunFigures["summary"] = {
    policy: "sichuan-2022",
    asOf: dayAt(asOf),
    roster: { rows: 1, rejected: 0, duplicate: 0 },
    files: new Map(files.map((name) => [name, FILE])),
    conclusions: {},
    bands: {},
  };
  return silentSeries(summary).map(({ name }) => name);
}

test("A source whose files stop two months before the as-of month is silent, the longest first", () => {
  const files = ["rail-202309.csv", "rail-202310.csv", "air_20230831.csv", "air_20230930.csv"];
  // October is the month before November: its file may have come last week.
  assert.deepEqual(silentOn("2023-11-30", ...files), ["air"]);
  assert.deepEqual(silentOn("2023-12-01", ...files), ["air", "rail"]);
});

test("A single file, or files without a month in their names, make no silence", () => {
  assert.deepEqual(silentOn("2024-06-01", "rail-202309.csv", "obs-1.csv", "obs-2.csv"), []);
});
