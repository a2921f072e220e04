// The batch works out from the records alone since when a suspension is due; the daily run keeps
// clocks and tasks and suspends on its day. Where data alone speak, both name the same day.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { applyEvent } from "../src/case/apply-event.ts";
import type { CaseFile } from "../src/case/case-file.ts";
import { factsOf, openCaseFile } from "../src/case/case-file.ts";
import { nightlyRun } from "../src/case/nightly-run.ts";
import { viewEntitlement } from "../src/case/view.ts";
import type { Day } from "../src/civil-date.ts";
import { firstOfNextMonth, formatDay } from "../src/civil-date.ts";
import { isLossSign } from "../src/codes.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { evaluateEntitlement } from "../src/evaluation.ts";
import type { Pack } from "../src/pack.ts";
import { PACKS } from "../src/packs/index.ts";
import { yunwanPack } from "./example-region/pack.ts";
import { seeded } from "./seed.ts";
import { dayAfterWaiting, eventsOf } from "./sweep/happening.ts";
import type { Life, Sketch } from "./sweep/some-life.ts";
import { someLife } from "./sweep/some-life.ts";

const RUNS = 60;
const QUIET_DAYS = 150;

/** What files bring: observations, of losses no more than the first, and announced windows. */
function fromDataAlone(life: Life): Life {
  let losses = 0;
  const isData = ({ type }: Sketch): boolean => type === "observe" || type === "announce";
  const happenings = life.happenings.filter(({ sketch }) => {
    if (sketch.type === "observe" && isLossSign(sketch.kind)) losses += 1;
    return isData(sketch) && (sketch.type !== "observe" || !isLossSign(sketch.kind) || losses < 2);
  });
  return { ...life, happenings };
}

/** What the batch says of an entitlement as if it were still paid. */
function batchSays(pack: Pack, file: CaseFile, at: number, day: Day): Evaluation {
  const entitlement = file.entitlements[at];
  assert.ok(entitlement);
  const facts = { ...factsOf(file, entitlement), status: "paying" as const };
  return evaluateEntitlement(pack, facts, file.signs, day, file.windows);
}

/** Compares both on every day of a life; returns how many suspensions they agreed on. */
function agreeDayByDay(pack: Pack, life: Life): number {
  let file = openCaseFile(life.person, life.grants, life.openedOn);
  let day = life.openedOn;
  let suspensions = 0;

  const holdAgainstBatch = (before: CaseFile): void => {
    for (const [at, { benefit }] of file.entitlements.entries()) {
      const evaluation = batchSays(pack, file, at, day);
      const view = viewEntitlement(pack, file, at, day);
      assert.equal(evaluation.conclusion, view?.conclusion);
      assert.equal(evaluation.pendingReason, view?.pendingReason);
      assert.equal(evaluation.deadline, view?.deadline);
      if (!evaluation.covered) continue;
      const due = evaluation.duties.find(({ action }) => action === "suspend")?.dueOn;
      const where = `${pack.id}, ${formatDay(day)}, entitlement ${at}`;
      const wasPaid = before.entitlements[at]?.benefit.status === "paying";
      if (wasPaid && benefit.status !== "paying") {
        suspensions += 1;
        assert.ok(due !== undefined, `${where}: suspended, yet not due for the batch`);
        if (day > life.openedOn + 1) assert.ok(due <= day, `${where}: due later for the batch`);
      }
    }
  };
  const passNight = (): void => {
    const before = file;
    file = nightlyRun(pack, file, day).file;
    for (const [at, { benefit, reminded }] of file.entitlements.entries()) {
      // D16: the batch takes everybody for reminded in time.
      if (benefit.status !== "paying" || reminded?.inTime === false) continue;
      // What an arrival makes due falls due in the next run: after a run nothing is left.
      const due = batchSays(pack, file, at, day).duties.find(({ action }) => action === "suspend");
      assert.equal(due, undefined, `${formatDay(day)}, entitlement ${at}: due, yet still paid`);
    }
    holdAgainstBatch(before);
  };

  passNight();
  for (const { wait, sketch } of life.happenings) {
    const waitedUntil = dayAfterWaiting(pack, file, day, wait);
    while (day < waitedUntil) {
      day += 1;
      passNight();
    }
    for (const event of eventsOf(sketch, file, day, [])) {
      const before = file;
      file = applyEvent(pack, file, event, day).file;
      holdAgainstBatch(before);
    }
  }
  for (let passed = 0; passed < QUIET_DAYS; passed += 1) {
    day += 1;
    passNight();
  }
  return suspensions;
}

for (const pack of [...PACKS, yunwanPack()]) {
  test(`Under ${pack.id}, batch and daily run suspend for the same reasons on the same day`, (t) => {
    const month = firstOfNextMonth(pack.validity.from);
    const lives = someLife(pack, month, 30, { signers: ["nobody"], losses: true });
    let suspensions = 0;
    fc.assert(
      fc.property(lives.map(fromDataAlone), (life) => {
        suspensions += agreeDayByDay(pack, life);
      }),
      seeded(t, RUNS),
    );
    t.diagnostic(`${suspensions} suspensions`);
    assert.ok(suspensions > 0);
  });
}
