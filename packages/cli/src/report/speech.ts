// How a report speaks: which of a label's two languages, and how numbers, shares, days and months are
// written in it. Knows nothing of what is said.

import type { Day, Label } from "@lingdai/policy";
import { civilOf } from "@lingdai/policy";

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Speech {
  readonly language: Language;
  readonly say: (label: Label) => string;
  /** Exact, with thousands separators. */
  readonly count: (number: number) => string;
  /** One decimal; a part that is there is never 0%, and what is not all never 100%. */
  readonly share: (part: number, whole: number) => string;
  /** A number with its share in brackets. */
  readonly partOf: (count: string, share: string) => string;
  readonly day: (day: Day) => string;
  readonly month: (monthIndex: number) => string;
}

const ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function speechIn(language: Language): Speech {
  const isChinese = language === "zh";
  return {
    language,
    say: (label) => label[language],
    count,
    share: (part, whole) => share(part, whole, isChinese ? "不到0.1%" : "<0.1%"),
    partOf: isChinese
      ? (number, part) => `${number}（${part}）`
      : (number, part) => `${number} (${part})`,
    day: (day) => {
      const { year, month, dayOfMonth } = civilOf(day);
      return isChinese
        ? `${year}年${month}月${dayOfMonth}日`
        : `${dayOfMonth} ${ENGLISH_MONTHS[month - 1] ?? ""} ${year}`;
    },
    month: (monthIndex) => {
      const year = Math.floor(monthIndex / 12);
      const month = monthIndex - year * 12;
      return isChinese ? `${year}年${month + 1}月` : `${ENGLISH_MONTHS[month] ?? ""} ${year}`;
    },
  };
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function share(part: number, whole: number, lessThanShown: string): string {
  if (whole === 0) return "—";
  if (part === 0) return "0%";
  if (part === whole) return "100%";
  const percent = (part / whole) * 100;
  if (percent < 0.1) return lessThanShown;
  return `${Math.min(percent, 99.9).toFixed(1)}%`;
}
