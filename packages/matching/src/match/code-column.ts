// A column of codes, one byte each. Knows only that the codes come from one table.

import type { CodeNumbers } from "@lingdai/policy";

import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";

export class CodeColumn<Code extends string> {
  readonly #numbers: CodeNumbers<Code>;
  /** 0 stands for no code. */
  readonly #column: GrowingColumn<Uint8Array>;

  constructor(numbers: CodeNumbers<Code>, shared?: SharedColumn) {
    this.#numbers = numbers;
    this.#column =
      shared === undefined
        ? new GrowingColumn<Uint8Array>(Uint8Array)
        : GrowingColumn.over<Uint8Array>(Uint8Array, shared);
  }

  share(): SharedColumn {
    return this.#column.share();
  }

  /** The numbers of the codes, one a row. */
  get values(): Uint8Array {
    return this.#column.values;
  }

  /** Adds the number of a code, 0 for none. */
  push(number: number): void {
    this.#column.push(number);
  }

  /** The code of a row that has one; a row without one is a defect. */
  get(row: number): Code {
    const code = this.find(row);
    if (code === undefined) throw new RangeError(`row ${row} has no code`);
    return code;
  }

  find(row: number): Code | undefined {
    return this.#numbers.codeOf(this.#column.get(row));
  }
}
