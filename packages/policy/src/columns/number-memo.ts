// Remembers a small number for each key in one open table: a few nanoseconds a question.
// Knows nothing of what the numbers mean.

export class NumberMemo {
  /** Key + 1 and value by turns; a key of 0 is a free place. */
  #places = new Uint32Array(2 * 4096);
  #mask = 4095;
  #count = 0;

  /** The number kept under a key below 2^32 - 1; 0 where there is none. */
  find(key: number): number {
    const places = this.#places;
    let place = spread(key) & this.#mask;
    for (;;) {
      const held = places[place * 2] as number;
      if (held === key + 1) return places[place * 2 + 1] as number;
      if (held === 0) return 0;
      place = (place + 1) & this.#mask;
    }
  }

  /** Keeps a number other than 0 under a key that has none yet. */
  keep(key: number, value: number): void {
    if ((this.#count + 1) * 2 > this.#mask) this.#grow();
    this.#count += 1;
    this.#put(key, value);
  }

  #put(key: number, value: number): void {
    let place = spread(key) & this.#mask;
    while (this.#places[place * 2] !== 0) place = (place + 1) & this.#mask;
    this.#places[place * 2] = key + 1;
    this.#places[place * 2 + 1] = value;
  }

  #grow(): void {
    const old = this.#places;
    this.#mask = (this.#mask + 1) * 2 - 1;
    this.#places = new Uint32Array(2 * (this.#mask + 1));
    for (let at = 0; at < old.length; at += 2) {
      const key = old[at] ?? 0;
      if (key !== 0) this.#put(key - 1, old[at + 1] ?? 0);
    }
  }
}

function spread(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
