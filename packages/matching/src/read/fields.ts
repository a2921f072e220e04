// The columns of rosters and observation files in the order of FORMATS sections 1 and 2, and how
// the text of each is normalised. Knows neither files nor what makes a row bad.

import { compact, toAsciiCapitals, trimBlanks } from "./blanks.ts";

/** `text`: blanks around it go. `code`: all blanks go, full width becomes ASCII. `day`: the same, then a date. */
type FieldForm = "text" | "code" | "number" | "day";

export const OBSERVATION_FIELDS = [
  "id_number",
  "id_type",
  "name",
  "kind",
  "occurred_on",
  "source",
  "ref",
  "arrived_on",
] as const;
export type ObservationField = (typeof OBSERVATION_FIELDS)[number];

export const ROSTER_FIELDS = [
  "id_number",
  "id_type",
  "name",
  "sex",
  "birth_date",
  "phone",
  "household_division",
  "household_address",
  "residence_division",
  "residence_address",
  "unit_code",
  "unit_name",
  "insurance",
  "kind",
  "since",
  "monthly_amount",
  "pay_division",
  "status",
  "last_certified_on",
  "last_certified_by",
  "refuted_on",
  "relationship",
  "incapacity",
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

export type Field = ObservationField | RosterField;

/** These must not be empty, so each needs a column or a constant. */
export const REQUIRED_OBSERVATION_FIELDS: readonly ObservationField[] = OBSERVATION_FIELDS.filter(
  (field) => field !== "id_type" && field !== "arrived_on",
);
export const REQUIRED_ROSTER_FIELDS: readonly RosterField[] = [
  "id_number",
  "name",
  "insurance",
  "kind",
  "since",
];

const FORMS: Readonly<Record<string, FieldForm>> = {
  id_number: "number",
  id_type: "code",
  kind: "code",
  occurred_on: "day",
  arrived_on: "day",
  birth_date: "day",
  since: "day",
  last_certified_on: "day",
  refuted_on: "day",
};

/** All our column names, for who validates a mapping. */
export const FIELD_NAMES: readonly string[] = [
  ...new Set<string>([...OBSERVATION_FIELDS, ...ROSTER_FIELDS]),
];

export const DATE_FIELDS: readonly string[] = FIELD_NAMES.filter((field) => FORMS[field] === "day");

/** From the cell as read to its normalised text. */
export type Normaliser = (asRead: string) => string;

const NORMALISERS: Readonly<Record<FieldForm, Normaliser>> = {
  text: trimBlanks,
  code: compact,
  day: compact,
  number: (asRead) => toAsciiCapitals(compact(asRead)),
};

/** How the cells of a field are normalised, for who reads many. */
export function normaliserOf(field: string): Normaliser {
  return NORMALISERS[FORMS[field] ?? "text"];
}

/** The normalised text of a cell; a resident ID's 15 digits become 18 where its type is known. */
export function normaliseCell(field: string, asRead: string): string {
  return normaliserOf(field)(asRead);
}
