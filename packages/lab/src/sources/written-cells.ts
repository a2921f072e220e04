// How people and machines write what they mean: full-width digits, old numbers, odd blanks, other
// forms of a date. What is written here still means the same; slips stand in slips.ts.

import type { Day } from "@lingdai/policy";
import { civilOf } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import { variantOf } from "../people/names.ts";
import type { Rates } from "../rates/rates.ts";

/** A day in a supplier's pattern; each day is written many times, so each is kept. */
export class DateWriter {
  readonly #pattern: string;
  readonly #written = new Map<Day, string>();

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  write(day: Day): string {
    let text = this.#written.get(day);
    if (text === undefined) {
      text = dateText(day, this.#pattern);
      this.#written.set(day, text);
    }
    return text;
  }
}

/** `YYYY`, `MM` or `M`, `DD` or `D`, everything else as it stands. */
export function dateText(day: Day, pattern: string): string {
  const { year, month, dayOfMonth } = civilOf(day);
  return pattern.replaceAll(/YYYY|MM?|DD?/g, (part) => {
    const number = part.startsWith("Y") ? year : part.startsWith("M") ? month : dayOfMonth;
    return String(number).padStart(part.length, "0");
  });
}

/** The number as somebody writes it; the reader must find the same number in it. */
export function writtenNumber(
  chance: Chance,
  idNumber: string,
  rates: Rates["cells"],
  { isResident, isTyped }: { isResident: boolean; isTyped: boolean },
): string {
  let written = idNumber;
  if (isResident && idNumber.endsWith("X") && chance.happens(rates.lowerCaseX)) {
    written = `${idNumber.slice(0, -1)}x`;
  }
  const draw = chance.fraction() / (isTyped ? rates.handFactor : 1);
  let past = rates.fullWidth;
  if (draw < past) return toFullWidth(written);
  past += rates.fifteenDigits;
  if (draw < past) return isResident && hasOldForm(idNumber) ? toFifteen(idNumber) : written;
  past += rates.blanks;
  if (draw < past) {
    const blank = chance.pick([" ", "　", "\t"]);
    // A tab would end the cell where it is the delimiter.
    return chance.happens(0.5) ? written + (blank === "\t" ? " " : blank) : ` ${written}`;
  }
  return written;
}

/** The name as somebody writes it; it is still the same name. */
export function writtenName(
  chance: Chance,
  name: string,
  rates: Rates["cells"],
  isTyped: boolean,
): string {
  const factor = isTyped ? rates.handFactor : 1;
  const written = chance.happens(rates.nameVariant * factor) ? (variantOf(name) ?? name) : name;
  if (!isTyped || !chance.happens(rates.blanks * factor)) return written;
  // Names of two characters are often spread to the width of three.
  return written.length === 2 ? `${written.charAt(0)}　${written.charAt(1)}` : `${written} `;
}

/** Only numbers of people born from 1900 to 1999 had an old form. */
function hasOldForm(idNumber: string): boolean {
  return idNumber.slice(6, 8) === "19";
}

function toFifteen(idNumber: string): string {
  return idNumber.slice(0, 6) + idNumber.slice(8, 17);
}

function toFullWidth(text: string): string {
  let wide = "";
  for (let at = 0; at < text.length; at += 1) {
    wide += String.fromCharCode(text.charCodeAt(at) + 0xfee0);
  }
  return wide;
}
