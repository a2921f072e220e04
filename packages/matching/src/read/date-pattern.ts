// Dates as source files write them. Reads exactly one pattern; nothing is guessed or repaired.

import type { Day } from "@lingdai/policy";
import { byCodePoint, dayOf, isRealDate } from "@lingdai/policy";

import { compact } from "./blanks.ts";

/** The pattern of FORMATS where no mapping names another. */
export const ISO_PATTERN = "YYYY-MM-DD";

const DAYS_REMEMBERED_MAX = 65_536;

/** A pattern of `YYYY`, `MM` or `M`, `DD` or `D` and literal characters between them. */
export class DatePattern {
  readonly pattern: string;
  readonly #shape: RegExp;
  /** Few days stand in many rows: reading each once is most of the work saved. */
  readonly #known = new Map<string, Day | undefined>();

  constructor(pattern: string) {
    const fault = faultOfDatePattern(pattern);
    if (fault !== undefined) throw new RangeError(`${pattern}: ${fault}`);
    this.pattern = pattern;
    this.#shape = shapeOf(compact(pattern));
  }

  /** The day of a compact text; undefined where it is not a real date in this pattern. */
  read(text: string): Day | undefined {
    if (this.#known.has(text)) return this.#known.get(text);
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
    return dayOf(year, month, dayOfMonth);
  }
}

/** What is wrong with a pattern, in Chinese; undefined where nothing is. */
export function faultOfDatePattern(pattern: string): string | undefined {
  const parts = partsOf(compact(pattern));
  const fields = parts.filter((part) => /^[YMD]+$/.test(part));
  const unknown = parts.find((part) => /[A-Za-z0-9]/.test(part) && !isDatePart(part));
  if (unknown !== undefined) return `“${unknown}”不是 YYYY、MM、M、DD 或 D`;
  const initials = fields.map((part) => part.charAt(0)).toSorted(byCodePoint);
  if (initials.join("") !== "DMY") return "年（YYYY）、月（MM 或 M）、日（DD 或 D）要各出现一次";
  const isAmbiguous = parts.some(
    (part, at) => part.length === 1 && isSingle(part) && isSingle(parts[at + 1]),
  );
  return isAmbiguous ? "M 与 D 之间要有分隔，否则分不清月和日" : undefined;
}

function isDatePart(part: string): boolean {
  return ["YYYY", "MM", "M", "DD", "D"].includes(part);
}

function isSingle(part: string | undefined): boolean {
  return part === "M" || part === "D";
}

/** Runs of one of Y, M, D; what else begins with a letter or digit; single other characters. */
function partsOf(pattern: string): readonly string[] {
  return pattern.match(/Y+|M+|D+|[A-Za-z0-9]+|[^A-Za-z0-9]/gu) ?? [];
}

function shapeOf(pattern: string): RegExp {
  const shape = partsOf(pattern).map((part) => {
    switch (part) {
      case "YYYY":
        return "(?<year>[0-9]{4})";
      case "MM":
        return "(?<month>[0-9]{2})";
      case "M":
        return "(?<month>[0-9]{1,2})";
      case "DD":
        return "(?<day>[0-9]{2})";
      case "D":
        return "(?<day>[0-9]{1,2})";
      default:
        return part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
    }
  });
  return new RegExp(`^${shape.join("")}$`);
}
