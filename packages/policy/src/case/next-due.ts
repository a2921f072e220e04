// The next day on which the nightly run will change something if nothing else happens, so that
// a run need touch only the files whose day has come.

import type { Day } from "../civil-date.ts";
import { firstOfNextMonth } from "../civil-date.ts";
import { isLifeSign } from "../codes.ts";
import { comingOfAgeOf } from "../losses.ts";
import type { Pack } from "../pack.ts";
import { positionOn } from "../position.ts";
import { countsFrom } from "../standing.ts";
import type { CaseFile, EntitlementFile } from "./case-file.ts";
import { factsOf, recordsOf } from "./case-file.ts";
import {
  clockStopsOn,
  failureSuspendsOn,
  investigationOpensOn,
  nightlyRun,
} from "./nightly-run.ts";
import { firstRunSparesUntil } from "./protection.ts";
import { isSameValue } from "./stored-case-file.ts";

/** Undefined where time alone will never change this file again. */
export function nextDueOn(pack: Pack, file: CaseFile, day: Day): Day | undefined {
  const candidates = new Set<Day>([day + 1, pack.validity.from]);
  for (const entitlement of file.entitlements) {
    // A sign that waits for its day moves the cycle on that day, and with it what follows.
    for (const reached of [day, ...daysOnWhichSignsCount(pack, file, entitlement, day)]) {
      candidates.add(reached);
      for (const candidate of candidatesOf(pack, file, entitlement, reached)) {
        if (candidate !== undefined) candidates.add(candidate);
      }
    }
  }
  return [...candidates]
    .filter((candidate) => candidate > day)
    .toSorted((left, right) => left - right)
    .find((candidate) => isChangedByRun(pack, file, candidate));
}

/** A run changes entitlements and nothing else; what it leaves alone stays the same value. */
function isChangedByRun(pack: Pack, file: CaseFile, day: Day): boolean {
  const run = nightlyRun(pack, file, day).file;
  return !isSameValue(file.entitlements, run.entitlements);
}

/** More days than needed do no harm: each is tried; a missing one would be a gap. */
function candidatesOf(
  pack: Pack,
  file: CaseFile,
  entitlement: EntitlementFile,
  day: Day,
): readonly (Day | undefined)[] {
  const facts = factsOf(file, entitlement);
  const position = positionOn(pack, facts, recordsOf(file, entitlement), day);
  const { remindOn, pendingFrom, deadline, suspendOn } = position.cycle;
  const { task, display } = entitlement;
  const comingOfAge = comingOfAgeOf(pack, facts);
  return [
    remindOn,
    pendingFrom,
    suspendOn,
    deadline === undefined ? undefined : deadline + 1,
    entitlement.conflictTaskDueOn === undefined ? undefined : entitlement.conflictTaskDueOn + 1,
    failureSuspendsOn(pack, position),
    entitlement.unansweredOn,
    clockStopsOn(pack, entitlement.clockFrom),
    entitlement.resumeOn,
    investigationOpensOn(pack, { state: entitlement }),
    task === undefined ? undefined : task.dueOn + 1,
    firstRunSparesUntil(file, deadline),
    ...file.holds.map(({ until }) => (until === undefined ? undefined : until + 1)),
    display.state === "objected" ? display.suspendOn : undefined,
    comingOfAge?.birthday,
    comingOfAge?.dueOn,
    entitlement.benefit.status === "paying" ? undefined : firstOfNextMonth(day),
  ];
}

/** The days still to come on which signs that are known already begin to count (QD 1.4). */
function daysOnWhichSignsCount(
  pack: Pack,
  file: CaseFile,
  entitlement: EntitlementFile,
  day: Day,
): readonly Day[] {
  return [...file.signs, ...entitlement.ownSigns].flatMap((sign) => {
    if (!isLifeSign(sign.kind)) return [];
    const countsOn = countsFrom(pack, sign);
    return countsOn > day ? [countsOn] : [];
  });
}
