import assert from "node:assert/strict";
import { test } from "node:test";

import type { CaseRun } from "../../test/case-run.ts";
import { startCaseRun } from "../../test/case-run.ts";
import { announce, confirmLoss, observe, verify } from "../../test/some-events.ts";
import { aCaseFile, getPack } from "../../test/some-file.ts";
import { dayAt, formatDay } from "../civil-date.ts";
import { nextDueOn } from "./next-due.ts";

function certifiedOn(packId: string, on: string): CaseRun {
  const pack = getPack(packId);
  const grant = { lastCertified: { on: dayAt(on) } };
  return startCaseRun(pack, aCaseFile(pack, on, { grant }));
}

function nextDue({ pack, file, day }: CaseRun): string {
  const due = nextDueOn(pack, file, day);
  return due === undefined ? "never" : formatDay(due);
}

test("In Sichuan the reminder comes first, then the suspension, then the escalation, then the stop", () => {
  const run = certifiedOn("sichuan-2022", "2023-01-15");
  const found: string[] = [];
  while (found.length < 6) {
    found.push(nextDue(run));
    run.advanceTo(dayAt(nextDue(run)));
  }
  assert.deepEqual(found, [
    "2023-10-15", // Reminder, and the service point's task of three months.
    "2024-01-16", // Suspended; its task is overdue and moves to the agency.
    "2024-02-01", // Unpaid months, each on its first day.
    "2024-03-01",
    "2024-04-01",
    "2024-04-17", // Stopped.
  ]);
});

test("A data sign that waits announces not its own day, on which nothing changes, but the new deadline's", () => {
  const run = certifiedOn("qingdao-2019", "2023-03-10");
  run.advanceTo(dayAt("2023-06-20"));
  run.take(observe("rail-travel", dayAt("2023-06-18"), "R1"));
  // Counts from 4 July and holds until 18 June 2024; without it 11 March 2024 would be announced.
  assert.equal(nextDue(run), "2024-06-19");
});

test("Of two data signs that wait for different days the later journey is what counts", () => {
  const run = certifiedOn("qingdao-2019", "2023-03-10");
  run.advanceTo(dayAt("2023-06-30"));
  run.take(observe("rail-travel", dayAt("2023-06-18"), "R1"));
  run.advanceTo(dayAt("2023-07-02"));
  run.take(observe("air-travel", dayAt("2023-06-25"), "R2"));
  assert.equal(nextDue(run), "2024-06-26");
});

test("Before the policy is in force, its first day is announced", () => {
  const pack = getPack("zibo-2019");
  const file = aCaseFile(pack, "2019-05-01");
  assert.equal(nextDueOn(pack, file, dayAt("2019-05-01")), pack.validity.from);
});

test("Where nobody announces a window, nothing falls due in Weihai", () => {
  const run = certifiedOn("weihai-2017", "2019-01-15");
  assert.equal(nextDue(run), "never");
  run.advanceTo(dayAt("2019-04-15"));
  run.take(announce(run.day));
  assert.equal(nextDue(run), "never", "certified within the frequency");
  run.advanceTo(dayAt("2020-04-15"));
  run.take(announce(run.day));
  assert.equal(nextDue(run), "2020-06-16");
});

test("Nothing falls due any more once the benefit is stopped and its months are counted", () => {
  const run = certifiedOn("shanxi-2018", "2023-01-15");
  run.take(confirmLoss("death-cremation", dayAt("2023-01-10")));
  assert.equal(nextDue(run), "2023-02-01", "another unpaid month");
});

test("A conflict in Sichuan suspends after its task's due date where that is the later one", () => {
  const run = certifiedOn("sichuan-2022", "2023-01-15");
  run.advanceTo(dayAt("2023-12-20"));
  run.take(observe("face-self", dayAt("2023-01-20"), "R1"));
  run.take(observe("death-cremation", dayAt("2023-01-18"), "R2"));
  const announced: string[] = [];
  while (run.view().status === "paying") {
    announced.push(nextDue(run));
    run.advanceTo(dayAt(nextDue(run)));
  }
  assert.equal(announced.at(-1), "2024-03-21");
  assert.ok(!announced.includes("2024-01-16"), "the deadline alone suspends no conflict");
});

test("An unreachable answer moves the day on which the case goes on", () => {
  const run = certifiedOn("weihai-2017", "2019-01-15");
  run.advanceTo(dayAt("2020-04-15"));
  run.take(announce(run.day));
  run.advanceTo(dayAt("2020-06-16"));
  assert.equal(nextDue(run), "2020-06-18", "the third working day after the window");
  run.advanceTo(dayAt("2020-06-18"));
  assert.equal(run.view().status, "suspended");
  run.take(verify("unreachable"));
  assert.equal(nextDue(run), "2020-07-01");
});
