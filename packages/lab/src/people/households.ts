// Pairs of neighbours on the roster, some of them married: what both share. The second of a pair
// need not be on the roster at all; what the first gets does not depend on that.

import type { Village } from "../place/divisions.ts";
import type { Setting } from "../setting.ts";
import { STREAMS } from "../setting.ts";
import type { Sex } from "./names.ts";

export interface Household {
  readonly isCouple: boolean;
  readonly firstSex: Sex;
  readonly village: Village;
  readonly addressTail: string;
  /** Where the pair stands among all ages, so that spouses are about as old as each other. */
  readonly ageQuantile: number;
  readonly childsPhone: string;
}

const STREETS = ["新民", "永安", "和平", "青年", "向阳", "光明", "文昌", "兴业", "育才", "长青"];
const LANES = ["路", "街", "巷", "小区", "新村"];

/** Eleven digits like any mobile number, under a prefix that no carrier has. */
export function inventedPhone(fraction: number): string {
  return `1600${String(Math.floor(fraction * 10_000_000)).padStart(7, "0")}`;
}

/** The household of a person; `index ^ 1` is the other one in it. */
export function householdOf(
  { seed, divisions, rates }: Pick<Setting, "seed" | "divisions" | "rates">,
  index: number,
): Household {
  const chance = seed.streamOf(index >> 1, STREAMS.household);
  const isCouple = chance.happens(rates.people.couples);
  const firstSex = chance.happens(rates.people.women) ? "female" : "male";
  const village = chance.pick(divisions.villages);
  const street = chance.pick(STREETS) + chance.pick(LANES);
  const addressTail = `${street}${chance.between(1, 299)}号${chance.between(1, 12)}-${chance.between(101, 1802)}`;
  const ageQuantile = chance.fraction();
  const childsPhone = inventedPhone(chance.fraction());
  return { isCouple, firstSex, village, addressTail, ageQuantile, childsPhone };
}
