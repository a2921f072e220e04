// Columns of numbers that grow with the roster, in memory that all threads of a run can read.
// Knows nothing of what the numbers mean.

type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** How a kind of column is made over shared memory. */
export interface NumbersMaker<Column extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer): Column;
}

/** A typed array that grows when it is full. */
export class GrowingColumn<Column extends Numbers> {
  #values: Column;
  readonly #make: NumbersMaker<Column>;
  #count = 0;

  constructor(make: NumbersMaker<Column>) {
    this.#make = make;
    this.#values = this.#allocate(1024);
  }

  /** A column over what another thread shares; it may be read, not added to. */
  static over<Column extends Numbers>(
    make: NumbersMaker<Column>,
    shared: SharedColumn,
  ): GrowingColumn<Column> {
    const column = new GrowingColumn(make);
    column.#values = new make(shared.buffer);
    column.#count = shared.count;
    return column;
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

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const grown = this.#allocate(Math.ceil(this.#count * 1.5));
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

  #allocate(length: number): Column {
    return new this.#make(new SharedArrayBuffer(length * this.#make.BYTES_PER_ELEMENT));
  }
}

/** A column as it is handed to another thread. */
export interface SharedColumn {
  readonly buffer: SharedArrayBuffer;
  readonly count: number;
}
