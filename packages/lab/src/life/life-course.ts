// What really happens to one person from the first month to the last: the truth. Knows nothing of
// who hears of it, nor of files.

import type { Day } from "@lingdai/policy";
import { addMonths } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import { inventedPhone } from "../people/households.ts";
import type { Person } from "../people/person.ts";
import type { Setting } from "../setting.ts";
import { STREAMS } from "../setting.ts";
import type { Mortality } from "./mortality.ts";

export type DependantLoss = "remarried" | "adopted" | "employed" | "enlisted";

export interface CourtDeclaration {
  readonly kind: "missing-court-declared" | "death-court-declared";
  readonly on: Day;
}

export interface LifeCourse {
  /** Alive on every day before it; undefined for who is alive at the end. */
  readonly diedOn: Day | undefined;
  /** The family tells nobody. */
  readonly isConcealed: boolean;
  /** The family goes on using the dead person's cards and phone. */
  readonly isCardUsed: boolean;
  readonly diedInHospital: boolean;
  readonly jailedOn: Day | undefined;
  readonly releasedOn: Day | undefined;
  readonly missingOn: Day | undefined;
  readonly returnedOn: Day | undefined;
  readonly declaredByCourt: CourtDeclaration | undefined;
  readonly dependantLoss: { readonly kind: DependantLoss; readonly on: Day } | undefined;
  readonly movedOn: Day | undefined;
  /** A division code of where they moved. */
  readonly movedTo: string | undefined;
  readonly phoneChangedOn: Day | undefined;
  readonly newPhone: string | undefined;
  readonly accountBrokenOn: Day | undefined;
  readonly accountBrokenMonths: number;
}

const DAYS_PER_YEAR = 365.2425;

/** The life of a person; the same for the same person however often it is asked for. */
export function lifeOf(setting: Setting, mortality: Mortality, person: Person): LifeCourse {
  const { from, days, asOf, seed, divisions, rates } = setting;
  const { life } = rates;
  const chance = seed.streamOf(person.index, STREAMS.life);
  const died = mortality.drawDeath(chance, person.sex, person.birthDate, from, days);
  const diedOn = person.diedBefore ?? died;
  const isStillPaid = person.entitlements.some(({ status }) => status === "paying");
  const isConcealed =
    chance.happens(life.concealed) || (person.diedBefore !== undefined && isStillPaid);
  const isCardUsed = chance.happens(life.cardUse) && isConcealed;
  const diedInHospital = chance.happens(life.diesInHospital);
  /** The day on which something that comes so often a year first comes; the dead do nothing. */
  const firstDay = (yearly: number): Day | undefined => {
    const on = from + Math.floor(chance.waiting(1) * (DAYS_PER_YEAR / yearly));
    return yearly > 0 && on <= asOf && (diedOn === undefined || on < diedOn) ? on : undefined;
  };
  const isBefore = (on: Day): boolean => on <= asOf && (diedOn === undefined || on < diedOn);
  const isAdult = from - person.birthDate > 18 * DAYS_PER_YEAR;
  const jailed = firstDay(life.jailed);
  const jailedOn = isAdult ? jailed : undefined;
  const termDays = Math.floor(30 + chance.waiting(life.prisonMonths * 30));
  const releasedOn = jailedOn === undefined ? undefined : jailedOn + termDays;
  const missing = firstDay(life.missing);
  const missingOn = person.missingBefore ?? (jailedOn === undefined ? missing : undefined);
  const away = 10 + Math.floor(chance.waiting(90));
  const isFound = chance.happens(life.found);
  const hasVanished = person.missingBefore !== undefined || !isFound;
  const returned = missingOn === undefined || hasVanished ? undefined : missingOn + away;
  const isDeclared = chance.happens(life.declaredByCourt);
  const declared = declarationOf(chance, isDeclared && hasVanished ? missingOn : undefined);
  const dependantLoss = drawDependantLoss(setting, person, firstDay);
  const movedOn = firstDay(life.moves);
  const movedTo = chance.happens(0.8)
    ? chance.pick(divisions.villages).code
    : chance.pick(divisions.farCounties);
  const phoneChangedOn = firstDay(life.phoneChanges);
  const newPhone = inventedPhone(chance.fraction());
  const broken = firstDay(life.brokenAccounts);
  const months = 1 + Math.floor(chance.waiting(life.brokenMonths));
  return {
    diedOn,
    isConcealed: isConcealed && diedOn !== undefined,
    isCardUsed: isCardUsed && diedOn !== undefined,
    diedInHospital,
    jailedOn,
    releasedOn: releasedOn !== undefined && isBefore(releasedOn) ? releasedOn : undefined,
    missingOn,
    returnedOn: returned !== undefined && isBefore(returned) ? returned : undefined,
    declaredByCourt: declared !== undefined && declared.on <= asOf ? declared : undefined,
    dependantLoss,
    movedOn,
    movedTo: movedOn === undefined ? undefined : movedTo,
    phoneChangedOn,
    newPhone: phoneChangedOn === undefined ? undefined : newPhone,
    accountBrokenOn: isStillPaid ? broken : undefined,
    accountBrokenMonths: isStillPaid && broken !== undefined ? months : 0,
  };
}

/** 民法典 40, 46: missing after two years, dead after four; courts take their time on top. */
function declarationOf(chance: Chance, missingOn: Day | undefined): CourtDeclaration | undefined {
  const isDeath = chance.happens(0.3);
  const later = 90 + chance.below(500);
  if (missingOn === undefined) return undefined;
  const kind = isDeath ? "death-court-declared" : "missing-court-declared";
  return { kind, on: addMonths(missingOn, isDeath ? 48 : 24) + later };
}

function drawDependantLoss(
  { from, rates }: Setting,
  { birthDate, entitlements }: Person,
  firstDay: (yearly: number) => Day | undefined,
): LifeCourse["dependantLoss"] {
  const { life } = rates;
  const relationships = entitlements.map(({ relationship }) => relationship);
  if (relationships.every((relationship) => relationship === undefined)) return undefined;
  const years = (from - birthDate) / DAYS_PER_YEAR;
  const kinds: readonly (readonly [DependantLoss, number])[] = [
    ["remarried", relationships.includes("spouse") ? life.remarried : 0],
    ["adopted", years < 14 ? life.adopted : 0],
    ["employed", years >= 16 && years < 60 ? life.employed : 0],
    ["enlisted", years >= 17 && years < 22 ? life.enlisted : 0],
  ];
  // At most one of them: the first that comes.
  let first: LifeCourse["dependantLoss"];
  for (const [kind, yearly] of kinds) {
    const on = yearly > 0 ? firstDay(yearly) : undefined;
    if (on !== undefined && (first === undefined || on < first.on)) first = { kind, on };
  }
  return first;
}

/** Whether the person can leave traces on that day: alive, at large and not missing. */
export function isAbout(life: LifeCourse, day: Day): boolean {
  return isAlive(life, day) && !isInPrison(life, day) && !isMissing(life, day);
}

export function isAlive({ diedOn }: LifeCourse, day: Day): boolean {
  return diedOn === undefined || day < diedOn;
}

export function isInPrison({ jailedOn, releasedOn }: LifeCourse, day: Day): boolean {
  return (
    jailedOn !== undefined && day >= jailedOn && (releasedOn === undefined || day < releasedOn)
  );
}

export function isMissing({ missingOn, returnedOn }: LifeCourse, day: Day): boolean {
  return (
    missingOn !== undefined && day >= missingOn && (returnedOn === undefined || day < returnedOn)
  );
}

/** Where the person is on that day: a division code, `HK`, `MO`, `TW`, `ABROAD`, or empty. */
export function placeOf(person: Person, life: LifeCourse, day: Day): string {
  if (!isAlive(life, day) || isMissing(life, day)) return "";
  const hasMoved = life.movedOn !== undefined && day >= life.movedOn;
  return hasMoved ? (life.movedTo ?? person.whereabouts) : person.whereabouts;
}
