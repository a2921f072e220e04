// Working days by the State Council's calendar of holidays and make-up days (DOMAIN section 3).
// The library's table is read, not its functions: those depend on the machine's time zone.

import calendar from "chinese-days/dist/chinese-days.json" with { type: "json" };

import type { Day } from "./civil-date.ts";
import { civilOf, dayAt, weekdayOf } from "./civil-date.ts";

const daysOff: ReadonlySet<Day> = new Set(Object.keys(calendar.holidays).map(dayAt));
const makeUpDays: ReadonlySet<Day> = new Set(Object.keys(calendar.workdays).map(dayAt));
const knownYears: ReadonlySet<number> = new Set([...daysOff].map((day) => civilOf(day).year));

/** Whether the official calendar of that year is known; else Monday to Friday are worked. */
export function isCalendarYearKnown(year: number): boolean {
  return knownYears.has(year);
}

/** Whether people work on that day: make-up days yes, holidays no, else Monday to Friday. */
export function isWorkingDay(day: Day): boolean {
  if (makeUpDays.has(day)) return true;
  if (daysOff.has(day)) return false;
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 5;
}

/** The n-th working day after `day`, `day` itself not counted. */
export function addWorkingDays(day: Day, count: number): Day {
  let reached = day;
  for (let left = count; left > 0;) {
    reached += 1;
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}
