// The calendar-year clock: every year is certified inside a window that ends with it (ZB 2).

import type { Day } from "../civil-date.ts";
import { civilOf, dayOf } from "../civil-date.ts";
import type { Clock } from "./clock.ts";

export interface CalendarYearOptions {
  /** The month in which a year's window opens; earlier signs certify the year before. */
  readonly windowOpensInMonth: number;
}

export function calendarYearClock(options: CalendarYearOptions): Clock {
  const certifiedYearOf = (day: Day): number => {
    const { year, month } = civilOf(day);
    return month >= options.windowOpensInMonth ? year : year - 1;
  };
  return {
    usesWindows: false,
    dependsOn: "anchor-and-year",
    firstCycleStart: (facts) => facts.since,
    cycle: ({ facts, anchor, isAnchorSigned }) => {
      const begun = civilOf(facts.since).year;
      const year = isAnchorSigned ? Math.max(begun, certifiedYearOf(anchor)) : begun;
      const deadline = dayOf(year + 1, 12, 31);
      return { deadline, remindOn: undefined, pendingFrom: deadline + 1, suspendOn: undefined };
    },
  };
}
