// How values leave PostgreSQL: dates as `Day`, 64-bit integers as numbers (an id beyond 2^53 is a
// defect, not a rounding). `numeric` stays text, for money is never a float.

import pg from "pg";

import { parseDay, type Day } from "@lingdai/policy";

const DATE = 1082;
const DATES = 1182;
const BIGINT = 20;
const BIGINTS = 1016;

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<
  number,
  (text: string) => unknown
>([
  [DATE, readDay],
  [DATES, (text) => readArray(text, readDay)],
  [BIGINT, readInteger],
  [BIGINTS, (text) => readArray(text, readInteger)],
]);

/** What the driver asks for each column of each result. */
export const findTypeParser = ((type: number, format?: "text") =>
  PARSERS.get(type) ??
  (pg.types.getTypeParser(type, format) as unknown)) as typeof pg.types.getTypeParser;

/** Dates and integers are never quoted inside an array. */
function readArray<Value>(text: string, read: (text: string) => Value): (Value | null)[] {
  if (text === "{}") return [];
  return text
    .slice(1, -1)
    .split(",")
    .map((each) => (each === "NULL" ? null : read(each)));
}

function readDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a civil date: ${text}`);
  return day;
}

function readInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`too large for a number: ${text}`);
}
