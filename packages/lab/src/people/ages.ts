// How old people are: an age from a place among all ages, above the youngest that fits. Knows no
// person and no benefit.

import type { AgeTable } from "../rates/rate-forms.ts";
import { figureAt } from "../rates/rate-forms.ts";

export class Ages {
  readonly #youngest: number;
  /** For each year of age, the weight of everybody younger. */
  readonly #below: readonly number[];

  constructor(weights: AgeTable) {
    const [[first] = [0], [last] = [0]] = [weights[0], weights.at(-1)];
    this.#youngest = first;
    const below = [0];
    for (let age = first; age < last; age += 1) {
      below.push((below.at(-1) ?? 0) + figureAt(weights, age + 0.5));
    }
    this.#below = below;
  }

  /** The age at a place from 0 to 1 among all those who are at least that old. */
  ageAt(quantile: number, atLeast: number): number {
    const total = this.#below.at(-1) ?? 0;
    const start = this.#weightBelow(atLeast);
    if (start >= total) return atLeast;
    const wanted = start + quantile * (total - start);
    let [low, high] = [0, this.#below.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#below[middle] ?? 0) <= wanted) low = middle;
      else high = middle;
    }
    const [from, to] = [this.#below[low] ?? 0, this.#below[high] ?? 0];
    return this.#youngest + low + (to > from ? (wanted - from) / (to - from) : 0);
  }

  #weightBelow(age: number): number {
    const years = Math.max(0, age - this.#youngest);
    const whole = Math.floor(years);
    const from = this.#below[whole] ?? this.#below.at(-1) ?? 0;
    const to = this.#below[whole + 1] ?? from;
    return from + (to - from) * (years - whole);
  }
}
