// Lives through a generated life day by day and checks, on each, all that must hold: the run of a
// day twice is the run once, only announced days change anything, refused events change nothing.

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import { applyEvent } from "../../src/case/apply-event.ts";
import type { CaseFile } from "../../src/case/case-file.ts";
import { isInForce, openCaseFile } from "../../src/case/case-file.ts";
import type { CaseEvent } from "../../src/case/event.ts";
import { nextDueOn } from "../../src/case/next-due.ts";
import { nightlyRun } from "../../src/case/nightly-run.ts";
import type { Day } from "../../src/civil-date.ts";
import { civilOf, formatDay, monthIndexOf } from "../../src/civil-date.ts";
import type { Pack } from "../../src/pack.ts";
import { checkDay } from "./day-checks.ts";
import { frozen } from "./frozen.ts";
import { dayAfterWaiting, eventsOf } from "./happening.ts";
import type { Life } from "./some-life.ts";
import { checkStep, entitlementSteps, isThreefold } from "./step-checks.ts";
import type { Cause } from "./step-checks.ts";
import type { Tally } from "./tally.ts";
import { count } from "./tally.ts";

/** How the file stood at the end of a life. */
export interface LifeEnd {
  readonly file: CaseFile;
  readonly day: Day;
  /** For each entitlement the months whose first day found it paid. */
  readonly paidMonths: readonly ReadonlySet<number>[];
}

/** Throws, with the day and what was done, at the first thing that does not hold. */
export function watchLife(
  pack: Pack,
  life: Life,
  signers: readonly string[],
  tally: Tally,
): LifeEnd {
  let file = frozen(openCaseFile(life.person, life.grants, life.openedOn));
  let day = life.openedOn;
  let doing = "opening the file";
  /** The day that the core announced as the next on which something changes. */
  let announced: Day | undefined = day;
  const paidMonths = life.grants.map(() => new Set<number>());
  const signed = new Set<number>();
  tally.lives += 1;

  const adopt = (cause: Cause, next: ReturnType<typeof nightlyRun>): void => {
    const { notices } = next;
    const before = file;
    file = frozen(next.file);
    if (isThreefold(cause) && cause !== "night" && "entitlement" in cause) {
      signed.add(cause.entitlement);
    }
    const steps = entitlementSteps(pack, day, cause, before, file, notices, (at) => signed.has(at));
    for (const [at, step] of steps.entries()) {
      checkStep(step);
      const [from, to] = [step.before.benefit.status, step.after.benefit.status];
      if (from !== to) count(tally.changes, `${from} to ${to}`);
      if (from !== to && from === "paying") signed.delete(at);
      tally.backPaidMonths += step.after.backPaidMonths.length - step.before.backPaidMonths.length;
    }
  };

  const runNight = (): void => {
    doing = "the nightly run";
    const before = file;
    const run = nightlyRun(pack, file, day);
    adopt("night", run);
    const isChanged = !isDeepStrictEqual(before, file);
    // Where nothing changed, a second run is the first one over again.
    if (isChanged) {
      const again = nightlyRun(pack, file, day);
      assert.deepEqual(again.file, file, "the run of one day changes something twice");
      assert.deepEqual(again.notices.flat(), [], "the run of one day tells something twice");
    }
    if (announced === day) {
      tally.announcedDays += 1;
      assert.ok(isChanged || day === life.openedOn, "announced, yet nothing changes");
    } else {
      assert.ok(!isChanged, `changed, yet announced was ${textOf(announced)}`);
    }
    if (isChanged || announced === day) announced = nextDueOn(pack, file, day);
    if (isInForce(pack, day) && civilOf(day).dayOfMonth === 1) {
      for (const [at, { benefit }] of file.entitlements.entries()) {
        if (benefit.status === "paying") paidMonths[at]?.add(monthIndexOf(day));
      }
    }
  };

  const take = (event: CaseEvent): void => {
    doing = JSON.stringify(event);
    const outcome = applyEvent(pack, file, event, day);
    if (outcome.refused !== undefined) {
      count(tally.refused, outcome.refused);
      assert.equal(outcome.file, file, "a refused event changes something");
      assert.deepEqual(outcome.notices.flat(), [], "a refused event tells something");
      return;
    }
    count(tally.carriedOut, event.type);
    adopt(event, outcome);
    announced = nextDueOn(pack, file, day);
  };

  const endDay = (): void => {
    doing = "the end of the day";
    tally.days += 1;
    for (const conclusion of checkDay(pack, file, day)) count(tally.conclusions, conclusion);
    // Asked later, the same file announces the same day.
    if (day % 7 === 0) assert.equal(nextDueOn(pack, file, day), announced);
  };

  const passUntil = (to: Day): void => {
    while (day < to) {
      endDay();
      day += 1;
      runNight();
    }
  };

  try {
    runNight();
    for (const { wait, sketch } of life.happenings) {
      passUntil(dayAfterWaiting(pack, file, day, wait));
      for (const event of eventsOf(sketch, file, day, signers)) take(event);
    }
    passUntil(day + life.quietDays);
    endDay();
  } catch (error) {
    throw new Error(`${pack.id}, ${formatDay(day)}, ${doing}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return { file, day, paidMonths };
}

const textOf = (day: Day | undefined): string => (day === undefined ? "never" : formatDay(day));

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
