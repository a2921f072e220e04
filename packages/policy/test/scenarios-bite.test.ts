// Proof that the shipped scenarios bite: a pack in which one choice is changed fails at least one of
// its scenarios. A change that nobody notices is a rule that no scenario holds.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { addMonths, firstOfMonth } from "../src/civil-date.ts";
import { PAPERS } from "../src/codes.ts";
import type { LossSign, SignKind } from "../src/codes.ts";
import type { Pack } from "../src/pack.ts";
import { QINGDAO_DEFAULTS, qingdaoPack } from "../src/packs/qingdao-2019/pack.ts";
import { SHANXI_DEFAULTS, shanxiPack } from "../src/packs/shanxi-2018/pack.ts";
import { SICHUAN_DEFAULTS, sichuanPack } from "../src/packs/sichuan-2022/pack.ts";
import { WEIHAI_DEFAULTS, weihaiPack } from "../src/packs/weihai-2017/pack.ts";
import { ZIBO_DEFAULTS, ziboPack } from "../src/packs/zibo-2019/pack.ts";
import { runScenario } from "../src/scenario/run-scenario.ts";
import { scenariosOf } from "./scenario-folders.ts";

const CHANGES_MIN = 30;

type Changes = Readonly<Record<string, Pack>>;

/** Each option raised and lowered by one (or turned over): both are wrong. */
function changedOptions<Options extends object>(
  make: (options: Options) => Pack,
  defaults: Options,
): Changes {
  const changes: Record<string, Pack> = {};
  for (const [name, value] of Object.entries(defaults) as [string, number | boolean][]) {
    const wrong = typeof value === "boolean" ? [!value] : [value - 1, value + 1];
    for (const other of wrong) {
      changes[`${name} ${String(other)}`] = make({ ...defaults, [name]: other });
    }
  }
  return changes;
}

function omit(pack: Pack, key: keyof Pack): Pack {
  const { [key]: _left, ...rest } = pack;
  return rest as Pack;
}

/** Changes of what a pack says beyond its options; the same questions for all five. */
function changedRules(pack: Pack): Changes {
  const { tasks, suspension, resumption, unit, evidence, validity } = pack;
  const lossFromData = suspension.lossFromData;
  const twoDaysLater = (due: (openedOn: number) => number) => (openedOn: number) =>
    due(openedOn) + 2;
  return {
    "in force a month earlier": {
      ...pack,
      validity: { ...validity, from: addMonths(firstOfMonth(validity.from), -1) },
    },
    "covers nothing": { ...pack, covers: () => false },
    "tasks to the agency": { ...pack, tasks: { ...tasks, bodyFor: () => "agency" } },
    "tasks due two days later": { ...pack, tasks: { ...tasks, dueOn: twoDaysLater(tasks.dueOn) } },
    "confirmations to the service point": {
      ...pack,
      tasks: { ...tasks, confirmationBody: () => "service-point" },
    },
    "confirmations due two days later": {
      ...pack,
      tasks: { ...tasks, confirmationDueOn: twoDaysLater(tasks.confirmationDueOn) },
    },
    "a loss from data the other way round": {
      ...pack,
      suspension: {
        ...suspension,
        lossFromData:
          lossFromData.order === "suspend-first"
            ? { order: "confirm-first", unansweredOn: (openedOn) => openedOn + 40 }
            : { order: "suspend-first" },
      },
    },
    "unreachable by the other body": {
      ...pack,
      suspension: {
        ...suspension,
        unreachableBy: suspension.unreachableBy === "agency" ? "any-body" : "agency",
        unreachableOnlyAfterDeadline: false,
      },
    },
    "unreachable leaves the task": {
      ...pack,
      tasks: {
        ...tasks,
        afterUnreachable: tasks.afterUnreachable === "stay" ? "close" : "stay",
      },
    },
    "resumption at another time": {
      ...pack,
      resumption: {
        ...resumption,
        signed: resumption.signed === "at-once" ? "first-after-signature" : "at-once",
      },
    },
    "lapses resume by themselves, or do not": {
      ...pack,
      resumption: { ...resumption, lapseResumesByItself: !resumption.lapseResumesByItself },
    },
    "units decide, or do not": { ...pack, unit: { ...unit, decides: !unit.decides } },
    "evidence asked, or not": {
      ...pack,
      evidence: {
        ...evidence,
        verifyEligible: evidence.verifyEligible.length === 0 ? [["video"]] : [],
      },
    },
    "certifications reviewed, or not": {
      ...pack,
      reviewsCertifications: !pack.reviewsCertifications,
    },
    "reminders, or none": { ...pack, reminds: !pack.reminds },
    "dependants' losses never count": { ...pack, dependantLossApplies: () => false },
    "imprisonment spares nobody": { ...pack, imprisonmentExempt: new Set() },
    "missing is a loss, or is none": {
      ...pack,
      unknownLosses: new Set<LossSign>(pack.unknownLosses.has("missing") ? [] : ["missing"]),
    },
    "maintained data are a sign, or none": { ...pack, maintenanceIsSign: !pack.maintenanceIsSign },
    "a unit's maintenance certifies, or does not": {
      ...pack,
      maintenanceIsSign: true,
      unit: { ...unit, maintenanceCertifies: !unit.maintenanceCertifies },
    },
    "units terminate directly, or do not": {
      ...pack,
      unit: { ...unit, terminatesDirectly: !unit.terminatesDirectly },
    },
    "a conflict waits for its task, or does not": {
      ...pack,
      suspension: { ...suspension, conflictWaitsForTask: !suspension.conflictWaitsForTask },
    },
    "a lapse needs its reminder, or does not": {
      ...pack,
      suspension: { ...suspension, needsReminder: !suspension.needsReminder },
    },
    "terminated pensions by the city only, or by anybody": {
      ...pack,
      resumption: { ...resumption, terminatedByCityOnly: !resumption.terminatedByCityOnly },
    },
    "every method is accepted": { ...pack, refusedMethods: new Set() },
    "data signs count at once": omit(pack, "countsFrom"),
    "papers never grow old": omit(pack, "paperValidityMonths"),
    "nothing is displayed": omit(pack, "display"),
    "a failed certification suspends on the 1st": omit(
      pack,
      "failedCertificationSuspendsAfterWorkingDays",
    ),
    "no clause behind a conclusion": {
      ...pack,
      cites: { ...pack.cites, eligible: () => [], lost: () => [], pending: () => [] },
    },
    "no clause behind a suspension": {
      ...pack,
      cites: { ...pack.cites, suspension: () => [] },
    },
    "no clause behind a stop": { ...pack, cites: { ...pack.cites, stop: () => [] } },
    "no clause behind a resumption": { ...pack, cites: { ...pack.cites, resumption: () => [] } },
    "no clause behind a termination": { ...pack, cites: { ...pack.cites, termination: [] } },
    "papers not accepted": {
      ...pack,
      refusedMethods: new Set<SignKind>([...pack.refusedMethods, ...PAPERS]),
    },
  };
}

const NO_DEPENDANTS = "The region covers no dependants.";
const NO_REMINDER_DAY = "The region's clock names no day for a reminder.";
const NO_LAPSE = "Time alone suspends nobody here.";
const SAME_DAY =
  "The conflict's task is due on the last of the month: the next day is the 1st too.";
const SICHUAN_ONLY = "SC 28 is Sichuan's; our reading of the others is open.";
const NO_ATTEMPT = "Scenarios know no attempts in apps; case/reminder.test.ts holds it.";
const SAME_CLAUSE = "The same clause stands behind the conclusion.";

/** Changes that cannot be seen in a region, and why. */
const UNSEEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "shanxi-2018": {
    "remindAfterFailedAttempt false": NO_ATTEMPT,
    "dependants' losses never count": NO_DEPENDANTS,
    "a conflict waits for its task, or does not": NO_LAPSE,
    "a lapse needs its reminder, or does not": NO_LAPSE,
    "terminated pensions by the city only, or by anybody": SICHUAN_ONLY,
    "no clause behind a termination": SAME_CLAUSE,
  },
  "qingdao-2019": {
    "dependants' losses never count": NO_DEPENDANTS,
    "reminders, or none": NO_REMINDER_DAY,
    "a conflict waits for its task, or does not": SAME_DAY,
    "terminated pensions by the city only, or by anybody": SICHUAN_ONLY,
  },
  "weihai-2017": {
    "reminders, or none": NO_REMINDER_DAY,
    "terminated pensions by the city only, or by anybody": SICHUAN_ONLY,
    "no clause behind a termination": SAME_CLAUSE,
  },
  "zibo-2019": {
    "dependants' losses never count": NO_DEPENDANTS,
    "reminders, or none": NO_REMINDER_DAY,
    "a conflict waits for its task, or does not": NO_LAPSE,
    "a lapse needs its reminder, or does not": NO_LAPSE,
    "terminated pensions by the city only, or by anybody": SICHUAN_ONLY,
    "no clause behind a termination": SAME_CLAUSE,
  },
};

const PACKS_AND_CHANGES: readonly (readonly [Pack, Changes])[] = [
  [sichuanPack(), changedOptions(sichuanPack, SICHUAN_DEFAULTS)],
  [shanxiPack(), changedOptions(shanxiPack, SHANXI_DEFAULTS)],
  [qingdaoPack(), changedOptions(qingdaoPack, QINGDAO_DEFAULTS)],
  [weihaiPack(), changedOptions(weihaiPack, WEIHAI_DEFAULTS)],
  [ziboPack(), changedOptions(ziboPack, ZIBO_DEFAULTS)],
];

for (const [pack, options] of PACKS_AND_CHANGES) {
  describe(`The scenarios of ${pack.id}`, () => {
    // What fails anyhow notices nothing.
    const shipped = scenariosOf(pack.id).filter(
      ({ scenario }) => runScenario(pack, scenario).length === 0,
    );
    const isNoticed = (changed: Pack): boolean =>
      shipped.some(({ scenario }) => runScenario(changed, scenario).length > 0);

    const changes = Object.entries({ ...options, ...changedRules(pack) }).filter(
      ([change, changed]) =>
        UNSEEN[pack.id]?.[change] === undefined && !isDeepStrictEqual(changed, pack),
    );
    test(`are held against ${CHANGES_MIN} changes at least`, () => {
      assert.ok(changes.length >= CHANGES_MIN, `only ${changes.length}`);
    });

    for (const [change, changed] of changes) {
      test(`notice the change: ${change}`, () => {
        assert.ok(isNoticed(changed), `no scenario of ${pack.id} fails with “${change}”`);
      });
    }
  });
}
