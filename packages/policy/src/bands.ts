// The bands of the uncertified list (SC annex 7), by whole months since the anchor.

import type { Day } from "./civil-date.ts";
import { wholeMonthsBetween } from "./civil-date.ts";
import type { Label } from "./codes.ts";

export const BANDS = {
  "10-12m": { zh: "大于等于10个月小于12个月", en: "10 to less than 12 months" },
  "1-2y": { zh: "大于等于1年小于2年", en: "1 to less than 2 years" },
  "2-3y": { zh: "大于等于2年小于3年", en: "2 to less than 3 years" },
  "3-4y": { zh: "大于等于3年小于4年", en: "3 to less than 4 years" },
  "4-5y": { zh: "大于等于4年小于5年", en: "4 to less than 5 years" },
  "5y+": { zh: "大于等于5年", en: "5 years and more" },
} as const satisfies Record<string, Label>;
export type Band = keyof typeof BANDS;

const FIRST_MONTHS: readonly (readonly [number, Band])[] = [
  [60, "5y+"],
  [48, "4-5y"],
  [36, "3-4y"],
  [24, "2-3y"],
  [12, "1-2y"],
  [10, "10-12m"],
];

/** The band of that many whole months without certification; undefined below ten. */
export function bandOf(months: number): Band | undefined {
  return FIRST_MONTHS.find(([first]) => months >= first)?.[1];
}

/** The whole months of a band: `from` and more, fewer than `below`; the last band is open. */
export function monthsOfBand(band: Band): { readonly from: number; readonly below?: number } {
  const at = FIRST_MONTHS.findIndex(([, each]) => each === band);
  const [from] = FIRST_MONTHS[at] ?? [Infinity];
  const [below] = FIRST_MONTHS[at - 1] ?? [];
  return below === undefined ? { from } : { from, below };
}

export function bandSince(anchor: Day, asOf: Day): Band | undefined {
  return bandOf(wholeMonthsBetween(anchor, asOf));
}
