// What a reader of plain rows is compiled for: which cells stand where. Files of one form share one
// reader. Knows no instruction.

import type { RosterField } from "../../read/fields.ts";
import type { ColumnPlan } from "../../read/mapped-row.ts";
import type { CellPlan } from "../cell-plan.ts";
import * as cells from "../plain-cells.ts";
import * as fields from "../roster-cells.ts";

const { ARRIVED_ON, ID_TYPE, KIND, OCCURRED_ON } = cells;

/** A column that is read. */
export interface FormColumn {
  readonly role: number;
  /** How many columns stand before it that are not, behind the last that is. */
  readonly passed: number;
}

export interface RosterForm {
  readonly rows: "roster";
  readonly columns: readonly FormColumn[];
  readonly delimiter: number;
}

export interface ObservationForm {
  readonly rows: "observations";
  readonly columns: readonly FormColumn[];
  readonly delimiter: number;
  /** The roles whose cells a mapping gives their meaning: the reader only says where they stand. */
  readonly meant: readonly number[];
}

/** Files that are read column by column all have one. */
export const COLUMN_FORM = { rows: "columns" } as const;

export type ReaderForm = RosterForm | ObservationForm | typeof COLUMN_FORM;

/** The roles to whose cells a mapping may give a meaning, in the order in which they are told. */
export const MEANT_ROLES = [KIND, OCCURRED_ON, ARRIVED_ON, ID_TYPE] as const;

/** The roles of columns to whose cells a mapping gives a meaning. */
export function meantRoles({ roles, meanings }: CellPlan): readonly (typeof MEANT_ROLES)[number][] {
  return MEANT_ROLES.filter((role) => roles.includes(role) && meanings[role] !== undefined);
}

export function observationForm(plan: CellPlan, delimiter: string): ObservationForm {
  const meant = meantRoles(plan);
  const columns = columnsOf(plan.roles, cells.SKIP);
  return { rows: "observations", columns, delimiter: delimiter.charCodeAt(0), meant };
}

/**
 * Undefined where a mapping changes what cells say. `further`: fields that nobody judges, to be read too.
 */
export function rosterForm(
  plan: ColumnPlan<RosterField>,
  delimiter: string,
  further: readonly fields.KeptField[] = [],
): RosterForm | undefined {
  // A delimiter of several bytes is no byte that could be looked for.
  if (delimiter.charCodeAt(0) >= 0x80) return undefined;
  const roles = fields.rosterRoles(plan, further);
  if (roles === undefined) return undefined;
  const columns = columnsOf(roles, fields.SKIP);
  return { rows: "roster", columns, delimiter: delimiter.charCodeAt(0) };
}

/** Columns that nobody reads may be many. */
function columnsOf(roles: Uint8Array, skip: number): readonly FormColumn[] {
  const columns: FormColumn[] = [];
  let passed = 0;
  for (const role of roles) {
    if (role === skip) passed += 1;
    else {
      columns.push({ role, passed });
      passed = 0;
    }
  }
  return columns;
}
