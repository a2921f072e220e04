// Days as spreadsheets count them. Knows nothing of cells.

import type { Day } from "@lingdai/policy/batch";
import { dayOf, parseDay } from "@lingdai/policy/batch";

/** The day before serial 1 where the count follows the calendar, that is from 1900-03-01 on. */
const BEFORE_1900_03 = dayOf(1899, 12, 30);
const FIRST_OF_1904 = dayOf(1904, 1, 1);

/** 9999-12-31: spreadsheets know no later day. */
const SERIAL_MAX = 2_958_465;
/** 1900-02-29, which never was; the days before it are counted one too high. */
const NEVER = 60;

/** The civil day of a serial number, whatever the time of day; undefined where there is none. */
export function dayOfSerial(serial: number, countsFrom1904: boolean): Day | undefined {
  const whole = Math.floor(serial);
  if (countsFrom1904) {
    return whole >= 0 && whole <= SERIAL_MAX - 1462 ? FIRST_OF_1904 + whole : undefined;
  }
  if (whole < 1 || whole > SERIAL_MAX || whole === NEVER) return undefined;
  return whole < NEVER ? BEFORE_1900_03 + 1 + whole : BEFORE_1900_03 + whole;
}

/** The day of a cell that is written as an ISO 8601 date or time. */
export function dayOfIsoText(text: string): Day | undefined {
  return /^\d{4}-\d{2}-\d{2}(?:T.*)?$/s.test(text) ? parseDay(text.slice(0, 10)) : undefined;
}
