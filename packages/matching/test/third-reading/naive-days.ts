/**
 * Calendar arithmetic of the third reading on plain `YYYY-MM-DD` text, by counting.
 * It must not know regions, files or the product's own calendar.
 */

/** How many days a month has; month is 1 to 12. */
export function monthLength(year: number, month: number): number {
  if (month === 2) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return leap ? 29 : 28;
  }
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** FORMATS preamble: a date is written YYYY-MM-DD; FORMATS 2: anything unreal is a bad date. */
export function isRealDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** The three numbers of a day. */
export function partsOf(text: string): { year: number; month: number; day: number } {
  return {
    year: Number(text.slice(0, 4)),
    month: Number(text.slice(5, 7)),
    day: Number(text.slice(8, 10)),
  };
}

/** Puts three numbers together as a day. */
export function dayOf(year: number, month: number, day: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** The day after. */
export function nextDay(text: string): string {
  const { year, month, day } = partsOf(text);
  if (day < monthLength(year, month)) return dayOf(year, month, day + 1);
  return month < 12 ? dayOf(year, month + 1, 1) : dayOf(year + 1, 1, 1);
}

/** The day before. */
export function dayBefore(text: string): string {
  const { year, month, day } = partsOf(text);
  if (day > 1) return dayOf(year, month, day - 1);
  if (month > 1) return dayOf(year, month - 1, monthLength(year, month - 1));
  return dayOf(year - 1, 12, 31);
}

/** A day some days later (or earlier, if negative), one step at a time. */
export function addDays(text: string, days: number): string {
  let reached = text;
  for (let step = 0; step < Math.abs(days); step += 1)
    reached = days > 0 ? nextDay(reached) : dayBefore(reached);
  return reached;
}

/** DOMAIN 3: adding months keeps the day of the month, else falls back to the month's last day. */
export function addMonths(text: string, months: number): string {
  const { year, month, day } = partsOf(text);
  let newYear = year;
  let newMonth = month;
  for (let step = 0; step < Math.abs(months); step += 1) {
    newMonth += months > 0 ? 1 : -1;
    if (newMonth === 13) {
      newMonth = 1;
      newYear += 1;
    }
    if (newMonth === 0) {
      newMonth = 12;
      newYear -= 1;
    }
  }
  return dayOf(newYear, newMonth, Math.min(day, monthLength(newYear, newMonth)));
}

/** DOMAIN 3: "next month" is the 1st of the next calendar month. */
export function firstOfNextMonth(text: string): string {
  let reached = nextDay(text);
  while (partsOf(reached).day !== 1) reached = nextDay(reached);
  return reached;
}

/** FORMATS 3: the largest n with start + n months not after the day; -1 when the start lies ahead. */
export function wholeMonthsBetween(start: string, day: string): number {
  let months = -1;
  while (addMonths(start, months + 1) <= day) months += 1;
  return months;
}

/** How many days one day lies after another that is not later; undefined beyond the given limit. */
export function daysAfterUpTo(limit: number, from: string, to: string): number | undefined {
  for (let count = 0; count <= limit; count += 1) if (addDays(from, count) === to) return count;
  return undefined;
}

/** The earliest of some days. */
export function earliest(days: readonly string[]): string | undefined {
  return days.toSorted()[0];
}

/** The later of two days. */
export function later(one: string, other: string): string {
  return one > other ? one : other;
}
