// Words that several forms share: days as letters write them, codes in the words that people read, and
// the line on which whoever fills a form in signs.

import type { Day, Label } from "@lingdai/policy";
import { civilOf, isCodeOf } from "@lingdai/policy";

export function dayInWords(day: Day): string {
  const { year, month, dayOfMonth } = civilOf(day);
  return `${year}年${month}月${dayOfMonth}日`;
}

/** For a hand to fill in. */
export const BLANK_DAY = "　　　　年　　月　　日";

/** The code's own text where the table does not know it. */
export function wordOf(table: Readonly<Record<string, Label>>, code: string | null): string {
  if (code === null) return "";
  return isCodeOf(table, code) ? (table[code]?.zh ?? code) : code;
}

export const UNIT_FEET: readonly string[] = [
  "单位负责人：",
  "填表人：",
  "联系电话：",
  `填表日期：${BLANK_DAY}`,
];

/** Lines of a form that is filled in by hand. */
export function emptyRows(columns: number, rows: number): readonly (readonly string[])[] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => ""));
}
