import assert from "node:assert/strict";
import { test } from "node:test";

import { startCaseRun } from "../../test/case-run.ts";
import { observe } from "../../test/some-events.ts";
import { aGrant, aPerson, getPack } from "../../test/some-file.ts";
import { dayAt, formatDay } from "../civil-date.ts";
import type { CaseFile } from "./case-file.ts";
import { openCaseFile } from "./case-file.ts";
import { nextDueOn } from "./next-due.ts";
import { nightlyRun } from "./nightly-run.ts";
import type { ClockHold, Start } from "./protection.ts";

/** A file opened on a day for somebody last certified on another. */
function opened(packId: string, openedOn: string, certifiedOn: string, start: Start): CaseFile {
  const pack = getPack(packId);
  const grant = aGrant(pack, { lastCertified: { on: dayAt(certifiedOn) } });
  return openCaseFile(aPerson(), [grant], dayAt(openedOn), start);
}

/** The first day of a suspension, run night by night; `never` within two years. */
function suspendedOn(packId: string, file: CaseFile): string {
  const run = startCaseRun(getPack(packId), file);
  const last = file.openedOn + 730;
  while (run.view().status === "paying" && run.day < last) run.advanceTo(run.day + 1);
  return run.view().status === "paying" ? "never" : formatDay(run.day);
}

test("On first use whoever is overdue is reminded on day one and suspended three months later", () => {
  // Certified 2022-12-20: deadline 2023-12-20, long past on 2024-05-31; + 3 months is 08-31.
  const file = opened("sichuan-2022", "2024-05-31", "2022-12-20", "first-run");
  const sichuan = getPack("sichuan-2022");
  assert.deepEqual(nightlyRun(sichuan, file, file.openedOn).notices, [
    ["expiry-reminder", "task-notice"],
  ]);
  assert.equal(suspendedOn("sichuan-2022", file), "2024-08-31");
});

test("A region taken over while running counts the overdue as warned and suspends on day one", () => {
  const file = opened("sichuan-2022", "2024-05-31", "2022-12-20", "running");
  assert.equal(suspendedOn("sichuan-2022", file), "2024-05-31");
});

test("On first use a deadline of the opening day itself was warned of in time", () => {
  // Certified 2023-05-31: the deadline 2024-05-31 is the opening day, so nobody is overdue yet.
  const today = opened("sichuan-2022", "2024-05-31", "2023-05-31", "first-run");
  assert.equal(suspendedOn("sichuan-2022", today), "2024-06-01");
  const yesterday = opened("sichuan-2022", "2024-05-31", "2023-05-30", "first-run");
  assert.equal(suspendedOn("sichuan-2022", yesterday), "2024-08-31");
});

test("In Qingdao too the overdue are spared for three months from the first use", () => {
  // Certified 2023-04-10: deadline 2024-04-10, due to be suspended on 2024-05-01.
  const file = opened("qingdao-2019", "2024-04-20", "2023-04-10", "first-run");
  assert.equal(suspendedOn("qingdao-2019", file), "2024-07-20");
});

test("The end of the three months is announced as the next day on which something falls due", () => {
  const sichuan = getPack("sichuan-2022");
  const run = startCaseRun(
    sichuan,
    opened("sichuan-2022", "2024-05-31", "2022-12-20", "first-run"),
  );
  assert.equal(nextDueOn(sichuan, run.file, run.day), dayAt("2024-08-31"));
});

/** Certified by the railway on 2023-04-30, and by nothing since. */
function certifiedByRail(holds: readonly ClockHold[]) {
  const sichuan = getPack("sichuan-2022");
  const run = startCaseRun(sichuan, {
    ...opened("sichuan-2022", "2023-03-01", "2023-03-01", "running"),
    holds,
  });
  run.advanceTo(dayAt("2023-05-02"));
  run.take(observe("rail-travel", dayAt("2023-04-30"), "R1"));
  return run;
}

test("While the clock is held for a late source its people are reminded but not suspended", () => {
  // Deadline 2024-04-30; held until 06-15; suspended in the run of the day after.
  const run = certifiedByRail([
    { source: "source", from: dayAt("2024-04-01"), until: dayAt("2024-06-15") },
  ]);
  run.advanceTo(dayAt("2024-06-15"));
  assert.equal(run.view().status, "paying");
  assert.equal(run.view().task?.to, "agency", "the overdue task went on its way");
  assert.equal(nextDueOn(run.pack, run.file, run.day), dayAt("2024-06-16"));
  run.advanceTo(dayAt("2024-06-16"));
  assert.equal(run.view().status, "suspended");
});

test("A hold for another source, or one that ended before, holds nothing", () => {
  for (const hold of [
    { source: "air", from: dayAt("2024-04-01") },
    { source: "source", from: dayAt("2024-03-01"), until: dayAt("2024-04-30") },
  ]) {
    const run = certifiedByRail([hold]);
    run.advanceTo(dayAt("2024-05-01"));
    assert.equal(run.view().status, "suspended", JSON.stringify(hold));
  }
});

test("A hold keeps a suspension from becoming a stop after its three months", () => {
  // Suspended 2024-05-01; three months end on 2024-08-01, so the stop is due on 08-02.
  const run = certifiedByRail([
    { source: "source", from: dayAt("2024-07-20"), until: dayAt("2024-08-20") },
  ]);
  run.advanceTo(dayAt("2024-08-20"));
  assert.equal(run.view().status, "suspended");
  run.advanceTo(dayAt("2024-08-21"));
  assert.equal(run.view().status, "stopped");
});

test("A benefit taken over suspended keeps the reason other and is resumed by signatures only", () => {
  const qingdao = getPack("qingdao-2019");
  const grant = aGrant(qingdao, { openingStatus: "suspended" });
  const run = startCaseRun(qingdao, openCaseFile(aPerson(), [grant], dayAt("2024-04-20")));
  run.take({ type: "unit", entitlement: 0, result: "pass" });
  run.advanceTo(dayAt("2024-06-10"));
  assert.equal(run.view().conclusion, "eligible");
  assert.equal(run.view().status, "suspended", "a lapse would have been resumed on 1 May");
  assert.equal(run.view().stopReason, "other");
});
