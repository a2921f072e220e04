// A column of codes, one byte each. Knows only that the codes come from one table.

import { GrowingColumn } from "./growing-column.ts";

export class CodeColumn<Code extends string> {
  readonly #codes: readonly Code[];
  readonly #numbers: ReadonlyMap<Code, number>;
  /** 0 stands for no code. */
  readonly #column = new GrowingColumn(Uint8Array);

  constructor(table: Readonly<Record<Code, unknown>>) {
    this.#codes = Object.keys(table) as Code[];
    this.#numbers = new Map(this.#codes.map((code, at) => [code, at + 1]));
  }

  push(code: Code | undefined): void {
    this.#column.push(code === undefined ? 0 : (this.#numbers.get(code) ?? 0));
  }

  /** The code of a row that has one; a row without one is a defect. */
  get(row: number): Code {
    const code = this.find(row);
    if (code === undefined) throw new RangeError(`row ${row} has no code`);
    return code;
  }

  find(row: number): Code | undefined {
    return this.#codes[this.#column.get(row) - 1];
  }
}
