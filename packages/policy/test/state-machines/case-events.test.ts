// Every stage that a case goes through and every event, a table a region: what is refused and why,
// what becomes of the benefit, the conclusion and the task, and who is told.

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyEvent } from "../../src/case/apply-event.ts";
import { openCaseFile } from "../../src/case/case-file.ts";
import type { CaseFile } from "../../src/case/case-file.ts";
import { viewEntitlement } from "../../src/case/view.ts";
import { dayAt, formatDay } from "../../src/civil-date.ts";
import type { Day } from "../../src/civil-date.ts";
import { BENEFIT_STATUSES } from "../../src/codes.ts";
import type { Pack } from "../../src/pack.ts";
import { PACKS } from "../../src/packs/index.ts";
import type { CaseRun } from "../case-run.ts";
import { startCaseRun } from "../case-run.ts";
import { assertGolden, tableText } from "../golden-table.ts";
import {
  announce,
  apply,
  approve,
  certify,
  confirmLoss,
  everyEvent,
  observe,
  verify,
} from "../some-events.ts";
import { aGrant, aPerson } from "../some-file.ts";

const OPENED = dayAt("2023-02-06");
const DAYS_MAX = 900;

/** Somebody who was certified a month ago, on the day on which the file was opened. */
function begin(pack: Pack): CaseRun {
  const grant = aGrant(pack, { lastCertified: { on: OPENED, by: "counter" } });
  const run = startCaseRun(pack, openCaseFile(aPerson(), [grant], OPENED));
  run.advanceTo(OPENED + 30);
  return run;
}

/** Lets time pass until something holds; a stage that never comes is a defect of the test. */
function until(run: CaseRun, holds: () => boolean, daily: () => void = () => undefined): CaseRun {
  const last = run.day + DAYS_MAX;
  while (!holds()) {
    if (run.day > last) throw new Error(`${run.pack.id}: this stage is never reached`);
    run.advanceTo(run.day + 1);
    daily();
  }
  return run;
}

function pending(pack: Pack): CaseRun {
  const run = begin(pack);
  if (pack.clock.usesWindows) {
    run.advanceTo(dayAt("2024-01-10"));
    run.take(announce(run.day));
  }
  return until(run, () => run.view().conclusion === "pending");
}

/** Suspended by time, or by a body that finds nobody: ten days after it got its task. */
function suspended(pack: Pack): CaseRun {
  const run = pending(pack);
  return until(
    run,
    () => run.view().status === "suspended",
    () => {
      if (run.view().task?.openedOn === run.day - 10) run.take(verify("unreachable"));
    },
  );
}

function after(run: CaseRun, ...events: readonly ((day: Day) => Parameters<CaseRun["take"]>[0])[]) {
  for (const event of events) {
    run.advanceTo(run.day + 3);
    const { refused } = run.take(event(run.day));
    assert.equal(refused, undefined, `${run.pack.id} ${JSON.stringify(event(run.day))}`);
  }
  return run;
}

const died = (day: Day) => confirmLoss("death-cremation", day - 20);
const locked = (pack: Pack): CaseRun => after(begin(pack), died);

const STAGES: Readonly<Record<string, (pack: Pack) => CaseRun>> = {
  "paying, certified": begin,
  "paying, pending": pending,
  "paying, conflict": (pack) =>
    after(
      begin(pack),
      (day) => observe("counter", day, "S1"),
      (day) => observe("death-cremation", day - 10, "S2"),
    ),
  "paying, in review": (pack) => after(begin(pack), (day) => certify("community", day)),
  suspended,
  "suspended, certified": (pack) =>
    after(suspended(pack), (day) => observe("face-self", day, "S3")),
  "suspended, lost": (pack) =>
    after(suspended(pack), (day) => observe("imprisonment", day - 1, "S4")),
  "stopped, prison": (pack) => after(begin(pack), (day) => confirmLoss("imprisonment", day)),
  "stopped, released": (pack) =>
    after(
      begin(pack),
      (day) => confirmLoss("imprisonment", day),
      (day) => observe("released", day, "S5"),
    ),
  "stopped, dead": locked,
  terminated: (pack) =>
    after(
      locked(pack),
      () => apply("terminate"),
      () => approve(),
    ),
};

function describeFile(pack: Pack, file: CaseFile, day: Day): string {
  const view = viewEntitlement(pack, file, 0, day);
  assert.ok(view);
  const { task } = view;
  return [
    [view.status, view.stopReason].filter((each) => each !== undefined).join(" "),
    view.pendingReason ?? view.conclusion ?? "-",
    task === undefined ? "no task" : `${task.to} ${formatDay(task.dueOn)}`,
    ...(view.isLocked ? ["locked"] : []),
  ].join(", ");
}

for (const pack of PACKS) {
  test(`Every stage of a case and every event are as the committed table of ${pack.id} says`, () => {
    const rows = Object.entries(STAGES).flatMap(([name, reach]) => {
      const { file, day } = reach(pack);
      const before = describeFile(pack, file, day);
      const header = [`${name} (${formatDay(day)})`, "", before, ""];
      const outcomes = everyEvent(pack, day).map(([event, value]) => {
        const outcome = applyEvent(pack, file, value, day);
        if (outcome.refused !== undefined) return ["", event, `refused ${outcome.refused}`, ""];
        const found = describeFile(pack, outcome.file, day);
        const told = outcome.notices[0]?.join(" ") ?? "";
        return ["", event, found === before ? "(as before)" : found, told];
      });
      return [header, ...outcomes];
    });
    const title = [
      `${pack.id}: what an event makes of a case at each stage (status, conclusion, task).`,
    ];
    assertGolden(
      `case-${pack.id}.txt`,
      tableText(title, ["stage", "event", "becomes", "told"], rows),
    );
  });

  test(`The stages of ${pack.id} show every benefit status`, () => {
    const found = new Set(Object.values(STAGES).map((reach) => reach(pack).view().status));
    assert.deepEqual([...found].toSorted(), Object.keys(BENEFIT_STATUSES).toSorted());
  });
}
