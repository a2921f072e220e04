// Runs a scenario on the policy core in memory: every day its nightly run, then its steps.

import type { Day } from "../civil-date.ts";
import { formatDay } from "../civil-date.ts";
import { applyEvent } from "../case/apply-event.ts";
import type { CaseFile, NoticesByEntitlement } from "../case/case-file.ts";
import { openCaseFile } from "../case/case-file.ts";
import { nightlyRun } from "../case/nightly-run.ts";
import type { Notice } from "../case/notice.ts";
import { viewEntitlement } from "../case/view.ts";
import type { Refusal } from "../case/refusal.ts";
import type { Pack } from "../pack.ts";
import type { Difference } from "./differences.ts";
import { differences } from "./differences.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";

export interface ScenarioFailure extends Difference {
  /** The step's place in the scenario, counted from 0. */
  readonly step: number;
  readonly on: string;
}

/** Everything in which the run differs from what the scenario expects; empty: it passed. */
export function runScenario(pack: Pack, scenario: Scenario): readonly ScenarioFailure[] {
  const run = startRun(pack, scenario);
  const failures: ScenarioFailure[] = [];
  scenario.steps.forEach((step, at) => {
    run.advanceTo(step.on);
    const found = run.take(step);
    failures.push(...found.map((each) => ({ step: at, on: formatDay(step.on), ...each })));
  });
  return failures;
}

function startRun(pack: Pack, scenario: Scenario) {
  const firstDay = Math.max(scenario.startsOn, pack.validity.from);
  let file: CaseFile = openCaseFile(scenario.person, scenario.grants, firstDay);
  let nextRunOn = firstDay;
  let refused: Refusal | undefined;
  const told: Notice[][] = scenario.grants.map(() => []);
  const keep = (outcome: { readonly file: CaseFile; readonly notices: NoticesByEntitlement }) => {
    file = outcome.file;
    outcome.notices.forEach((notices, at) => told[at]?.push(...notices));
  };
  return {
    /** Runs every night up to and including that of the day. */
    advanceTo(day: Day): void {
      for (; nextRunOn <= day; nextRunOn += 1) keep(nightlyRun(pack, file, nextRunOn));
    },
    take(step: ScenarioStep): readonly Difference[] {
      if (step.type === "event") {
        const outcome = applyEvent(pack, file, step.event, step.on);
        keep(outcome);
        refused = outcome.refused;
        return [];
      }
      const view = viewEntitlement(pack, file, step.entitlement, step.on);
      const notices = told[step.entitlement];
      if (view === undefined || notices === undefined) {
        return [{ key: "entitlement", expected: step.entitlement, actual: "none" }];
      }
      const found = differences(step.expected, view, notices, refused);
      if (step.expected.notices !== undefined) told[step.entitlement] = [];
      return found;
    },
  };
}
