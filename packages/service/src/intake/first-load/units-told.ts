// The units that a roster names, each with the name furthest down the file, in whatever order blocks are
// read. Knows nothing else of rows.

import type { UnitRow } from "@lingdai/store";

/** A unit with the line that says so. */
export interface UnitTold extends UnitRow {
  readonly line: number;
}

export class UnitsTold {
  readonly #byCode = new Map<string, UnitTold>();

  tell(unit: UnitRow | undefined, line: number): void {
    if (unit === undefined) return;
    const known = this.#byCode.get(unit.code);
    if (known === undefined || known.line <= line) this.#byCode.set(unit.code, { ...unit, line });
  }

  get all(): readonly UnitTold[] {
    return [...this.#byCode.values()];
  }
}
