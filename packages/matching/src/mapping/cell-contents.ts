// What the cells of a column look like: document numbers, names, days in some pattern. Knows values
// only, no column names.

import { dayOf, faultOfIdNumber, toEighteen } from "@lingdai/policy";

import { DatePattern, ISO_PATTERN } from "../read/date-pattern.ts";
import { normaliseCell } from "../read/fields.ts";
import type { SampleColumn } from "./sample-file.ts";

/** No birth date lies behind it; what is in the future is another question. */
const END_OF_TIME = dayOf(9999, 12, 31);

/** Patterns in the order in which they are asked; the first that fits best is taken. */
const PATTERNS = [
  ISO_PATTERN,
  "YYYYMMDD",
  "YYYY/M/D",
  "YYYY.M.D",
  "YYYY-M-D",
  "YYYY年M月D日",
  "YYYY-MM-DD HH:mm:ss",
  "YYYY-MM-DD HH:mm",
  "YYYY-MM-DD HH:mm:ss.S",
  "YYYY-MM-DDTHH:mm:ss",
  "YYYY/M/D H:mm:ss",
  "YYYY/M/D H:mm",
  "YYYY-M-D H:mm:ss",
  "YYYY.M.D H:mm:ss",
  "YYYYMMDDHHmmss",
  "YYYYMMDDHHmm",
  "YYYYMMDD HHmmss",
  "YYYYMMDD HH:mm:ss",
  "D/M/YYYY",
  "M/D/YYYY",
  "D/M/YYYY H:mm:ss",
  "M/D/YYYY H:mm:ss",
].map((pattern) => new DatePattern(pattern));

/** How many of the values satisfy the question, from 0 to 1. */
export function shareOf(values: readonly string[], isSo: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(isSo).length / values.length;
}

/** How many of the cells are good resident IDs. */
export function shareOfResidentIds(column: SampleColumn): number {
  return shareOf(column.values, (value) => {
    const number = toEighteen(normaliseCell("id_number", value));
    return faultOfIdNumber(number, "resident-id", END_OF_TIME) === undefined;
  });
}

/** How many of the cells could be names of Chinese people. */
export function shareOfNames(column: SampleColumn): number {
  return shareOf(column.values, (value) => /^[\p{Script=Han}·•．.\s]{2,15}$/u.test(value));
}

export interface DateForm {
  /** Undefined where the cells are date cells, which need none. */
  readonly pattern: string | undefined;
  /** How many of the cells are days in it. */
  readonly share: number;
}

/** In which pattern most cells are days; undefined where they are none. */
export function dateFormOf(column: SampleColumn): DateForm | undefined {
  if (column.hasDateCells) return { pattern: undefined, share: 1 };
  let best: DateForm | undefined;
  for (const candidate of PATTERNS) {
    const share = shareOf(column.values, (value) => candidate.readCell(value) !== undefined);
    if (share > (best?.share ?? 0)) best = { pattern: candidate.pattern, share };
  }
  return best !== undefined && best.share >= 0.5 ? best : undefined;
}

/** Whether no two cells are the same and none is empty. */
export function isUnique(column: SampleColumn, rows: number): boolean {
  return column.values.length === rows && new Set(column.values).size === rows;
}

/** The different values, the most frequent first. */
export function distinctValues(column: SampleColumn): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of column.values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}
