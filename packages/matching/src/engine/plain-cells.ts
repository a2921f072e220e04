// What a plain file's cells mean as bytes: which column is which field, codes, days, and the check
// character. Everything here is a short cut for rows without anything unusual; what it does not
// know for certain it leaves to the readers of texts.

import { checkCharacterOf, dayOf, daysInMonth } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";

import { ISO_PATTERN } from "../read/date-pattern.ts";
import type { ObservationField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";

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

/** The fields without which a row is not plain, as bits. */
export const REQUIRED_ROLES = [ID_NUMBER, NAME, KIND, OCCURRED_ON, SOURCE, REF].reduce(
  (bits, role) => bits | (1 << role),
  0,
);

const ROLE_OF: Readonly<Record<ObservationField, number>> = {
  id_number: ID_NUMBER,
  id_type: ID_TYPE,
  name: NAME,
  kind: KIND,
  occurred_on: OCCURRED_ON,
  source: SOURCE,
  ref: REF,
  arrived_on: ARRIVED_ON,
};

/** The field of every column; undefined where the mapping changes what cells say. */
export function rolesOf(plan: ColumnPlan<ObservationField>): Uint8Array | undefined {
  const last = Math.max(...plan.sources.map(({ column }) => column ?? 0));
  const roles = new Uint8Array(last + 1);
  for (const { field, column, constant, values, datePattern } of plan.sources) {
    const isPlainDay = datePattern === undefined || datePattern.pattern === ISO_PATTERN;
    if (constant !== undefined || values !== undefined || !isPlainDay) return undefined;
    if (column === undefined) continue;
    // One column for two fields is somebody else's puzzle.
    if (roles[column] !== SKIP) return undefined;
    roles[column] = ROLE_OF[field];
  }
  return roles;
}

const YEARS = 3000;
const FIRST_OF_MONTH = new Int32Array(YEARS * 12);
const DAYS_IN_MONTH = new Uint8Array(YEARS * 12);
for (let month = 0; month < YEARS * 12; month += 1) {
  const year = Math.floor(month / 12);
  FIRST_OF_MONTH[month] = dayOf(year, (month % 12) + 1, 1);
  // There is no year 0 in the civil calendar.
  DAYS_IN_MONTH[month] = year === 0 ? 0 : daysInMonth(year, (month % 12) + 1);
}

/** No plain day. */
export const NOT_PLAIN: Day = -0x8000_0000;

/** The day of `YYYY-MM-DD` in ten bytes; `NOT_PLAIN` for everything else. */
export function plainDay(bytes: Uint8Array, from: number, to: number): Day {
  if (to - from !== 10 || bytes[from + 4] !== 0x2d || bytes[from + 7] !== 0x2d) return NOT_PLAIN;
  const y1 = (bytes[from] ?? 0) - 48;
  const y2 = (bytes[from + 1] ?? 0) - 48;
  const y3 = (bytes[from + 2] ?? 0) - 48;
  const y4 = (bytes[from + 3] ?? 0) - 48;
  const m1 = (bytes[from + 5] ?? 0) - 48;
  const m2 = (bytes[from + 6] ?? 0) - 48;
  const d1 = (bytes[from + 8] ?? 0) - 48;
  const d2 = (bytes[from + 9] ?? 0) - 48;
  if (y1 >>> 0 > 2 || y2 >>> 0 > 9 || y3 >>> 0 > 9 || y4 >>> 0 > 9) return NOT_PLAIN;
  if (m1 >>> 0 > 1 || m2 >>> 0 > 9 || d1 >>> 0 > 3 || d2 >>> 0 > 9) return NOT_PLAIN;
  const month = m1 * 10 + m2;
  const dayOfMonth = d1 * 10 + d2;
  if (month < 1 || month > 12) return NOT_PLAIN;
  const at = (y1 * 1000 + y2 * 100 + y3 * 10 + y4) * 12 + month - 1;
  if (dayOfMonth < 1 || dayOfMonth > (DAYS_IN_MONTH[at] ?? 0)) return NOT_PLAIN;
  return (FIRST_OF_MONTH[at] ?? 0) + dayOfMonth - 1;
}

export function isSame(
  bytes: Uint8Array,
  from: number,
  to: number,
  other: Uint8Array | undefined,
): boolean {
  if (other === undefined || to - from !== other.length) return false;
  for (let at = 0; at < other.length; at += 1) {
    if (bytes[from + at] !== other[at]) return false;
  }
  return true;
}

/** What each of the 17 digits weighs in the check character, found by asking for it. */
const CHECK_AT = new Uint8Array(11);
const WEIGHTS = new Uint8Array(17);
const CHECK_CHARACTERS = "10X98765432";
for (let at = 0; at < 17; at += 1) {
  const digits = `${"0".repeat(at)}1${"0".repeat(16 - at)}`;
  WEIGHTS[at] = CHECK_CHARACTERS.indexOf(checkCharacterOf(digits));
}
for (let at = 0; at < 11; at += 1) CHECK_AT[at] = CHECK_CHARACTERS.charCodeAt(at);

/** Reads 18 bytes as a resident ID: its digits in two numbers. */
export class PlainId {
  high = 0;
  low = 0;

  /** Whether these are 17 digits and the check character that belongs to them. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    if (to - from !== 18) return false;
    let high = 0;
    let low = 0;
    let sum = 0;
    for (let at = 0; at < 8; at += 1) {
      const digit = (bytes[from + at] ?? 0) - 48;
      if (digit >>> 0 > 9) return false;
      high = high * 10 + digit;
      sum += digit * (WEIGHTS[at] ?? 0);
    }
    for (let at = 8; at < 17; at += 1) {
      const digit = (bytes[from + at] ?? 0) - 48;
      if (digit >>> 0 > 9) return false;
      low = low * 10 + digit;
      sum += digit * (WEIGHTS[at] ?? 0);
    }
    this.high = high;
    this.low = low;
    let check = bytes[from + 17] ?? 0;
    if (check === 0x78) check = 0x58;
    return check === CHECK_AT[sum % 11];
  }
}

/** Whether a text certainly begins with no blank. */
export function beginsPlain(byte: number): boolean {
  return (byte > 0x20 && byte < 0x7f) || (byte >= 0xe4 && byte <= 0xe9);
}

/** Whether a text of whole characters certainly ends with no blank. */
export function endsPlain(bytes: Uint8Array, from: number, to: number): boolean {
  const last = bytes[to - 1] ?? 0;
  if (last > 0x20 && last < 0x7f) return true;
  const lead = bytes[to - 3] ?? 0;
  return last >= 0x80 && to - from >= 3 && lead >= 0xe4 && lead <= 0xe9;
}
