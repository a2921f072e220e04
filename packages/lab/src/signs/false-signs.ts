// What the sources hear of a person although it is not so: a card in other hands, a bill dated
// after the death, somebody else's death written on the wrong person.

import type { SignKind } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { LifeCourse } from "../life/life-course.ts";
import type { Person } from "../people/person.ts";
import type { Setting } from "../setting.ts";
import type { Happening, Hear } from "./happening.ts";

/** Looks up the true life of another person. */
export type LifeOfOther = (index: number) => { readonly person: Person; readonly life: LifeCourse };

/** What cards and phones can be made to say; a face cannot be lent, a photo of one can. */
const MISUSES: readonly SignKind[] = [
  "face-on-behalf",
  "face-on-behalf",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "info-maintenance",
  "proxy",
  "video",
  "bank-visit",
  "rail-travel",
];
const DAYS_PER_YEAR = 365.2425;
/** How often a year a family that goes on drawing the money leaves such a trace. */
const MISUSES_YEARLY = 2.5;

/** The life signs of somebody who is dead. */
export function misusedCards(
  { from, asOf }: Setting,
  { diedOn, isCardUsed, diedInHospital }: LifeCourse,
  rates: Setting["rates"]["errors"],
  chance: Chance,
  hear: Hear,
): void {
  if (diedOn === undefined) return;
  const isBilledLate = chance.happens(rates.dischargeAfterDeath) && diedInHospital;
  const billedOn = diedOn + chance.below(4);
  if (isBilledLate && billedOn >= from && billedOn <= asOf) {
    hear({ kind: "hospital-discharge", on: billedOn, cause: "late-bill" });
  }
  if (!isCardUsed) return;
  const first = Math.max(from, diedOn + 4);
  const times = chance.count((MISUSES_YEARLY * Math.max(0, asOf - first)) / DAYS_PER_YEAR);
  for (let time = 0; time < times; time += 1) {
    const on = first + chance.below(asOf - first + 1);
    hear({ kind: chance.pick(MISUSES), on, cause: "card-misuse" });
  }
}

/** Other people's deaths, written on this person. */
export function mistakenDeaths(
  setting: Setting,
  person: Person,
  lifeOfOther: LifeOfOther,
  chance: Chance,
  hear: Hear,
): void {
  const { errors } = setting.rates;
  const isTakenForNeighbour = chance.happens(errors.wrongPerson);
  const bearsNeighboursName = chance.happens(errors.wrongPersonOtherName);
  const isTakenForHomonym = chance.happens(errors.homonymConfused);
  if (isTakenForNeighbour) {
    const other = lifeOfOther(person.index ^ 1);
    const kind = chance.pick<SignKind>(["death-org-report", "death-household-cancelled"]);
    const death = mistakenDeath(setting, other.life, kind, "wrong-person");
    if (death !== undefined) {
      hear(bearsNeighboursName ? { ...death, name: other.person.name } : death);
    }
  }
  if (isTakenForHomonym && person.homonymOf !== undefined) {
    const other = lifeOfOther(person.homonymOf);
    const kind = chance.pick<SignKind>(["death-population-register", "death-cremation"]);
    const death = mistakenDeath(setting, other.life, kind, "homonym");
    if (death !== undefined) hear(death);
  }
}

function mistakenDeath(
  { from }: Setting,
  { diedOn, isConcealed }: LifeCourse,
  kind: SignKind,
  cause: "wrong-person" | "homonym",
): Happening | undefined {
  return diedOn === undefined || isConcealed || diedOn < from
    ? undefined
    : { kind, on: diedOn, cause };
}
