// Dates as source files write them. Reads exactly one pattern; nothing is guessed or repaired. A time
// of day that stands beside the date is read and left: a time that is none makes no date either.

import type { Day } from "@lingdai/policy/batch";
import { byCodePoint, dayOf, isRealDate } from "@lingdai/policy/batch";

import { compact, singleBlanks } from "./blanks.ts";

/** The pattern of FORMATS where no mapping names another. */
export const ISO_PATTERN = "YYYY-MM-DD";

const DAYS_REMEMBERED_MAX = 65_536;

/** What a run of letters stands for, and the digits that it takes. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ["YYYY", "(?<year>[0-9]{4})"],
  ["MM", "(?<month>[0-9]{2})"],
  ["M", "(?<month>[0-9]{1,2})"],
  ["DD", "(?<day>[0-9]{2})"],
  ["D", "(?<day>[0-9]{1,2})"],
  ["HH", "(?<hour>[0-9]{2})"],
  ["H", "(?<hour>[0-9]{1,2})"],
  ["mm", "(?<minute>[0-9]{2})"],
  ["m", "(?<minute>[0-9]{1,2})"],
  ["ss", "(?<second>[0-9]{2})"],
  ["s", "(?<second>[0-9]{1,2})"],
  ["S", "[0-9]{1,9}"],
  ["T", "T"],
]);

/** Of any number of digits: two of them side by side could be parted in more than one place. */
const SINGLES = ["M", "D", "H", "m", "s", "S"];

/** Hours may stand alone, minutes need hours, seconds minutes, their fractions seconds. */
const TIMES = ["", "H", "Hm", "Hms", "HmsS"];

/**
 * A pattern of `YYYY`, `MM` or `M`, `DD` or `D`, perhaps `HH` or `H`, `mm` or `m`, `ss` or `s` and `S`
 * for fractions, with literal characters between them.
 */
export class DatePattern {
  readonly pattern: string;
  readonly #hasTime: boolean;
  readonly #shape: RegExp;
  /** Few days stand in many rows: reading each once is most of the work saved. */
  readonly #known = new Map<string, Day | undefined>();

  constructor(pattern: string) {
    const fault = faultOfDatePattern(pattern);
    if (fault !== undefined) throw new RangeError(`${pattern}: ${fault}`);
    this.pattern = pattern;
    this.#hasTime = hasTime(pattern);
    this.#shape = shapeOf(plain(pattern));
  }

  /** The day of a cell as read, whatever its blanks. */
  readCell(asRead: string): Day | undefined {
    // Without its blank “1/1 10:30” would be the 11th; moments are too many to be remembered.
    return this.#hasTime ? this.#parse(singleBlanks(asRead)) : this.read(compact(asRead));
  }

  /** The day of a text without careless blanks; undefined where it is not a real date in this pattern. */
  read(text: string): Day | undefined {
    const known = this.#known.get(text);
    if (known !== undefined || this.#known.has(text)) return known;
    const day = this.#parse(text);
    if (this.#known.size >= DAYS_REMEMBERED_MAX) this.#known.clear();
    // A cell may be as long as a file; such a text is not worth keeping.
    if (text.length <= 32) this.#known.set(text, day);
    return day;
  }

  #parse(text: string): Day | undefined {
    const parts = this.#shape.exec(text)?.groups;
    if (parts === undefined) return undefined;
    const year = Number(parts["year"]);
    const month = Number(parts["month"]);
    const dayOfMonth = Number(parts["day"]);
    // There is no year 0 in the civil calendar.
    if (year === 0 || !isRealDate(year, month, dayOfMonth)) return undefined;
    const { hour = "0", minute = "0", second = "0" } = parts;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    return dayOf(year, month, dayOfMonth);
  }
}

/** What is wrong with a pattern, in Chinese; undefined where nothing is. */
export function faultOfDatePattern(pattern: string): string | undefined {
  const parts = partsOf(plain(pattern));
  const unknown = parts.find((part) => /[A-Za-z0-9]/.test(part) && !PARTS.has(part));
  if (unknown !== undefined) {
    return `“${unknown}”不是 YYYY、MM、M、DD、D，也不是时间的 HH、H、mm、m、ss、s、S`;
  }
  const initials = parts.filter((part) => PARTS.has(part)).map((part) => part.charAt(0));
  const dates = initials.filter((initial) => "YMD".includes(initial)).toSorted(byCodePoint);
  if (dates.join("") !== "DMY") return "年（YYYY）、月（MM 或 M）、日（DD 或 D）要各出现一次";
  const times = initials.filter((initial) => "HmsS".includes(initial)).join("");
  if (!TIMES.includes(times)) return "时间要按时（H）、分（m）、秒（s）的次序写，各一次";
  const isAmbiguous = parts.some(
    (part, at) => SINGLES.includes(part) && SINGLES.includes(parts[at + 1] ?? ""),
  );
  return isAmbiguous ? "两个单字母之间要有分隔，否则分不清谁是谁" : undefined;
}

function hasTime(pattern: string): boolean {
  return /[Hms]/.test(pattern);
}

/** The blank before a time parts it from the day; all others mean nothing. */
function plain(pattern: string): string {
  return hasTime(pattern) ? singleBlanks(pattern) : compact(pattern);
}

/** Runs of one letter of a pattern; what else begins with a letter or digit; single other characters. */
function partsOf(pattern: string): readonly string[] {
  return pattern.match(/Y+|M+|D+|H+|m+|s+|S+|T|[A-Za-z0-9]+|[^A-Za-z0-9]/gu) ?? [];
}

function shapeOf(pattern: string): RegExp {
  const shape = partsOf(pattern).map(
    (part) => PARTS.get(part) ?? part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`),
  );
  return new RegExp(`^${shape.join("")}$`);
}
