// When somebody was born and since when they are paid, by the kind of benefit. Knows neither names
// nor numbers.

import type { BenefitKind, Day, Relationship } from "@lingdai/policy";
import { addMonths, birthdayAtAge, firstOfMonth, firstOfNextMonth } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { Setting } from "../setting.ts";
import type { Ages } from "./ages.ts";
import type { EntitlementKind } from "./entitlement-kinds.ts";
import type { Sex } from "./names.ts";

const DAYS_PER_YEAR = 365.2425;

/** What a benefit says about its holder. */
export interface Grounds {
  readonly birthDate: Day;
  readonly since: Day;
  readonly relationship: Relationship | undefined;
  readonly isChild: boolean;
}

/** Draws them; `quantile` places adults among all ages, `mayBeChild` is false for the married. */
export function drawGrounds(
  setting: Setting,
  ages: Ages,
  chance: Chance,
  { insurance, kind, holder }: EntitlementKind,
  { sex, quantile, mayBeChild }: { sex: Sex; quantile: number; mayBeChild: boolean },
): Grounds {
  const { from, rates } = setting;
  const adult = (atLeast: number): Day => bornAtAge(from, ages.ageAt(quantile, atLeast + 0.2));
  switch (holder) {
    case "retiree":
    case "resident": {
      const age = holder === "resident" ? 60 : retirementAge(chance, insurance, sex, setting);
      const isNew = chance.happens((rates.people.newPerYear * setting.days) / DAYS_PER_YEAR);
      const turned = from + chance.below(setting.days);
      const birthDate = isNew ? addMonths(turned, -12 * age) : adult(age);
      const since = firstOfNextMonth(birthdayAtAge(birthDate, age));
      return { birthDate, since, relationship: undefined, isChild: false };
    }
    case "veteran": {
      const birthDate = bornAtAge(from, 88 + 11 * chance.fraction() ** 2);
      const since = firstOfNextMonth(birthdayAtAge(birthDate, 60));
      return { birthDate, since, relationship: undefined, isChild: false };
    }
    case "injured": {
      const birthDate = bornAtAge(from, 35 + 45 * chance.fraction());
      const since = begunAfter(chance, from, birthdayAtAge(birthDate, 25), 20);
      return { birthDate, since, relationship: undefined, isChild: false };
    }
    case "survivor":
    case "dependant": {
      if (mayBeChild && chance.happens(rates.entitlements.childDependants)) {
        return drawChild(chance, from, kind);
      }
      const relationship = drawAdultRelationship(chance);
      const birthDate = adult(relationship === "spouse" ? 46 : 62);
      const since = begunAfter(chance, from, birthdayAtAge(birthDate, 45), 12);
      return { birthDate, since, relationship, isChild: false };
    }
  }
}

/** 国发〔1978〕104号: 60 for men, 55 or 50 for women, five years earlier in special trades. */
function retirementAge(chance: Chance, insurance: string, sex: Sex, { rates }: Setting): number {
  const { womenRetiringAt50, earlyRetirement } = rates.people;
  const isWorker = insurance !== "institution-pension";
  const atFifty = isWorker && chance.happens(womenRetiringAt50);
  const usual = sex === "male" ? 60 : atFifty ? 50 : 55;
  return isWorker && chance.happens(earlyRetirement) ? usual - 5 : usual;
}

/** Children just below and just above eighteen are among them. */
function drawChild(chance: Chance, from: Day, kind: BenefitKind): Grounds {
  const birthDate = bornAtAge(from, 2 + 16.3 * chance.fraction());
  const since = begunAfter(chance, from, birthDate + 120, 8);
  const draw = chance.fraction();
  const isGrandchild = draw > 0.82 && kind === "dependant-pension";
  const relationship = draw > 0.94 ? "sibling" : isGrandchild ? "grandchild" : "child";
  return { birthDate, since, relationship, isChild: true };
}

function drawAdultRelationship(chance: Chance): Relationship {
  const draw = chance.fraction();
  if (draw < 0.62) return "spouse";
  return draw < 0.97 ? "parent" : "grandparent";
}

function bornAtAge(day: Day, age: number): Day {
  return day - Math.floor(age * DAYS_PER_YEAR);
}

/** The first of a month within so many years before `from`, later than `earliest`. */
function begunAfter(chance: Chance, from: Day, earliest: Day, years: number): Day {
  const drawn = from - 30 - chance.below(Math.floor(years * DAYS_PER_YEAR));
  return firstOfMonth(Math.max(drawn, Math.min(firstOfNextMonth(earliest), from - 31)));
}
