// When and how somebody was last certified before the first month, as the roster has it.

import type { Day, LifeSign } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { Rates } from "../rates/rates.ts";

export interface LastCertification {
  readonly on: Day;
  readonly by: LifeSign;
}

/** How often each method comes, by how often it stands here. */
const METHODS: readonly LifeSign[] = [
  "face-self",
  "face-self",
  "face-self",
  "face-self",
  "face-on-behalf",
  "rail-travel",
  "rail-travel",
  "hospital-stay",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "health-checkup",
  "health-checkup",
  "counter",
  "community",
  "community",
  "home-visit",
  "air-travel",
  "household-survey",
  "unit-confirmation",
  "terminal-biometric",
];

/** Undefined where none is on file; never before `since`, never after `until`. */
export function drawLastCertification(
  chance: Chance,
  rates: Rates["roster"],
  { since, until, isSilent }: { since: Day; until: Day; isSilent: boolean },
): LastCertification | undefined {
  const draw = chance.fraction();
  const by = chance.pick(METHODS);
  const ago = chance.fraction();
  // Who leaves no traces is found lapsed more often.
  const [overdue, longOverdue] = isSilent
    ? [rates.overdue * 3, rates.longOverdue * 3]
    : [rates.overdue, rates.longOverdue];
  if (draw < rates.neverCertified) return undefined;
  let on = until - 1 - Math.floor(ago * 365);
  if (draw > 1 - longOverdue) on = until - 731 - Math.floor(ago * 1400);
  else if (draw > 1 - longOverdue - overdue) on = until - 366 - Math.floor(ago * 365);
  return on < since ? undefined : { on, by };
}
