// Makes the people of a province one by one: the same person for the same seed and index, whoever
// else there is. Knows nothing of their lives after the first day.

import type { Day, IdType } from "@lingdai/policy";
import { checkCharacterOf, civilOf } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { Setting } from "../setting.ts";
import { STREAMS } from "../setting.ts";
import { Ages } from "./ages.ts";
import { drawGrounds } from "./benefit-dates.ts";
import type { Grounds } from "./benefit-dates.ts";
import { drawContacts } from "./contacts.ts";
import type { EntitlementKind } from "./entitlement-kinds.ts";
import { EntitlementMix } from "./entitlement-kinds.ts";
import { drawEntitlement, drawStanding } from "./entitlements.ts";
import { householdOf } from "./households.ts";
import { identityOf } from "./identities.ts";
import type { Sex } from "./names.ts";
import { variantOf } from "./names.ts";
import { NumberRegister } from "./number-register.ts";
import type { Entitlement, Person } from "./person.ts";

export class People {
  readonly #setting: Setting;
  readonly #mix: EntitlementMix;
  readonly #ages: Ages;
  readonly #numbers: NumberRegister;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#mix = new EntitlementMix(setting.pack, setting.rates.entitlements);
    this.#ages = new Ages(setting.rates.people.ages);
    this.#numbers = new NumberRegister(setting.persons);
  }

  /** Puts the next person on the roster; in the order of the indices, each once. */
  enrol(index: number): Person {
    return this.#make(index, true);
  }

  /** Somebody enrolled before; or the neighbour behind the last, whose number counts for nothing. */
  at(index: number): Person {
    return this.#make(index, false);
  }

  #make(index: number, isNew: boolean): Person {
    const setting = this.#setting;
    const { rates, seed, divisions } = setting;
    const chance = seed.streamOf(index, STREAMS.person);
    const household = householdOf(setting, index);
    const { sex, name, homonymOf } = identityOf(setting, index, household);
    const kind = this.#mix.draw(chance);
    const second = this.#mix.drawSecond(chance, kind);
    const quantile = nearby(household.ageQuantile, (chance.fraction() - 0.5) * 0.08);
    const mayBeChild = !household.isCouple;
    const holder = { sex, quantile, mayBeChild };
    const grounds = drawGrounds(setting, this.#ages, chance, kind, holder);
    const { birthDate } = grounds;
    const contacts = drawContacts(setting, chance, kind, household);
    const isSilent = chance.happens(rates.people.silent);
    const standing = drawStanding(chance, rates.roster, setting.from, grounds.since);
    const county = chance.happens(rates.people.bornElsewhere)
      ? chance.pick(divisions.farCounties)
      : divisions.numberCountyOf(contacts.homeVillage, chance);
    const rosterName = chance.happens(rates.people.traditionalNames) ? variantOf(name) : undefined;
    const idType = chance.happens(rates.people.otherDocuments) ? drawIdType(chance) : "resident-id";
    const idNumber =
      idType === "resident-id"
        ? this.#numberOf(index, isNew, county, birthDate, sex)
        : otherNumberOf(idType, index);
    const draw = (each: EntitlementKind, its: Grounds): Entitlement =>
      drawEntitlement(setting, chance, each, its, { standing, isSilent });
    const first = draw(kind, grounds);
    const more =
      second === undefined || grounds.isChild ? [] : [draw(second, besides(second, grounds))];
    return {
      index,
      idType,
      idNumber,
      name,
      rosterName: rosterName ?? name,
      sex,
      birthDate,
      ...contacts,
      holder: kind.holder,
      isSilent,
      diedBefore: standing.diedBefore,
      missingBefore: standing.missingBefore,
      homonymOf,
      entitlements: [first, ...more],
    };
  }

  #numberOf(index: number, isNew: boolean, county: string, birthDate: Day, sex: Sex): string {
    const { seed } = this.#setting;
    const sequenceOf = (tries: number): number => {
      const half = seed.streamOf(index, STREAMS.number + tries).below(499);
      return 1 + half * 2 + (sex === "male" ? 0 : 1);
    };
    if (isNew) this.#numbers.claim(index, county, birthDate, sequenceOf);
    return numberWith(county, birthDate, sequenceOf(this.#numbers.triesOf(index)));
  }
}

/** An 18-digit number with its check character. */
export function numberWith(county: string, birthDate: Day, sequence: number): string {
  const { year, month, dayOfMonth } = civilOf(birthDate);
  const born = String(year * 10_000 + month * 100 + dayOfMonth);
  const first17 = county + born + String(sequence).padStart(3, "0");
  return first17 + checkCharacterOf(first17);
}

/** A place next to another among all; turned back at the ends, where clamping would pile people up. */
function nearby(place: number, away: number): number {
  const moved = Math.abs(place + away);
  return moved >= 1 ? 1.999_999 - moved : moved;
}

function drawIdType(chance: Chance): Exclude<IdType, "resident-id"> {
  return chance.pick(["passport", "hkmo-permit", "taiwan-permit", "foreign-permanent-resident"]);
}

/** Documents of other kinds count people through, so that no two are the same. */
function otherNumberOf(idType: Exclude<IdType, "resident-id">, index: number): string {
  const count = String(index);
  switch (idType) {
    case "passport":
      return `E${count.padStart(8, "0")}`;
    case "hkmo-permit":
      return `H${count.padStart(10, "0")}`;
    case "taiwan-permit":
      return count.padStart(8, "0");
    case "foreign-permanent-resident":
      return `USA${count.padStart(12, "0")}`;
  }
}

/** A second benefit: an injured person's began with the first, a survivor's is that of a spouse. */
function besides({ holder }: EntitlementKind, first: Grounds): Grounds {
  return holder === "survivor" ? { ...first, relationship: "spouse" } : first;
}
