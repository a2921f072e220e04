// A naive count of a run's tables, against which the figures of a report are held. Reads whole tables
// with a reader that is not ours.

import assert from "node:assert/strict";

import { LIFE_SIGNS, addMonths, formatDay } from "@lingdai/policy";

import type { RunFigures } from "../src/index.ts";
import { readTable } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";

/** How many rows have these values, column by column. */
export function howMany(rows: readonly Row[], wanted: Row): number {
  return rows.filter((row) => Object.entries(wanted).every(([key, value]) => row[key] === value))
    .length;
}

export function assertSameAsNaiveCount(out: string, figures: RunFigures): void {
  const { conclusions, uncertified, rejects, suspicious } = figures;
  const rows = readTable(out, "conclusions");
  for (const list of ["eligible", "lost", "pending"] as const) {
    assert.equal(conclusions.lists[list], howMany(rows, { conclusion: list }), list);
    for (const [insurance, counts] of conclusions.byInsurance) {
      assert.equal(counts[list], howMany(rows, { conclusion: list, insurance }), insurance);
    }
  }
  assert.equal(conclusions.lists["not-covered"], howMany(rows, { conclusion: "" }));
  for (const [reason, counted] of Object.entries(conclusions.pending)) {
    assert.equal(counted, howMany(rows, { pending_reason: reason }), reason);
  }
  assertSameDuties(rows, figures);
  assertSameEfforts(rows, conclusions);
  for (const status of ["suspended", "stopped"] as const) {
    assert.equal(
      conclusions.eligibleUnpaid[status],
      howMany(rows, { conclusion: "eligible", status }),
    );
  }
  assertSameDeadlines(rows, figures);
  assertSameSources(rows, conclusions);

  const late = readTable(out, "uncertified");
  assert.equal(uncertified.rows, late.length);
  for (const [band, counted] of Object.entries(uncertified.bands)) {
    assert.equal(counted, howMany(late, { band }), band);
  }
  const inDivisions = [...uncertified.byDivision.values()].flatMap((counts) =>
    Object.values(counts),
  );
  assert.equal(sum(inDivisions), late.length);
  for (const [division, counts] of uncertified.byDivision) {
    if (division === "") continue;
    const there = late.filter((row) => row["pay_division"]?.slice(0, 6) === division);
    assert.equal(sum(Object.values(counts)), there.length, division);
  }
  assert.equal(
    uncertified.monthsMax,
    Math.max(0, ...late.map((row) => Number(row["months_since"]))),
  );

  const bad = readTable(out, "rejects");
  assert.equal(rejects.rows, bad.length);
  for (const [reason, { rows: counted, first }] of rejects.byReason) {
    assert.equal(counted, howMany(bad, { reason }), reason);
    const firstRow = bad.find((row) => row["reason"] === reason);
    assert.deepEqual(first, { file: firstRow?.["file"], line: Number(firstRow?.["line"]) });
  }
  assert.equal(sum([...rejects.ofRoster.values()]), figures.summary.roster.rejected);
  const odd = readTable(out, "suspicious");
  assert.equal(suspicious.rows, odd.length);
  assert.equal(
    suspicious.byEffect.life,
    odd.filter((row) => (row["kind"] ?? "") in LIFE_SIGNS).length,
  );
}

function assertSameDuties(rows: readonly Row[], { summary, conclusions }: RunFigures): void {
  const longAgo = formatDay(addMonths(summary.asOf, -3));
  for (const [cause, piles] of Object.entries(conclusions.due)) {
    const isPending = cause !== "lost" && cause !== "eligible";
    const wanted = isPending ? { pending_reason: cause } : { conclusion: cause };
    for (const [action, pile] of Object.entries(piles)) {
      const there = rows.filter((row) => howMany([row], { ...wanted, action }) === 1);
      const dueOn = there.map((row) => row["due_on"] ?? "").toSorted();
      assert.equal(pile.rows, there.length, `${cause} ${action}`);
      assert.equal(
        pile.oldestDueOn === undefined ? undefined : formatDay(pile.oldestDueOn),
        dueOn[0],
      );
      assert.equal(pile.longOverdue, dueOn.filter((day) => day < longAgo).length);
    }
  }
}

function assertSameEfforts(
  rows: readonly Row[],
  { efforts, certifiedBy }: RunFigures["conclusions"],
): void {
  const eligible = rows.filter((row) => row["conclusion"] === "eligible");
  assert.equal(sum(Object.values(efforts)), eligible.length);
  for (const [kind, counted] of certifiedBy) {
    assert.equal(counted, howMany(eligible, { last_certified_by: kind }), kind);
  }
  const fromData =
    "rail-travel,air-travel,hospital-stay,hospital-discharge,health-checkup,border-crossing,bank-visit,released,returned,other-life";
  assert.equal(
    efforts.silent,
    eligible.filter((row) => fromData.split(",").includes(row["last_certified_by"] ?? "")).length,
  );
  assert.equal(efforts.none, howMany(eligible, { last_certified_on: "" }));
}

function assertSameDeadlines(rows: readonly Row[], { summary, conclusions }: RunFigures): void {
  const asOf = formatDay(summary.asOf);
  const dated = rows.filter(
    (row) => row["status"] === "paying" && row["conclusion"] !== "lost" && row["deadline"] !== "",
  );
  const overdue = dated.filter((row) => (row["deadline"] ?? "") < asOf);
  assert.equal(conclusions.overdue.eligible + conclusions.overdue.pending, overdue.length);
  const ahead = [...conclusions.deadlines.values()].flatMap((month) => [
    month.eligible,
    month.pending,
  ]);
  assert.equal(sum(ahead), dated.length - overdue.length);
  for (const [month, counts] of conclusions.deadlines) {
    const name = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    const there = dated.filter(
      (row) => row["deadline"]?.startsWith(name) === true && row["deadline"] >= asOf,
    );
    assert.equal(counts.eligible, howMany(there, { conclusion: "eligible" }), name);
    assert.equal(counts.pending, howMany(there, { conclusion: "pending" }), name);
  }
}

function assertSameSources(
  rows: readonly Row[],
  { sources, roster }: RunFigures["conclusions"],
): void {
  for (const conclusion of ["eligible", "lost"] as const) {
    const decided = rows.filter(
      (row) => row["conclusion"] === conclusion && (row["decided_by"] ?? "") !== "",
    );
    assert.equal(roster[conclusion], howMany(decided, { decided_by: "roster" }));
    for (const [source, figures] of sources) {
      const there = decided.filter((row) => row["decided_by"]?.startsWith(`${source}:`));
      assert.equal(figures[conclusion], there.length, source);
      if (conclusion !== "eligible") continue;
      const newest = there
        .map((row) => row["last_certified_on"] ?? "")
        .toSorted()
        .at(-1);
      assert.equal(
        figures.newestOn === undefined ? undefined : formatDay(figures.newestOn),
        newest,
      );
    }
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
