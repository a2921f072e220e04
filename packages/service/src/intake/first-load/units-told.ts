// The units that a roster names, each with the name furthest down the file, in whatever order blocks are
// read. Knows nothing else of rows.

import type { UnitRow } from "@lingdai/store";

/** A unit with the line that says so. */
export interface UnitTold extends UnitRow {
  readonly line: number;
}

/** The same while it is being told; a roster says nothing else of a unit. */
type Told = { -readonly [Field in "code" | "name" | "line"]: UnitTold[Field] };

export class UnitsTold {
  readonly #byCode = new Map<string, Told>();

  tell(unit: UnitRow | undefined, line: number): void {
    if (unit === undefined) return;
    const known = this.#byCode.get(unit.code);
    if (known === undefined) this.#byCode.set(unit.code, { ...unit, line });
    else if (known.line <= line) {
      known.name = unit.name;
      known.line = line;
    }
  }

  get all(): readonly UnitTold[] {
    return [...this.#byCode.values()];
  }
}
