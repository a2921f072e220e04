// Columns of numbers that grow with the roster. Knows nothing of what the numbers mean.

type Numbers = Uint8Array | Uint32Array | Int32Array;

/** A typed array that doubles when it is full. */
export class GrowingColumn<Column extends Numbers> {
  #values: Column;
  readonly #make: new (length: number) => Column;
  #count = 0;

  constructor(make: new (length: number) => Column) {
    this.#make = make;
    this.#values = new make(1024);
  }

  get count(): number {
    return this.#count;
  }

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const grown = new this.#make(this.#count * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }
}
