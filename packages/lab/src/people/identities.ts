// Who is called what, and which sex they are: from the person's own stream, the household's, and
// for those made homonyms on purpose the name of somebody before them. Needs no other fact.

import type { Setting } from "../setting.ts";
import { STREAMS } from "../setting.ts";
import { householdOf } from "./households.ts";
import type { Household } from "./households.ts";
import type { Sex } from "./names.ts";
import { drawName } from "./names.ts";

export interface Identity {
  readonly sex: Sex;
  readonly name: string;
  /** The earlier person whose name and sex they were given. */
  readonly homonymOf: number | undefined;
}

/** How far back on the roster a homonym may stand. */
const REACH = 2000;

/** The identity of a person; `household` is that of the same person. */
export function identityOf(setting: Setting, index: number, household: Household): Identity {
  const { seed, rates } = setting;
  const chance = seed.streamOf(index, STREAMS.name);
  const isHomonym = chance.happens(rates.people.homonyms) && !household.isCouple && index > 1;
  if (isHomonym) {
    const homonymOf = index - 1 - chance.below(Math.min(index - 1, REACH));
    const { sex, name } = identityOf(setting, homonymOf, householdOf(setting, homonymOf));
    return { sex, name, homonymOf };
  }
  const sex = sexOf(index, household, chance.happens(rates.people.women));
  return { sex, name: drawName(chance, sex, rates.people), homonymOf: undefined };
}

function sexOf(index: number, { isCouple, firstSex }: Household, isWoman: boolean): Sex {
  if (!isCouple) return isWoman ? "female" : "male";
  const isFirst = index % 2 === 0;
  return isFirst === (firstSex === "female") ? "female" : "male";
}
