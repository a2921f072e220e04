// What a plain file's cells mean as bytes: which column is which field, codes, days, and the check
// character. Everything here is a short cut for rows without anything unusual; what it does not
// know for certain it leaves to the readers of texts.

import { SIGN_NUMBERS, checkCharacterOf, dayOf, daysInMonth } from "@lingdai/policy/batch";
import type { Day } from "@lingdai/policy/batch";

import { ISO_PATTERN } from "../read/date-pattern.ts";
import type { Field, ObservationField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import { ByteCodes } from "./byte-codes.ts";

export const SKIP = 0;
export const ID_NUMBER = 1;
export const ID_TYPE = 2;
export const NAME = 3;
export const KIND = 4;
export const OCCURRED_ON = 5;
export const SOURCE = 6;
export const REF = 7;
export const ARRIVED_ON = 8;
export const ROLES = 9;

export const ROLE_OF: Readonly<Record<ObservationField, number>> = {
  id_number: ID_NUMBER,
  id_type: ID_TYPE,
  name: NAME,
  kind: KIND,
  occurred_on: OCCURRED_ON,
  source: SOURCE,
  ref: REF,
  arrived_on: ARRIVED_ON,
};

/** The codes that a kind and a type of document may be. */
export const SIGN_CODES = new ByteCodes(SIGN_NUMBERS.codes);
export const TYPE_CODES = new ByteCodes(["resident-id"]);

/** The field of every column; undefined where the mapping changes what cells say. */
export function rolesOf(
  plan: ColumnPlan<ObservationField>,
  delimiter: string,
): Uint8Array | undefined {
  // A delimiter of several bytes is no byte that could be looked for.
  if (delimiter.charCodeAt(0) >= 0x80) return undefined;
  return columnRoles(plan, SKIP, (field) => ROLE_OF[field]);
}

/**
 * The number of the field of every column, `skip` where it has none that is read; undefined where the
 * mapping changes what cells say.
 */
export function columnRoles<F extends Field>(
  plan: ColumnPlan<F>,
  skip: number,
  roleOf: (field: F) => number,
): Uint8Array | undefined {
  const last = Math.max(...plan.sources.map(({ column }) => column ?? 0));
  const roles = new Uint8Array(last + 1).fill(skip);
  for (const { field, column, constant, values, datePattern } of plan.sources) {
    const isPlainDay = datePattern === undefined || datePattern.pattern === ISO_PATTERN;
    if (constant !== undefined || values !== undefined || !isPlainDay) return undefined;
    const role = roleOf(field);
    if (column === undefined || role === skip) continue;
    // One column for two fields is somebody else's puzzle.
    if (roles[column] !== skip) return undefined;
    roles[column] = role;
  }
  return roles;
}

/** Days of these years are read from bytes; what lies outside is rare. */
export const FIRST_YEAR = 1800;
export const YEARS = 400;
export const FIRST_OF_MONTH = new Int32Array(YEARS * 12);
export const DAYS_IN_MONTH = new Uint8Array(YEARS * 12);
for (let month = 0, first = dayOf(FIRST_YEAR, 1, 1); month < YEARS * 12; month += 1) {
  const days = daysInMonth(FIRST_YEAR + Math.floor(month / 12), (month % 12) + 1);
  FIRST_OF_MONTH[month] = first;
  DAYS_IN_MONTH[month] = days;
  first += days;
}

/** No plain day. */
export const NOT_PLAIN: Day = -0x8000_0000;

/** Whether the four bytes of a word are digits. */
function areDigits(word: number): boolean {
  // Six more than a digit stays below 0x40; six more than any other byte of 0x3a to 0x3f does not.
  return (((word ^ 0x30303030) | ((word + 0x06060606) ^ 0x30303030)) & 0xf0f0f0f0) === 0;
}

/** The two numbers that four digits make in pairs: the first in the low half, the second above. */
function pairsOf(word: number): number {
  const digits = word & 0x0f0f0f0f;
  return (digits * 10 + (digits >>> 8)) & 0x00ff00ff;
}

function numberOf(word: number): number {
  const pairs = pairsOf(word);
  return (pairs & 0xff) * 100 + (pairs >>> 16);
}

/** Bytes of a day. */
export const DAY_BYTES = 10;

/** The day of `YYYY-MM-DD` in the ten bytes at `at`; `NOT_PLAIN` for everything else. */
export function plainDay(view: DataView, at: number): Day {
  const years = view.getInt32(at, true);
  const middle = view.getInt32(at + 4, true);
  const rest = ((middle >>> 8) & 0xffff) | (view.getInt16(at + 8, true) << 16);
  if ((middle & 0xff0000ff) !== 0x2d00002d || !areDigits(years) || !areDigits(rest)) {
    return NOT_PLAIN;
  }
  const pairs = pairsOf(rest);
  const month = pairs & 0xff;
  const dayOfMonth = pairs >>> 16;
  const year = numberOf(years) - FIRST_YEAR;
  if (year < 0 || year >= YEARS || month < 1 || month > 12) return NOT_PLAIN;
  const monthAt = year * 12 + month - 1;
  if (dayOfMonth < 1 || dayOfMonth > (DAYS_IN_MONTH[monthAt] as number)) return NOT_PLAIN;
  return (FIRST_OF_MONTH[monthAt] as number) + dayOfMonth - 1;
}

/** The check character by the remainder of what the digits weigh, and what each of the 17 weighs. */
export const CHECK_AT = new Uint8Array(11);
export const WEIGHTS = new Uint8Array(17);
const CHECK_CHARACTERS = "10X98765432";
for (let at = 0; at < 17; at += 1) {
  const digits = `${"0".repeat(at)}1${"0".repeat(16 - at)}`;
  WEIGHTS[at] = CHECK_CHARACTERS.indexOf(checkCharacterOf(digits));
}
for (let at = 0; at < 11; at += 1) CHECK_AT[at] = CHECK_CHARACTERS.charCodeAt(at);

const LOWER_X = 0x78;
const UPPER_X = 0x58;

/** Bytes of a resident ID. */
export const ID_BYTES = 18;

/** Reads 18 bytes as a resident ID: its digits in two numbers. */
export class PlainId {
  high = 0;
  low = 0;

  /** Whether at `at` stand 17 digits and the check character that belongs to them. */
  read(view: DataView, at: number): boolean {
    const first = view.getInt32(at, true);
    const second = view.getInt32(at + 4, true);
    const third = view.getInt32(at + 8, true);
    const fourth = view.getInt32(at + 12, true);
    const last = view.getUint8(at + 16) - 48;
    if (!areDigits(first) || !areDigits(second) || !areDigits(third) || !areDigits(fourth)) {
      return false;
    }
    if (last >>> 0 > 9) return false;
    const [a, b, c, d] = [numberOf(first), numberOf(second), numberOf(third), numberOf(fourth)];
    this.high = a * 10_000 + b;
    this.low = (c * 10_000 + d) * 10 + last;
    let sum = 0;
    for (let digit = 0; digit < WEIGHTS.length; digit += 1) {
      sum += (view.getUint8(at + digit) - 48) * (WEIGHTS[digit] as number);
    }
    const check = view.getUint8(at + 17);
    return (check === LOWER_X ? UPPER_X : check) === CHECK_AT[sum % 11];
  }
}

/** Places of birth dates: years as above, months and days below these. */
export const BIRTH_MONTHS = 16;
export const BIRTH_DAYS = 32;
export const BIRTHS = YEARS * BIRTH_MONTHS * BIRTH_DAYS;

/** The place of the birth date in an ID; -1 where it is none that could be known. */
export function birthPlace(high: number, low: number): number {
  const year = (high % 100) * 100 + ((low / 10_000_000) | 0) - FIRST_YEAR;
  const month = ((low / 100_000) | 0) % 100;
  const day = ((low / 1000) | 0) % 100;
  if (year < 0 || year >= YEARS || month >= BIRTH_MONTHS || day >= BIRTH_DAYS) return -1;
  return (year * BIRTH_MONTHS + month) * BIRTH_DAYS + day;
}

/** By byte: 1 where no text that begins with it begins with a blank. */
const BEGINNINGS = new Uint8Array(256).fill(1, 0x21, 0x7f).fill(1, 0xe4, 0xea);

/** Whether a text certainly begins with no blank. */
export function beginsPlain(byte: number): boolean {
  return BEGINNINGS[byte] === 1;
}

/** Whether a text of whole characters certainly ends with no blank. */
export function endsPlain(bytes: Uint8Array, from: number, to: number): boolean {
  const last = bytes[to - 1] ?? 0;
  if (last > 0x20 && last < 0x7f) return true;
  const lead = bytes[to - 3] ?? 0;
  return last >= 0x80 && to - from >= 3 && lead >= 0xe4 && lead <= 0xe9;
}
