// Texts that repeat, each stored once and known by a number. Knows nothing of what they mean.

export class TextPool {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  share(): readonly string[] {
    return this.#texts;
  }

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
