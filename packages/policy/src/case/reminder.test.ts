import assert from "node:assert/strict";
import { test } from "node:test";

import { startCaseRun } from "../../test/case-run.ts";
import { aCaseFile, getPack } from "../../test/some-file.ts";
import { dayAt } from "../civil-date.ts";
import { shanxiPack, SHANXI_DEFAULTS } from "../packs/shanxi-2018/pack.ts";
import { reminderAgain } from "./reminder.ts";

const shanxi = getPack("shanxi-2018");

/** Certified 5 June 2023: the reminder is due on 5 March 2024, the deadline is 5 June 2024. */
function runUntil(day: string, pack = shanxi, person = {}, grant = {}) {
  const lastCertified = { on: dayAt("2023-06-05") };
  const run = startCaseRun(
    pack,
    aCaseFile(pack, "2023-06-06", { person, grant: { lastCertified, ...grant } }),
  );
  run.advanceTo(dayAt(day));
  return run;
}

const again = (day: string, attemptedOn = day, run = runUntil(day)) =>
  reminderAgain(run.pack, run.file, 0, dayAt(attemptedOn), dayAt(day))?.notice;

test("A failed attempt makes the reminder due again from the day of the reminder to the deadline", () => {
  assert.equal(again("2024-03-04"), undefined);
  assert.equal(again("2024-03-05"), "expiry-reminder");
  assert.equal(again("2024-06-05"), "expiry-reminder");
  assert.equal(again("2024-06-06"), undefined);
});

test("An attempt before the reminder's day was answered by the reminder itself", () => {
  assert.equal(again("2024-03-20", "2024-03-04"), undefined);
  assert.equal(again("2024-03-20", "2024-03-05"), "expiry-reminder");
});

test("Without a phone the unit is told again, and without both the body", () => {
  const noPhone = { hasPhone: false };
  const day = "2024-03-20";
  assert.equal(again(day, day, runUntil(day, shanxi, noPhone)), "expiry-reminder-unit");
  const alone = runUntil(day, shanxi, noPhone, { hasUnit: false });
  assert.equal(again(day, day, alone), "task-notice");
});

test("Whoever was certified, or was reported lost, is not reminded again", () => {
  const day = "2024-03-20";
  for (const kind of ["rail-travel", "death-cremation"] as const) {
    const run = runUntil(day);
    run.take({ type: "observe", kind, occurredOn: dayAt("2024-03-18"), source: "a", ref: "1" });
    assert.equal(again(day, day, run), undefined, kind);
  }
});

test("Nothing goes out again where the region's text or its option says nothing of it", () => {
  const day = "2024-03-20";
  const silent = shanxiPack({ ...SHANXI_DEFAULTS, remindAfterFailedAttempt: false });
  assert.equal(again(day, day, runUntil(day, silent)), undefined);
  // SC 37 has one reminder, at the start of the tenth month.
  assert.equal(again(day, day, runUntil(day, getPack("sichuan-2022"))), undefined);
});
