// Remembers a small number for each key in one open table: a few nanoseconds a question.
// Knows nothing of what the numbers mean.

/**
 * So few that the table grows while a run is young: a field that has never changed is a constant for
 * the compiler, and when it first does, all is given up that was made for whoever reads it.
 */
const FIRST_PLACES = 16;

export class NumberMemo {
  /** Key and value by turns; a value of 0 is a free place. */
  #places = new Int32Array(2 * FIRST_PLACES);
  #mask = FIRST_PLACES - 1;
  #count = 0;

  /** The number kept under a key of 32 bits; 0 where there is none. */
  find(key: number): number {
    const places = this.#places;
    for (let place = spread(key) & this.#mask; ; place = (place + 1) & this.#mask) {
      const value = places[place * 2 + 1] as number;
      if (value === 0 || places[place * 2] === key) return value;
    }
  }

  /** Makes room for so many more keys. */
  reserve(keys: number): void {
    while ((this.#count + keys) * 2 > this.#mask) this.#grow();
  }

  /**
   * Keeps a number other than 0 under a key that has none yet and for which there is room: who asks
   * row by row reserves for many at once, as a loop that may grow the table is compiled once more
   * when it does.
   */
  keep(key: number, value: number): void {
    this.#count += 1;
    this.#put(key, value);
  }

  #put(key: number, value: number): void {
    let place = spread(key) & this.#mask;
    while (this.#places[place * 2 + 1] !== 0) place = (place + 1) & this.#mask;
    this.#places[place * 2] = key;
    this.#places[place * 2 + 1] = value;
  }

  #grow(): void {
    const old = this.#places;
    this.#mask = (this.#mask + 1) * 2 - 1;
    this.#places = new Int32Array(2 * (this.#mask + 1));
    for (let at = 0; at < old.length; at += 2) {
      const value = old[at + 1] ?? 0;
      if (value !== 0) this.#put(old[at] ?? 0, value);
    }
  }
}

function spread(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
