/**
 * The first reason for which a row of a roster or an observation file is rejected (FORMATS 2).
 * It must not know other rows: duplicates and names are judged elsewhere.
 */
import { findNumberFault, completedNumber } from "./identity-number.ts";
import { ID_TYPES, OBSERVATION_CODES, ROSTER_CODES } from "./known-codes.ts";
import type { MappedRow } from "./mapped-table.ts";
import { isRealDay } from "./naive-days.ts";

/** FORMATS 1: the roster's columns in their order; those after `incapacity` are not ours. */
export const ROSTER_COLUMNS =
  `id_number id_type name sex birth_date phone household_division household_address
  residence_division residence_address unit_code unit_name insurance kind since monthly_amount
  pay_division status last_certified_on last_certified_by refuted_on relationship
  incapacity`.split(/\s+/);

/** FORMATS 1, required. */
export const ROSTER_REQUIRED = ["id_number", "name", "insurance", "kind", "since"];

/** FORMATS 2: an observation's columns in their order. */
export const OBSERVATION_COLUMNS =
  "id_number id_type name kind occurred_on source ref arrived_on".split(" ");

/** FORMATS 2: all but `id_type` and `arrived_on`. */
export const OBSERVATION_REQUIRED = ["id_number", "name", "kind", "occurred_on", "source", "ref"];

/** A rejected row's reason and the column it is about. */
export interface Fault {
  readonly reason: string;
  readonly field: string;
}

/** What differs between the two sorts of files. */
interface Sort {
  readonly columns: readonly string[];
  readonly required: readonly string[];
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly dates: readonly string[];
}

const ROSTER_SORT: Sort = {
  columns: ROSTER_COLUMNS,
  required: ROSTER_REQUIRED,
  codes: ROSTER_CODES,
  dates: ["birth_date", "since", "last_certified_on", "refuted_on"],
};

const OBSERVATION_SORT: Sort = {
  columns: OBSERVATION_COLUMNS,
  required: OBSERVATION_REQUIRED,
  codes: OBSERVATION_CODES,
  dates: ["occurred_on", "arrived_on"],
};

/** The row as it is used further on: defaults filled in, number completed. */
export function completedRow(normal: Readonly<Record<string, string>>): Record<string, string> {
  const row = { ...normal };
  if ((row["id_type"] ?? "") === "") row["id_type"] = "resident-id";
  row["id_number"] = completedNumber(row["id_type"] ?? "", row["id_number"] ?? "");
  return row;
}

function firstFault(read: MappedRow, sort: Sort, asOf: string): Fault | undefined {
  if (!read.readable) return { reason: "unreadable-row", field: "" };
  const row = completedRow(read.normal);
  const has = (column: string): boolean => (row[column] ?? "") !== "";
  const missing = sort.columns.find((column) => sort.required.includes(column) && !has(column));
  if (missing !== undefined) return { reason: "missing-field", field: missing };
  const idType = row["id_type"] ?? "";
  // An unknown document type leaves the number unjudged; the type itself is judged below.
  if (ID_TYPES.includes(idType)) {
    const fault = findNumberFault(idType, row["id_number"] ?? "", asOf);
    if (fault !== undefined) return { reason: fault, field: "id_number" };
  }
  const unknown = sort.columns.find(
    (column) =>
      column in sort.codes && has(column) && !sort.codes[column]?.includes(row[column] ?? ""),
  );
  if (unknown !== undefined) return { reason: "unknown-kind", field: unknown };
  const unreal = sort.dates.find((column) => has(column) && !isRealDay(row[column] ?? ""));
  return unreal === undefined ? undefined : { reason: "bad-date", field: unreal };
}

/** FORMATS 1: rejected as in section 2; what may not lie in the future are two days only. */
export function findRosterFault(read: MappedRow, asOf: string): Fault | undefined {
  const fault = firstFault(read, ROSTER_SORT, asOf);
  if (fault !== undefined) return fault;
  const future = ["last_certified_on", "refuted_on"].find(
    (column) => (read.normal[column] ?? "") > asOf,
  );
  return future === undefined ? undefined : { reason: "future-date", field: future };
}

/**
 * FORMATS 2: `future-date` is an occurrence after the as-of date or after the row's own arrival, or
 * an arrival after the as-of date.
 */
export function findObservationFault(read: MappedRow, asOf: string): Fault | undefined {
  const fault = firstFault(read, OBSERVATION_SORT, asOf);
  if (fault !== undefined) return fault;
  const occurred = read.normal["occurred_on"] ?? "";
  const arrived = read.normal["arrived_on"] ?? "";
  if (occurred > asOf || (arrived !== "" && occurred > arrived))
    return { reason: "future-date", field: "occurred_on" };
  return arrived > asOf ? { reason: "future-date", field: "arrived_on" } : undefined;
}
