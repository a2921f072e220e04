// Chance with a seed: the same seed, person and purpose always give the same draws, in whatever
// order people are looked at. It must not know what is drawn, nor any clock.

const FRACTION_OF_UINT32 = 1 / 4_294_967_296;

/** One stream of draws (xoshiro128**). */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Any four words that are not all zero; see `Seed.streamOf`. */
  constructor(a: number, b: number, c: number, d: number) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** From 0 to below 1. */
  fraction(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result * FRACTION_OF_UINT32;
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  happens(share: number): boolean {
    return this.fraction() < share;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new RangeError("nothing to pick from");
    return chosen;
  }

  /** How often something that comes `mean` times on average happens (Poisson; for small means). */
  count(mean: number): number {
    const floor = Math.exp(-mean);
    let product = this.fraction();
    let times = 0;
    while (product > floor) {
      product *= this.fraction();
      times += 1;
    }
    return times;
  }

  /** A waiting time with that mean (exponential). */
  waiting(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean;
  }
}

/** What a run draws from: one number that the person gave. */
export class Seed {
  readonly #low: number;
  readonly #high: number;

  /** Any safe integer from 0. */
  constructor(seed: number) {
    this.#low = seed >>> 0;
    this.#high = Math.floor(seed / 4_294_967_296) >>> 0;
  }

  /** The stream of one person (or household) for one purpose; streams do not depend on each other. */
  streamOf(index: number, purpose: number): Chance {
    const start = mix(mix(mix(this.#low ^ 0x9e37_79b9) ^ this.#high) ^ mix(index + 0x85eb_ca6b));
    const state = mix(start ^ mix(purpose + 0xc2b2_ae35));
    return new Chance(
      mix(state + 0x9e37_79b9),
      mix(state + 0x3c6e_f372),
      mix(state + 0xdaa6_6d2b),
      mix(state + 0x78dd_e6e4) | 1,
    );
  }
}

/** Spreads every bit of a word over all of it (the finaliser of MurmurHash3). */
function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}
