// What a state folds its rows into saves work and says nothing of its own: it is left behind by a run
// that is given again, added to where a day comes, and found by who goes on from the same rows.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { findPack, parseDay } from "@lingdai/policy";

import { REQUIRED_ROSTER_FIELDS, ROSTER_FIELDS } from "../src/read/fields.ts";
import { planFile } from "../src/read/input-files.ts";
import type { KnownRows } from "../src/state/kept-images.ts";
import { KeptState } from "../src/state/kept-state.ts";
import { FileDigest, rosterKey } from "../src/state/roster-digest.ts";
import { rosterStamp } from "../src/state/roster-key.ts";
import { PERSON, aRosterRow, anObservation, readTable, residentId } from "./evaluation-fixture.ts";
import { Months } from "./months-fixture.ts";

/** A journey that arrived on its day. */
function journey(day: string, ref: string, id = PERSON) {
  return anObservation({ id_number: id, occurred_on: day, arrived_on: day, ref });
}

/** The day of the latest sign of each row. */
function certifiedOn(out: string): readonly (string | undefined)[] {
  return readTable(out, "conclusions").map((row) => row["last_certified_on"]);
}

/** The state as a run with these files would open it. */
async function opened(months: Months, files: readonly string[]): Promise<KeptState> {
  const pack = findPack("sichuan-2022");
  const asOf = parseDay("2024-03-31");
  assert.ok(pack !== undefined && asOf !== undefined);
  const observations = files.map((path) => {
    return { path, baseName: basename(path), bytes: statSync(path).size };
  });
  const request = { folder: months.state, pack, asOf, isSample: false, observations };
  return await KeptState.open(request);
}

/** What a run with these files and that roster would find to go on from. */
async function foundRows(
  months: Months,
  files: readonly string[],
  roster: string,
): Promise<KnownRows | undefined> {
  const state = await opened(months, files);
  const digest = new FileDigest(roster, 1);
  try {
    const planned = await planFile(roster, [], ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS);
    digest.take(0);
    const key = rosterKey(planned, digest.taken);
    assert.ok(state.images?.findRoster(key) !== undefined);
    return state.images.findRows();
  } finally {
    digest.close();
    state.close();
  }
}

test("A sign stands before an earlier one only as long as its own run is kept", async (context) => {
  const months = new Months(context);
  await months.run([months.write("january.csv", [journey("2024-01-05", "J")])]);
  const february = months.write("february.csv", [journey("2024-02-10", "F")]);
  assert.deepEqual(certifiedOn((await months.run([february])).out), ["2024-02-10"]);
  // Given again under a mapping by which the second journey was a stay that proves nothing.
  const mapping = join(months.folder, "mapping.yaml");
  writeFileSync(
    mapping,
    "files: [february.csv]\nvalues: { kind: { rail-travel: critical-illness-stay } }\n",
  );
  const again = await months.run([february], { mappings: [mapping] });
  assert.deepEqual(certifiedOn(again.out), ["2024-01-05"]);
  assert.deepEqual(certifiedOn((await months.run([])).out), ["2024-01-05"]);
});

test("A row whose day comes is added to what was folded without it, and what repeats it is a duplicate", async (context) => {
  const months = new Months(context);
  const january = [journey("2024-01-05", "J"), journey("2024-02-10", "early")];
  await months.run([months.write("january.csv", january)], { asOf: "2024-01-31" });
  const february = [journey("2024-02-12", "early"), journey("2024-02-01", "F")];
  const { summary, out } = await months.run([months.write("february.csv", february)]);
  assert.deepEqual(certifiedOn(out), ["2024-02-10"]);
  assert.equal(summary.files["february.csv"]?.duplicate, 1);
  // The journey of January and the one that was early.
  assert.deepEqual([summary.state?.accepted, summary.state?.waiting], [2, 0]);
  const march = await months.run([months.write("march.csv", [journey("2024-02-12", "early")])]);
  assert.equal(march.summary.files["march.csv"]?.duplicate, 1);
  assert.deepEqual(certifiedOn(march.out), ["2024-02-10"]);
});

test("Another roster takes what a state holds of people of every century, under their names only", async (context) => {
  const months = new Months(context);
  const people = ["19500307", "22500307"].map((born) => residentId(7, born));
  const row = (id_number: string, name: string) => {
    return aRosterRow({ id_number, name, since: "2290-03-20" });
  };
  const signs = people.map((id) => journey("2299-12-01", `sign of ${id}`, id));
  const run = async (name: string, rows: readonly ReturnType<typeof aRosterRow>[]) => {
    const roster = months.write(name, rows);
    const observations = name === "first.csv" ? [months.write("signs.csv", signs)] : [];
    return await months.run(observations, { roster, asOf: "2300-03-01" });
  };
  const first = await run("first.csv", [row(PERSON, "王芳"), row(people[0] ?? "", "李秀英")]);
  assert.equal(first.summary.files["signs.csv"]?.not_on_roster, 1);
  const known = people.map((id) => row(id, "李秀英"));
  const later = await run("later.csv", known.toReversed());
  assert.deepEqual(certifiedOn(later.out), ["2299-12-01", "2299-12-01"]);
  const again = await run("again.csv", [row(PERSON, "王芳"), ...known]);
  assert.deepEqual(certifiedOn(again.out).slice(1), ["2299-12-01", "2299-12-01"]);
  const misnamed = await run(
    "misnamed.csv",
    people.map((id) => row(id, "王芳")),
  );
  assert.equal(misnamed.summary.state?.suspicious, 2);
});

test("Of two signs of one day the one named first decides, whichever month it came in", async (context) => {
  const months = new Months(context);
  const decidedBy = async (ref: string): Promise<string | undefined> => {
    const { out } = await months.run([months.write(`${ref}.csv`, [journey("2024-02-10", ref)])]);
    return readTable(out, "conclusions")[0]?.["decided_by"];
  };
  assert.equal(await decidedBy("M"), "铁路:M");
  assert.equal(await decidedBy("Z"), "铁路:M");
  assert.equal(await decidedBy("A"), "铁路:A");
});

test("A loss among rows of strangers asks for all signs once the roster knows the person", async (context) => {
  const months = new Months(context);
  const stranger = residentId(7);
  const loss = anObservation({
    id_number: stranger,
    kind: "death-cremation",
    occurred_on: "2024-01-10",
    arrived_on: "2024-01-12",
  });
  const rows = [journey("2024-01-20", "S", stranger), loss, journey("2024-01-05", "J")];
  await months.run([months.write("january.csv", rows)]);
  const roster = months.write("later.csv", [aRosterRow(), aRosterRow({ id_number: stranger })]);
  const { out } = await months.run([], { roster });
  assert.deepEqual(
    readTable(out, "conclusions").map((row) => row["pending_reason"]),
    ["", "conflict"],
  );
});

test("The next run finds what the last one folded; who gives the last one again finds what was before", async (context) => {
  const months = new Months(context);
  const january = months.write("january.csv", [
    journey("2024-01-05", "J"),
    journey("2024-01-06", "K"),
  ]);
  const february = months.write("february.csv", [journey("2024-02-10", "F")]);
  const roster = join(months.folder, "roster.csv");
  await months.run([january], { asOf: "2024-01-31" });
  await months.run([february], { asOf: "2024-02-29" });
  const signsOf = async (files: readonly string[]): Promise<readonly unknown[]> => {
    const found = await foundRows(months, files, roster);
    return [
      found?.owners.byteLength,
      found?.folded?.asOf,
      new Int32Array(found?.folded?.day ?? new SharedArrayBuffer(0))[0],
      found?.folded?.known.map(({ references }) => references.byteLength),
    ];
  };
  const day = parseDay;
  // Four bytes a row, eight a reference, by run; the latest sign of the one person.
  assert.deepEqual(await signsOf([]), [12, day("2024-02-29"), day("2024-02-10"), [16, 8]]);
  assert.deepEqual(await signsOf([february]), [8, day("2024-01-31"), day("2024-01-06"), [16]]);
});

test("The texts of a sign stay what they are however many months pass it over", async (context) => {
  const months = new Months(context);
  const other = residentId(7);
  months.write("roster.csv", [aRosterRow(), aRosterRow({ id_number: other })]);
  const decidedBy: (string | undefined)[][] = [];
  const pages: (number | undefined)[] = [];
  for (const month of [1, 2, 3, 4, 5, 6]) {
    const rows = [journey(`2024-02-0${month}`, `R${month}`)];
    if (month === 1) rows.push(journey("2024-02-09", "once", other));
    const { out } = await months.run([months.write(`${month}.csv`, rows)]);
    decidedBy.push(readTable(out, "conclusions").map((row) => row["decided_by"]));
    const found = await foundRows(months, [], join(months.folder, "roster.csv"));
    pages.push(found?.folded?.texts.length);
  }
  assert.deepEqual(
    decidedBy,
    [1, 2, 3, 4, 5, 6].map((month) => [`铁路:R${month}`, "铁路:once"]),
  );
  // A page a month behind the first, until four would be five: then all are put together in one.
  assert.deepEqual(pages, [1, 2, 3, 4, 1, 2]);
});

/** The images of folded rows that the state holds. */
function foldedImages(months: Months): readonly string[] {
  return readdirSync(months.state)
    .filter((name) => name.startsWith("folded-"))
    .toSorted((left, right) => Number(left.slice(7)) - Number(right.slice(7)));
}

test("References stay in the image of the run that brought them, until those of many are put together", async (context) => {
  const months = new Months(context);
  const roster = join(months.folder, "roster.csv");
  const apart: (number | undefined)[] = [];
  const images: number[] = [];
  for (let month = 1; month <= 14; month += 1) {
    // Every month repeats the first row of the first one and of the one before it.
    const refs = ["R1", `R${Math.max(1, month - 1)}`, `R${month}`];
    const rows = refs.map((ref) => journey("2024-02-01", ref));
    const { summary } = await months.run([months.write(`${month}.csv`, rows)]);
    assert.equal(summary.files[`${month}.csv`]?.duplicate, 2, `${month}`);
    const found = await foundRows(months, [], roster);
    apart.push(found?.folded?.known.length);
    images.push(foldedImages(months).length);
  }
  assert.deepEqual(apart, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2]);
  // Those on which the twelfth leans are kept for who gives the thirteenth again. The fourteenth has
  // references in the thirteenth, and the texts of the one sign that decides still lie in the first.
  assert.deepEqual(images, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 3]);
});

test("An image without one that it leans on is as none at all", async (context) => {
  const months = new Months(context);
  const roster = join(months.folder, "roster.csv");
  for (const month of [1, 2, 3]) {
    await months.run([months.write(`${month}.csv`, [journey("2024-02-01", `R${month}`)])]);
  }
  const [first = "", ...others] = foldedImages(months);
  assert.equal(others.length, 2);
  rmSync(join(months.state, first));
  assert.equal((await foundRows(months, [], roster))?.folded, undefined);
  const rows = ["R1", "R2", "R3", "R4"].map((ref) => journey("2024-02-02", ref));
  const { summary, out } = await months.run([months.write("4.csv", rows)]);
  assert.equal(summary.files["4.csv"]?.duplicate, 3);
  assert.deepEqual(certifiedOn(out), ["2024-02-02"]);
  assert.equal((await foundRows(months, [], roster))?.folded?.known.length, 1);
});

test("A roster's file that nobody has touched is known without its bytes, another one in its place is read", async (context) => {
  const months = new Months(context);
  const roster = months.write("roster.csv", [aRosterRow({ name: "李秀英" })]);
  const keyNow = async (): Promise<string | undefined> => {
    const state = await opened(months, []);
    try {
      const planned = await planFile(roster, [], ROSTER_FIELDS, REQUIRED_ROSTER_FIELDS);
      return state.images?.keyOfUntouched(rosterStamp(planned));
    } finally {
      state.close();
    }
  };
  const january = months.write("january.csv", [journey("2024-01-05", "J")]);
  assert.deepEqual(certifiedOn((await months.run([january])).out), ["2024-01-05"]);
  await sleep(2100);
  // The first run came too soon after the file was written to be sure of it.
  assert.equal(await keyNow(), undefined);
  await months.run([]);
  assert.ok((await keyNow())?.startsWith(`${statSync(roster).size}/`));
  const february = months.write("february.csv", [journey("2024-02-05", "F")]);
  assert.deepEqual(certifiedOn((await months.run([february])).out), ["2024-02-05"]);
  const { size, atime, mtime } = statSync(roster);
  months.write("roster.csv", [aRosterRow({ name: "李秀芳" })]);
  utimesSync(roster, atime, mtime);
  assert.equal(statSync(roster).size, size);
  await sleep(2100);
  assert.equal(await keyNow(), undefined);
  const { summary, out } = await months.run([]);
  assert.equal(summary.state?.suspicious, 2);
  assert.deepEqual(certifiedOn(out), ["2023-09-01"]);
});

for (const [mishap, harm] of [
  [
    "damaged",
    (path: string) => {
      const bytes = readFileSync(path);
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  ],
  ["lost", rmSync],
] as const) {
  test(`What only saves work and is ${mishap} is told, made anew, and changes nothing`, async (context) => {
    for (const kind of ["roster-", "folded-"]) {
      const months = new Months(context);
      await months.run([months.write("january.csv", [journey("2024-01-05", "J")])]);
      const name = readdirSync(months.state).find((each) => each.startsWith(kind)) ?? "";
      harm(join(months.state, name));
      const warnings: string[] = [];
      const onWarning = (warning: string): number => warnings.push(warning);
      const february = months.write("february.csv", [journey("2024-02-05", "J")]);
      const { summary, out } = await months.run([february], { onWarning });
      assert.equal(summary.files["february.csv"]?.duplicate, 1);
      assert.deepEqual(certifiedOn(out), ["2024-01-05"]);
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0]?.startsWith(`--state ${months.state}：${name} 损坏或缺少`));
      const march = months.write("march.csv", [journey("2024-02-10", "M")]);
      assert.deepEqual(certifiedOn((await months.run([march], { onWarning })).out), ["2024-02-10"]);
      assert.equal(warnings.length, 1);
    }
  });
}
