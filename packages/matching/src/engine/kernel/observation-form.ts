// What a reader of plain observation rows is compiled for. Forms that are the same share one module.
// Knows no instruction.

import type { CellPlan } from "../cell-plan.ts";
import { ARRIVED_ON, ID_TYPE, KIND, OCCURRED_ON, SKIP } from "../plain-cells.ts";

/** The roles to whose cells a mapping may give a meaning, in the order in which they are told. */
export const MEANT_ROLES = [KIND, OCCURRED_ON, ARRIVED_ON, ID_TYPE] as const;

/** A column that is read. */
export interface FormColumn {
  readonly role: number;
  /** How many columns stand before it that are not, behind the last that is. */
  readonly passed: number;
}

export interface ObservationForm {
  readonly columns: readonly FormColumn[];
  readonly delimiter: number;
  /** The roles whose cells a mapping gives their meaning: the reader only says where they stand. */
  readonly meant: readonly number[];
}

export function observationForm({ roles, meanings }: CellPlan, delimiter: number): ObservationForm {
  const columns: FormColumn[] = [];
  let passed = 0;
  for (const role of roles) {
    if (role === SKIP) passed += 1;
    else {
      columns.push({ role, passed });
      passed = 0;
    }
  }
  const meant = MEANT_ROLES.filter((role) => roles.includes(role) && meanings[role] !== undefined);
  return { columns, delimiter, meant };
}
