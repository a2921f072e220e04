// Seeded chance for benchmarks: xorshift of 32 bits, fast and the same every time.

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** A number from 0 to before the limit. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % limit;
  }

  oneOf<Each>(all: readonly Each[]): Each {
    return all[this.below(all.length)] as Each;
  }
}
