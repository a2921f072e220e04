// The condition that a row is of a place, for tables that keep the places of a benefit in columns of
// their own. Equations with columns: nothing else is asked of an index before sight is.

import { sql } from "kysely";
import type { Expression, SqlBool } from "kysely";

import type { ListPlace } from "../conclusion-lists/list-entitlements.ts";

/** `alias`: how the query calls the table. */
export function isAtPlace(alias: string, { kind, code }: ListPlace): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${alias}.${columnOf(kind, code.length)}`)} = ${code}`;
}

function columnOf(kind: ListPlace["kind"], digits: number): string {
  if (kind === "unit") return "unit_code";
  if (kind === "residence") return digits === 9 ? "residence_township" : "residence_division";
  switch (digits) {
    case 2:
      return "pay_province";
    case 4:
      return "pay_city";
    default:
      return "pay_division";
  }
}
