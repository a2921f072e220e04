// People whom the sources know and the roster does not.

import type { Day } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import { drawName } from "../people/names.ts";
import { numberWith } from "../people/people.ts";
import type { Setting } from "../setting.ts";

const DAYS_PER_YEAR = 365.2425;

/** Their numbers begin with counties that nobody on the roster was born in. */
export function drawOutsider(
  { divisions, rates }: Setting,
  chance: Chance,
  on: Day,
): { idType: "resident-id"; idNumber: string; name: string } {
  const sex = chance.happens(rates.people.women) ? "female" : "male";
  const birthDate = on - Math.floor((25 + 60 * chance.fraction()) * DAYS_PER_YEAR);
  const sequence = 1 + chance.below(499) * 2 + (sex === "male" ? 0 : 1);
  const idNumber = numberWith(chance.pick(divisions.neighbourCounties), birthDate, sequence);
  return { idType: "resident-id", idNumber, name: drawName(chance, sex, rates.people) };
}
