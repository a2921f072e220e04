// What the cells of a roster are: which column is which field, what codes and days it may hold, and
// whose number a row has. Knows no file and nothing of how its cells are told apart.

import type { Day } from "@lingdai/policy/batch";
import {
  BENEFIT_KIND_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  LIFE_SIGNS,
  NO_DAY as NONE,
  RELATIONSHIP_NUMBERS,
  STATUS_NUMBERS,
  birthDateIn,
  checkCharacterOf,
  faultOfIdNumber,
} from "@lingdai/policy/batch";

import type { RosterField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import { ByteCodes } from "./byte-codes.ts";
import * as cells from "./plain-cells.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { BIRTHS, PlainId, birthPlace, columnRoles } = cells;
const NO_DAY = NONE;

/** What the batch reads of a roster. */
const JUDGED: readonly RosterField[] = [
  "id_number",
  "id_type",
  "name",
  "sex",
  "birth_date",
  "phone",
  "residence_division",
  "unit_code",
  "unit_name",
  "insurance",
  "kind",
  "since",
  "pay_division",
  "status",
  "last_certified_on",
  "last_certified_by",
  "refuted_on",
  "relationship",
  "incapacity",
];
/** What nobody judges and only a record keeps. */
const KEPT = [
  "household_division",
  "household_address",
  "residence_address",
  "monthly_amount",
] as const satisfies readonly RosterField[];
/** All of them, numbered. */
const FIELDS: readonly RosterField[] = [...JUDGED, ...KEPT];
export const [ID, TYPE, NAME, SEX, BIRTH, PHONE, RESIDENCE, UNIT_CODE, UNIT_NAME] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
] as const;
export const [
  INSURANCE,
  KIND,
  SINCE,
  PAY,
  STATUS,
  LAST_ON,
  LAST_BY,
  REFUTED,
  RELATIONSHIP,
  INCAPACITY,
] = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18] as const;
/** Behind these two the cells of columns that are not ours. */
export const SKIP = FIELDS.length;

/** By field: the codes that its cells may hold; a cell that is neither empty nor a code is not plain. */
export const CODES: readonly (ByteCodes | undefined)[] = (() => {
  const codes: (ByteCodes | undefined)[] = FIELDS.map(() => undefined);
  codes[TYPE] = new ByteCodes(["resident-id"]);
  codes[SEX] = new ByteCodes(["male", "female"]);
  codes[INSURANCE] = new ByteCodes(INSURANCE_NUMBERS.codes);
  codes[KIND] = new ByteCodes(BENEFIT_KIND_NUMBERS.codes);
  codes[STATUS] = new ByteCodes(STATUS_NUMBERS.codes);
  codes[LAST_BY] = new ByteCodes(Object.keys(LIFE_SIGNS));
  codes[RELATIONSHIP] = new ByteCodes(RELATIONSHIP_NUMBERS.codes);
  codes[INCAPACITY] = new ByteCodes(INCAPACITY_NUMBERS.codes);
  return codes;
})();
const DAYS: ReadonlySet<number> = new Set([BIRTH, SINCE, LAST_ON, REFUTED]);
export const PAYING = STATUS_NUMBERS.numberOf("paying");

/** How the cells of a field are read. */
export const AS_TEXT = 0;
export const AS_CODE = 1;
export const AS_DAY = 2;
export const FORM = Uint8Array.from({ length: SKIP + 1 }, (_, field) =>
  CODES[field] === undefined ? (DAYS.has(field) ? AS_DAY : AS_TEXT) : AS_CODE,
);

export type KeptField = (typeof KEPT)[number];
export const KEPT_FIELDS: readonly KeptField[] = KEPT;
export type TextField =
  KeptField | "name" | "phone" | "residence_division" | "unit_code" | "unit_name" | "pay_division";
export const TEXT_ROLES: Readonly<Record<TextField, number>> = {
  name: NAME,
  phone: PHONE,
  residence_division: RESIDENCE,
  unit_code: UNIT_CODE,
  unit_name: UNIT_NAME,
  pay_division: PAY,
  household_division: JUDGED.length,
  household_address: JUDGED.length + 1,
  residence_address: JUDGED.length + 2,
  monthly_amount: JUDGED.length + 3,
};

/**
 * The field of every column; undefined where a mapping changes what cells say. `further`: fields that
 * nobody judges, to be read too.
 */
export function rosterRoles(
  plan: ColumnPlan<RosterField>,
  further: readonly string[] = [],
): Uint8Array | undefined {
  return columnRoles(plan, SKIP, (field) => {
    const role = FIELDS.indexOf(field);
    const isLeftOut = role >= JUDGED.length && !further.includes(field);
    return role === -1 || isLeftOut ? SKIP : role;
  });
}

/** Whose number stands somewhere: a resident's, who was born on a day that can be. */
export class PlainPerson {
  high = 0;
  low = 0;
  birthDate = 0;
  readonly #asOf: Day;
  readonly #id = new PlainId();
  /** Birth dates in numbers that are good until the as-of date, by their places. */
  readonly #births: Int32Array;

  constructor(asOf: Day, births: Int32Array = new Int32Array(BIRTHS).fill(NO_DAY)) {
    this.#asOf = asOf;
    this.#births = births;
  }

  read(view: DataView, at: number): boolean {
    const id = this.#id;
    return id.read(view, at) && this.take(id.high, id.low);
  }

  /** The same of the digits of a number whose check character belongs to them. */
  take(high: number, low: number): boolean {
    this.high = high;
    this.low = low;
    const birth = birthPlace(high, low);
    if (birth === -1) return false;
    const known = this.#births[birth] as number;
    this.birthDate = known === NO_DAY ? this.#judgeBirth(birth) : known;
    return this.birthDate !== NO_DAY;
  }

  #judgeBirth(birth: number): Day {
    const first17 = String(this.high).padStart(8, "0") + String(this.low).padStart(9, "0");
    const idNumber = first17 + checkCharacterOf(first17);
    if (faultOfIdNumber(idNumber, "resident-id", this.#asOf) !== undefined) return NO_DAY;
    const born = birthDateIn(idNumber) ?? NO_DAY;
    this.#births[birth] = born;
    return born;
  }
}
