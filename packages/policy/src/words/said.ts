// One sentence in both languages while a page is being put together, and dates as people say them.
// Knows nothing of what is said.

import type { Day } from "../civil-date.ts";
import { civilOf } from "../civil-date.ts";
import type { Label } from "../codes.ts";
import type { Citation } from "../pack.ts";
import type { Language, Sentence } from "./page.ts";

/** A sentence before its language is chosen. */
export interface Said extends Label {
  readonly form?: Sentence["form"];
  readonly cites?: readonly Citation[];
}

/** A sentence; `cites` where it tells what is decided or done. */
export function say(zh: string, en: string, cites: readonly Citation[] = []): Said {
  return { zh, en, cites };
}

/** One way or step of several. */
export function step(zh: string, en: string): Said {
  return { zh, en, form: "step" };
}

/** One point of a list. */
export function point(zh: string, en: string, cites: readonly Citation[] = []): Said {
  return { zh, en, form: "point", cites };
}

export function inLanguage(said: Said, language: Language): Sentence {
  return { text: said[language], form: said.form ?? "plain", cites: said.cites ?? [] };
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** 2024年3月1日; 1 March 2024. */
export function dayInWords(day: Day): Label {
  const { year, month, dayOfMonth } = civilOf(day);
  return {
    zh: `${year}年${month}月${dayOfMonth}日`,
    en: `${dayOfMonth} ${MONTHS[month - 1] ?? ""} ${year}`,
  };
}

/** With a capital letter, as a sentence begins. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Words in a row: 甲、乙、丙; a, b and c. */
export function listed(words: readonly Label[]): Label {
  const last = words.at(-1)?.en ?? "";
  const before = words.slice(0, -1).map(({ en }) => en);
  return {
    zh: words.map(({ zh }) => zh).join("、"),
    en: before.length === 0 ? last : `${before.join(", ")} and ${last}`,
  };
}
