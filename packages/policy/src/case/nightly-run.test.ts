import assert from "node:assert/strict";
import { test } from "node:test";

import { startCaseRun } from "../../test/case-run.ts";
import { verify } from "../../test/some-events.ts";
import { aCaseFile, getPack } from "../../test/some-file.ts";
import { dayAt } from "../civil-date.ts";
import { nightlyRun } from "./nightly-run.ts";

test("The run that stops after three months without an objection leaves nothing for a second one", () => {
  const zibo = getPack("zibo-2019");
  const run = startCaseRun(
    zibo,
    aCaseFile(zibo, "2022-04-10", { grant: { lastCertified: { on: dayAt("2022-04-10") } } }),
  );
  run.advanceTo(dayAt("2024-01-10"));
  run.take(verify("unreachable"));
  run.advanceTo(dayAt("2024-04-10"));
  assert.equal(run.view().status, "suspended");
  run.advanceTo(dayAt("2024-04-11"));
  assert.equal(run.view().status, "stopped");
  assert.deepEqual(nightlyRun(zibo, run.file, run.day).file, run.file);
});

test("The run of a day twice tells nobody anything twice", () => {
  const sichuan = getPack("sichuan-2022");
  const run = startCaseRun(
    sichuan,
    aCaseFile(sichuan, "2023-01-10", { grant: { lastCertified: { on: dayAt("2023-01-10") } } }),
  );
  for (const day of ["2023-10-10", "2024-01-11", "2024-04-12"].map(dayAt)) {
    run.advanceTo(day - 1);
    const first = nightlyRun(sichuan, run.file, day);
    assert.notDeepEqual(first.notices, [[]], "something is told that night");
    assert.deepEqual(nightlyRun(sichuan, first.file, day).notices, [[]]);
    run.advanceTo(day);
  }
});

test("A run outside the policy's validity changes nothing", () => {
  const weihai = getPack("weihai-2017");
  const file = aCaseFile(weihai, "2017-12-01");
  assert.deepEqual(nightlyRun(weihai, file, dayAt("2017-12-31")).file, file);
  assert.deepEqual(nightlyRun(weihai, file, dayAt("2025-01-01")).file, file);
});
