// When people die, by a life table. Knows no person.

import type { Day } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { Sex } from "../people/names.ts";
import type { MortalityTable } from "../rates/rate-forms.ts";

const DAYS_PER_YEAR = 365.2425;
const OLDEST = 130;

export class Mortality {
  /** For each year of age, the force of mortality (deaths a year among the living). */
  readonly #force: Readonly<Record<Sex, Float64Array>>;

  constructor(table: MortalityTable, scale: number) {
    this.#force = {
      male: forceByAge(table, 1, scale),
      female: forceByAge(table, 2, scale),
    };
  }

  /** The share of people of that sex and age who die within a year. */
  yearly(sex: Sex, age: number): number {
    return 1 - Math.exp(-(this.#force[sex][Math.max(0, Math.floor(age))] ?? Infinity));
  }

  /** The day of death from `from` on; undefined for who lives through all the days. */
  drawDeath(chance: Chance, sex: Sex, birthDate: Day, from: Day, days: number): Day | undefined {
    let left = chance.waiting(1);
    let day = from;
    const end = from + days;
    while (day < end) {
      const age = Math.max(0, Math.floor((day - birthDate) / DAYS_PER_YEAR));
      const birthday = birthDate + Math.ceil((age + 1) * DAYS_PER_YEAR);
      const until = Math.min(end, Math.max(day + 1, birthday));
      const force = this.#force[sex][Math.min(age, OLDEST)] ?? Infinity;
      const spent = (force * (until - day)) / DAYS_PER_YEAR;
      if (left < spent) return day + Math.floor((left / force) * DAYS_PER_YEAR);
      left -= spent;
      day = until;
    }
    return undefined;
  }
}

/** Interpolated geometrically: mortality grows by about the same share every year. */
function forceByAge(table: MortalityTable, column: 1 | 2, scale: number): Float64Array {
  const force = new Float64Array(OLDEST + 1);
  for (let age = 0; age <= OLDEST; age += 1) {
    const next = table.findIndex(([known]) => known > age);
    const after = table[next === -1 ? table.length - 1 : next];
    const before = table[next === -1 ? table.length - 1 : Math.max(0, next - 1)];
    if (after === undefined || before === undefined) continue;
    const [low, high] = [before[column], after[column]];
    const way = after[0] === before[0] ? 0 : (age - before[0]) / (after[0] - before[0]);
    const share = low > 0 && high > 0 ? low * (high / low) ** Math.max(0, way) : low;
    force[age] = -Math.log(1 - Math.min(0.999, share * scale));
  }
  return force;
}
