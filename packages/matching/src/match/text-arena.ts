// Many short texts in one piece of memory: a few bytes each instead of an object. Knows nothing of
// what they mean.

/** Texts by number, in the order in which they were added. */
export class TextArena {
  #bytes = Buffer.alloc(64 * 1024);
  #used = 0;
  /** Float64 holds offsets beyond four gigabytes exactly. */
  #starts = new Float64Array(1024);
  #count = 0;

  add(text: string): void {
    const most = this.#used + text.length * 3;
    if (most > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(most, Math.ceil(this.#bytes.length * 1.5)));
      this.#bytes.copy(grown, 0, 0, this.#used);
      this.#bytes = grown;
    }
    this.#used += this.#bytes.write(text, this.#used);
    this.#count += 1;
    if (this.#count === this.#starts.length) {
      const grown = new Float64Array(Math.ceil(this.#starts.length * 1.5));
      grown.set(this.#starts);
      this.#starts = grown;
    }
    this.#starts[this.#count] = this.#used;
  }

  isEmpty(index: number): boolean {
    return this.#starts[index] === this.#starts[index + 1];
  }

  get(index: number): string {
    return this.#bytes.toString("utf8", this.#starts[index] ?? 0, this.#starts[index + 1] ?? 0);
  }
}

/** Texts that repeat, each stored once and known by a number. */
export class TextPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  get(number: number): string {
    return this.#texts[number] ?? "";
  }
}
