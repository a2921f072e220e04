// Columns of numbers that grow with the roster, in memory that all threads of a run can read.
// Knows nothing of what the numbers mean.

/**
 * So short that it grows while the run is young: a field that has never changed is a constant for the
 * compiler, and when it first does, all is given up that was made for whoever reads it.
 */
const FIRST_LENGTH = 16;

type Numbers = Uint8Array | Uint32Array | Int32Array;

/** How a kind of column is made over shared memory. */
export interface NumbersMaker<Column extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): Column;
}

/** A column as it is handed to another thread. */
export interface SharedColumn {
  readonly buffer: SharedArrayBuffer;
  readonly count: number;
}

/** A typed array that grows when it is full. */
export class GrowingColumn<Column extends Numbers> {
  #values: Column;
  readonly #make: NumbersMaker<Column>;
  #count = 0;

  /** Over what another thread shares, it may be read, not added to. */
  constructor(make: NumbersMaker<Column>, shared?: SharedColumn) {
    this.#make = make;
    this.#values = shared === undefined ? this.#allocate(FIRST_LENGTH) : new make(shared.buffer);
    this.#count = shared?.count ?? 0;
  }

  share(): SharedColumn {
    return { buffer: this.#values.buffer as SharedArrayBuffer, count: this.#count };
  }

  get count(): number {
    return this.#count;
  }

  /** The numbers themselves, with room behind the last; valid until the next one is added. */
  get values(): Column {
    return this.#values;
  }

  /** Makes room for so many numbers in all, so that adding them copies nothing. */
  reserve(count: number): void {
    if (count <= this.#values.length) return;
    const grown = this.#allocate(count);
    grown.set(this.#values.subarray(0, this.#count));
    this.#values = grown;
  }

  clear(): void {
    this.#count = 0;
  }

  push(value: number): void {
    if (this.#count === this.#values.length) this.reserve(Math.ceil(this.#count * 1.5));
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** Adds the numbers `from` to before `to`, whatever kind of column they come from. */
  pushAll(numbers: Int32Array, from: number, to: number): void {
    const before = this.#count - from;
    const count = before + to;
    if (count > this.#values.length) this.reserve(Math.max(count, Math.ceil(this.#count * 1.5)));
    const values = this.#values;
    for (let at = from; at < to; at += 1) values[before + at] = numbers[at] as number;
    this.#count = count;
  }

  /** Adds the numbers `from` to before `to` of another column. */
  append(other: GrowingColumn<Column>, from: number, to: number): void {
    const count = this.#count + to - from;
    if (count > this.#values.length) this.reserve(Math.max(count, Math.ceil(this.#count * 1.5)));
    this.#values.set(other.values.subarray(from, to), this.#count);
    this.#count = count;
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  #allocate(length: number): Column {
    return new this.#make(new SharedArrayBuffer(length * this.#make.BYTES_PER_ELEMENT));
  }
}
