// Identity numbers: GB 11643 resident IDs (ISO 7064 MOD 11-2), 15 to 18 digits, other documents.
// Judges what is written; repairing blanks and widths is the reader's work.

import type { Day } from "./civil-date.ts";
import { dayOf, isRealDate } from "./civil-date.ts";

export const ID_TYPES = [
  "resident-id",
  "passport",
  "hkmo-permit",
  "taiwan-permit",
  "foreign-permanent-resident",
] as const;
export type IdType = (typeof ID_TYPES)[number];

export type IdNumberFault = "bad-id-format" | "bad-birth-date-in-id" | "bad-id-checksum";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = "10X98765432";
const EIGHTEEN = /^\d{17}[\dX]$/;
const FIFTEEN = /^\d{15}$/;
const OTHER_DOCUMENT = /^[A-Za-z0-9]{5,20}$/;
const EARLIEST_BIRTH: Day = dayOf(1850, 1, 1);

/** The check character that belongs to the first 17 digits. */
export function checkCharacterOf(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += (first17.charCodeAt(at) - 48) * (WEIGHTS[at] ?? 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** 15 digits become 18: century 19 and the computed check character. Anything else stays. */
export function toEighteen(idNumber: string): string {
  if (idNumber.length !== 15 || !FIFTEEN.test(idNumber)) return idNumber;
  const first17 = `${idNumber.slice(0, 6)}19${idNumber.slice(6)}`;
  return first17 + checkCharacterOf(first17);
}

/** The birth date inside an 18-character resident ID; undefined where it is no real date. */
export function birthDateIn(idNumber: string): Day | undefined {
  const year = numberIn(idNumber, 6, 10);
  const month = numberIn(idNumber, 10, 12);
  const dayOfMonth = numberIn(idNumber, 12, 14);
  return isRealDate(year, month, dayOfMonth) ? dayOf(year, month, dayOfMonth) : undefined;
}

/** The number that some digits make; no number where others stand among them. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
}

/** Odd 17th digit: male. */
export function sexIn(idNumber: string): "male" | "female" {
  return Number(idNumber.charAt(16)) % 2 === 1 ? "male" : "female";
}

/**
 * What is wrong with a number that the reader has normalised; undefined where nothing is.
 * In the order of FORMATS section 2: shape, birth date (1850-01-01 to `asOf`), check character.
 */
export function faultOfIdNumber(
  idNumber: string,
  idType: IdType,
  asOf: Day,
): IdNumberFault | undefined {
  if (idType !== "resident-id") {
    return OTHER_DOCUMENT.test(idNumber) ? undefined : "bad-id-format";
  }
  if (!EIGHTEEN.test(idNumber)) return "bad-id-format";
  const born = birthDateIn(idNumber);
  if (born === undefined || born < EARLIEST_BIRTH || born > asOf) return "bad-birth-date-in-id";
  return checkCharacterOf(idNumber) === idNumber.charAt(17) ? undefined : "bad-id-checksum";
}
