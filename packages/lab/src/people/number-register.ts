// Which identity numbers are taken, so that no two people bear the same. Remembers for each person
// only how often the number had to be drawn again, so that it can be found once more.

import type { Day } from "@lingdai/policy";

/** Draws that are tried for one person; a county, a day and a sex have some 500 numbers. */
const TRIES_MAX = 200;
/** Keeps keys above zero, which marks an empty slot. */
const DAYS_BEFORE_1970 = 50_000;

export class NumberRegister {
  readonly #tries: Uint8Array;
  readonly #slots: Float64Array;
  readonly #mask: number;

  constructor(persons: number) {
    this.#tries = new Uint8Array(persons);
    let slots = 1024;
    while (slots < persons * 2) slots *= 2;
    this.#slots = new Float64Array(slots);
    this.#mask = slots - 1;
  }

  /** How often the person's number was drawn again; 0 for who is not on the roster. */
  triesOf(index: number): number {
    return this.#tries[index] ?? 0;
  }

  /** Draws until the number is free, and keeps it. `draw` gives a sequence for each try. */
  claim(index: number, county: string, birthDate: Day, draw: (tries: number) => number): void {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const days = Number(county) * 100_000 + (birthDate + DAYS_BEFORE_1970);
      if (!this.#take(days * 1000 + draw(tries))) continue;
      this.#tries[index] = tries;
      return;
    }
    throw new Error(`no free identity number left for person ${index}`);
  }

  /** Whether the key was free; it is taken now. */
  #take(key: number): boolean {
    const low = key % 4_294_967_296;
    const high = Math.floor(key / 4_294_967_296);
    let slot = (Math.imul(low, 0x9e37_79b1) ^ Math.imul(high + 1, 0x85eb_ca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & this.#mask;
    for (;;) {
      const found = this.#slots[slot];
      if (found === key) return false;
      if (found === 0) {
        this.#slots[slot] = key;
        return true;
      }
      slot = (slot + 1) & this.#mask;
    }
  }
}
