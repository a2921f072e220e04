/**
 * Working days of the third reading, from the published holidays and make-up days alone.
 * It must not know what the days are counted for.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { nextDay } from "./naive-days.ts";

interface Calendar {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const locate = createRequire(import.meta.url);
const CALENDAR = JSON.parse(
  readFileSync(locate.resolve("chinese-days/dist/chinese-days.json"), "utf8"),
) as Calendar;

/** DOMAIN 3: the State Council's holidays and make-up days; Monday to Friday where none is known. */
export function isWorkingDay(day: string): boolean {
  if (day in CALENDAR.workdays) return true;
  if (day in CALENDAR.holidays) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The n-th working day after a day, that day not counted (DOMAIN D2: 10 January + 3 is 15 January). */
export function workingDaysAfter(day: string, count: number): string {
  let reached = day;
  let left = count;
  while (left > 0) {
    reached = nextDay(reached);
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}
