// A column of codes, one byte each. Knows only that the codes come from one table.

import type { CodeNumbers } from "@lingdai/policy/batch";

import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";

/** 0 stands for no code. */
export class CodeColumn<Code extends string> extends GrowingColumn<Uint8Array> {
  readonly #numbers: CodeNumbers<Code>;

  constructor(numbers: CodeNumbers<Code>, shared?: SharedColumn) {
    super(Uint8Array, shared);
    this.#numbers = numbers;
  }

  /** The code of a row that has one; a row without one is a defect. */
  codeOf(row: number): Code {
    const code = this.findCode(row);
    if (code === undefined) throw new RangeError(`row ${row} has no code`);
    return code;
  }

  findCode(row: number): Code | undefined {
    return this.#numbers.codeOf(this.get(row));
  }
}
