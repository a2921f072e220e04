/**
 * Reproducible chance for the nasty cases: the same seed gives the same files for ever.
 * It must not know what is drawn.
 */

/** A stream of draws from one seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
    for (let warmUp = 0; warmUp < 8; warmUp += 1) this.fraction();
  }

  /** A number from 0 to below 1 (the mulberry32 sequence). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.whole(1, times) === 1;
  }

  /** One of the choices. */
  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.whole(0, choices.length - 1)];
    if (chosen === undefined) throw new Error("nothing to pick from");
    return chosen;
  }

  /** The choices in a new order. */
  shuffled<T>(choices: readonly T[]): T[] {
    const left = [...choices];
    const drawn: T[] = [];
    while (left.length > 0) drawn.push(...left.splice(this.whole(0, left.length - 1), 1));
    return drawn;
  }
}
