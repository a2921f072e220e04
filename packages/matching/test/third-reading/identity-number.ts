/**
 * Identity numbers as FORMATS 2 judges them: completing 15 digits, format, birth date, check digit.
 * It must not know rosters or observations.
 */
import { isRealDay } from "./naive-days.ts";

/** Why a number is refused, in the order of FORMATS 2. */
export type NumberFault = "bad-id-format" | "bad-birth-date-in-id" | "bad-id-checksum";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643: the check character that belongs to the first 17 digits. */
export function checkCharacter(seventeen: string): string {
  let sum = 0;
  WEIGHTS.forEach((weight, place) => {
    sum += weight * Number(seventeen.charAt(place));
  });
  return "10X98765432".charAt(sum % 11);
}

/** FORMATS 2: letters become capitals; a resident's 15 digits become 18 of the 20th century. */
export function completedNumber(idType: string, cleaned: string): string {
  const capitals = cleaned.toUpperCase();
  if (idType !== "resident-id" || !/^\d{15}$/.test(capitals)) return capitals;
  const seventeen = `${capitals.slice(0, 6)}19${capitals.slice(6)}`;
  return seventeen + checkCharacter(seventeen);
}

/** FORMATS 1: the birth date of a resident is the one in the number. */
export function birthDateInNumber(number: string): string {
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/** FORMATS 2: format, then birth date from 1850 to the as-of date, then check digit. */
export function findNumberFault(
  idType: string,
  number: string,
  asOf: string,
): NumberFault | undefined {
  if (idType !== "resident-id")
    return /^[0-9A-Z]{5,20}$/.test(number) ? undefined : "bad-id-format";
  if (!/^\d{17}[\dX]$/.test(number)) return "bad-id-format";
  const born = birthDateInNumber(number);
  if (!isRealDay(born) || born < "1850-01-01" || born > asOf) return "bad-birth-date-in-id";
  return checkCharacter(number.slice(0, 17)) === number.charAt(17) ? undefined : "bad-id-checksum";
}
