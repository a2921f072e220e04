import assert from "node:assert/strict";
import { test } from "node:test";

import type { Cause, DueAction, Pile, RunFigures } from "@lingdai/matching";
import { dayAt } from "@lingdai/policy";

import { firstThings } from "./first-things.ts";
import { speechIn } from "./speech.ts";

const ASOF = dayAt("2024-06-01");
const NOTHING_DUE: Readonly<Pile> = { rows: 0, oldestDueOn: undefined, longOverdue: 0 };

type Due = Partial<Record<Cause, Partial<Record<DueAction, Pile>>>>;
type Conclusions = RunFigures["conclusions"];

function dueOf(due: Due): Conclusions["due"] {
  const piles = (cause: Cause): Readonly<Record<DueAction, Pile>> => ({
    suspend: NOTHING_DUE,
    verify: NOTHING_DUE,
    remind: NOTHING_DUE,
    ...due[cause],
  });
  return {
    lost: piles("lost"),
    conflict: piles("conflict"),
    "incapacity-unknown": piles("incapacity-unknown"),
    "no-sign": piles("no-sign"),
    eligible: piles("eligible"),
  };
}

/** A run of a hundred eligible benefits in which nothing is to be done, but for what is given. */
function someFigures(
  given: {
    readonly policy?: string;
    readonly due?: Due;
    readonly conclusions?: Partial<Conclusions>;
    readonly suspicious?: RunFigures["suspicious"];
    readonly roster?: RunFigures["summary"]["roster"];
    readonly files?: RunFigures["summary"]["files"];
  } = {},
): RunFigures {
  const nobody = { eligible: 0, lost: 0, conflict: 0, newestOn: undefined };
  return {
    tableFiles: {
      conclusions: "conclusions.csv",
      suspicious: "suspicious.csv",
      rejects: "rejects.csv",
    },
    summary: {
      policy: given.policy ?? "sichuan-2022",
      asOf: ASOF,
      roster: given.roster ?? { rows: 100, rejected: 0, duplicate: 0 },
      files: given.files ?? new Map(),
      conclusions: { eligible: 100 },
      bands: {},
    },
    conclusions: {
      lists: { eligible: 100, lost: 0, pending: 0, "not-covered": 0 },
      byInsurance: new Map(),
      pending: { conflict: 0, "incapacity-unknown": 0, "no-sign": 0 },
      due: dueOf(given.due ?? {}),
      eligibleUnpaid: { suspended: 0, stopped: 0 },
      efforts: { silent: 100, phone: 0, met: 0, paper: 0, unknown: 0, none: 0 },
      certifiedBy: new Map(),
      deadlines: new Map(),
      overdue: { eligible: 0, pending: 0 },
      sources: new Map(),
      roster: nobody,
      ...given.conclusions,
    },
    uncertified: {
      rows: 0,
      bands: { "10-12m": 0, "1-2y": 0, "2-3y": 0, "3-4y": 0, "4-5y": 0, "5y+": 0 },
      byDivision: new Map(),
      monthsMax: 0,
    },
    rejects: { rows: 0, byReason: new Map(), ofRoster: new Map() },
    suspicious: given.suspicious ?? {
      rows: 0,
      byEffect: { life: 0, loss: 0, none: 0 },
      bySource: new Map(),
    },
  };
}

function said(figures: RunFigures): readonly string[] {
  return firstThings(figures, speechIn("zh")).map(({ what, why }) => what.zh + why.zh);
}

const pile = (rows: number, dueOn = "2024-05-01"): Pile => ({
  rows,
  oldestDueOn: dayAt(dueOn),
  longOverdue: 0,
});

test("Where nothing waits, nothing is to be done", () => {
  assert.deepEqual(said(someFigures()), []);
});

test("People who wait for their money come first, money paid without right next, routine last", () => {
  const figures = someFigures({
    due: {
      lost: { suspend: pile(2), verify: pile(3) },
      conflict: { verify: pile(1) },
      "no-sign": { suspend: pile(4), verify: pile(5) },
      eligible: { remind: pile(6), suspend: pile(7) },
    },
    conclusions: {
      eligibleUnpaid: { suspended: 8, stopped: 1 },
      pending: { conflict: 10, "incapacity-unknown": 11, "no-sign": 9 },
    },
    suspicious: { rows: 12, byEffect: { life: 7, loss: 5, none: 0 }, bySource: new Map() },
    roster: { rows: 100, rejected: 13, duplicate: 0 },
  });
  const numbers = said(figures).map((text) => Number(/\d+/.exec(text)?.[0]));
  // Unpaid, lost, conflict, roster, names, to suspend, accounts, incapacity, to verify, to remind.
  assert.deepEqual(numbers, [9, 5, 10, 13, 12, 4, 7, 11, 5, 6]);
});

test("A reported loss is confirmed and then stopped, or suspended and then confirmed, as the policy wants", () => {
  const due = { lost: { verify: pile(3) } };
  assert.match(said(someFigures({ policy: "sichuan-2022", due }))[0] ?? "", /核实，属实的再停发/);
  assert.match(said(someFigures({ policy: "zibo-2019", due }))[0] ?? "", /先暂停，再派人核实/);
});

test("The oldest of what waits is named by its day", () => {
  const due = { "no-sign": { suspend: pile(4, "2023-02-03"), verify: pile(5, "2024-03-01") } };
  const [suspend = "", verify = ""] = said(someFigures({ due }));
  assert.match(suspend, /最早的一笔，2023年2月3日就该办了/);
  assert.match(verify, /最早的一笔，2024年3月1日就该办了/);
});

function aFile(rejected: number, accepted: number, duplicate = 0) {
  const bad = rejected === 0 ? {} : { "bad-date": rejected };
  const rows = rejected + accepted + duplicate;
  return { rows, accepted, rejected: bad, not_on_roster: 0, duplicate, suspicious: 0 };
}

test("A source is asked to mend its files from one bad row in twenty on, not below", () => {
  const files = (rejected: number): RunFigures["summary"]["files"] =>
    new Map([["rail-202405.csv", aFile(rejected, 100 - rejected)]]);
  assert.deepEqual(said(someFigures({ files: files(4) })), []);
  assert.match(said(someFigures({ files: files(5) }))[0] ?? "", /“rail”，5\.0% 的行读不进来/);
});

test("A file of which nothing was used is asked about, one that only repeats is not", () => {
  const none = { ...aFile(0, 0), rows: 30, not_on_roster: 30 };
  const files = new Map([
    ["wrong-202405.csv", none],
    ["again-202405.csv", aFile(0, 0, 30)],
  ]);
  assert.match(said(someFigures({ files }))[0] ?? "", /1 个来源的记录一条也没用上，比如“wrong”/);
  assert.equal(said(someFigures({ files })).length, 1);
});

test("A source that certified many and has nothing newer than 62 days may have missed a delivery", () => {
  const sources = (newestOn: number, eligible: number): Partial<Conclusions> => ({
    sources: new Map([["铁路", { eligible, lost: 0, conflict: 0, newestOn }]]),
  });
  assert.deepEqual(said(someFigures({ conclusions: sources(ASOF - 62, 500) })), []);
  assert.deepEqual(said(someFigures({ conclusions: sources(ASOF - 63, 99) })), []);
  const [late = ""] = said(someFigures({ conclusions: sources(ASOF - 63, 100) }));
  assert.match(late, /“铁路”，最近一条有用的记录是 63 天以前的/);
});

test("What ran out before the rules were in force was not due under them", () => {
  // SC 44: in force from 2022-12-12.
  const whyOf = (oldestDueOn: number): string | undefined =>
    firstThings(
      someFigures({
        due: { "no-sign": { suspend: { rows: 2, oldestDueOn, longOverdue: 1 } } },
      }),
      speechIn("zh"),
    )[0]?.why.zh;
  assert.equal(
    whyOf(dayAt("2022-12-11")),
    "其中 1 笔已经拖了三个月以上。最早的一笔，这份规定施行以前就已经到期了。",
  );
  assert.equal(
    whyOf(dayAt("2022-12-12")),
    "其中 1 笔已经拖了三个月以上。最早的一笔，2022年12月12日就该办了。",
  );
});
