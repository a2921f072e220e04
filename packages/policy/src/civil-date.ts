// Civil dates as integers, and the arithmetic of DOMAIN section 3.
// Knows no clock and no time zone: who asks names the day.

/** A civil date in Asia/Shanghai: whole days since 1970-01-01 (negative before it). */
export type Day = number;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
}

const DAYS_PER_400_YEARS = 146_097;
const DAYS_0000_03_01_TO_EPOCH = 719_468;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** The day of a real civil date. The parts are not judged: see `isRealDate`. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  // Years are counted from March, so that the leap day is the last of its year.
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear =
    Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_400_YEARS + dayOfEra - DAYS_0000_03_01_TO_EPOCH;
}

export function civilOf(day: Day): CivilDate {
  const shifted = day + DAYS_0000_03_01_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

export function isRealDate(year: number, month: number, dayOfMonth: number): boolean {
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month);
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `YYYY-MM-DD` and nothing else; undefined where it is not a real date. */
export function parseDay(text: string): Day | undefined {
  const parts = ISO_DATE.exec(text);
  if (parts === null) return undefined;
  const [year, month, dayOfMonth] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return isRealDate(year, month, dayOfMonth) ? dayOf(year, month, dayOfMonth) : undefined;
}

/** The day of a literal in code or in a pack; a literal that is no date is a defect. */
export function dayAt(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a civil date: ${text}`);
  return day;
}

export function formatDay(day: Day): string {
  const { year, month, dayOfMonth } = civilOf(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
}

/** `+ n months` keeps the day of the month and falls back to the month's last day. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = civilOf(day);
  const target = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(target / 12);
  const targetMonth = target - targetYear * 12 + 1;
  return dayOf(targetYear, targetMonth, Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)));
}

/** The largest n with `start + n months <= end`; 0 where end lies before start. */
export function wholeMonthsBetween(start: Day, end: Day): number {
  if (end <= start) return 0;
  const from = civilOf(start);
  const to = civilOf(end);
  const guess = (to.year - from.year) * 12 + (to.month - from.month);
  return addMonths(start, guess) <= end ? guess : guess - 1;
}

export function firstOfMonth(day: Day): Day {
  return day - civilOf(day).dayOfMonth + 1;
}

export function firstOfNextMonth(day: Day): Day {
  const { year, month, dayOfMonth } = civilOf(day);
  return day - dayOfMonth + 1 + daysInMonth(year, month);
}

export function lastOfMonth(day: Day): Day {
  return firstOfNextMonth(day) - 1;
}

/** Months as integers, so that neighbouring months differ by one. */
export function monthIndexOf(day: Day): number {
  const { year, month } = civilOf(day);
  return year * 12 + month - 1;
}

export function firstDayOfMonthIndex(monthIndex: number): Day {
  const year = Math.floor(monthIndex / 12);
  return dayOf(year, monthIndex - year * 12 + 1, 1);
}

/** 0 is Sunday, as in the working-day calendar. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/**
 * The birthday on which somebody born that day turns `age`.
 * Born on 29 February: 1 March of a common year (DOMAIN D4), unlike the clamping of months.
 */
export function birthdayAtAge(birthDate: Day, age: number): Day {
  const { year, month, dayOfMonth } = civilOf(birthDate);
  const birthYear = year + age;
  return isRealDate(birthYear, month, dayOfMonth)
    ? dayOf(birthYear, month, dayOfMonth)
    : dayOf(birthYear, month + 1, 1);
}

const MS_PER_HOUR = 3_600_000;
/** China has had one time and no summer time since 1991. */
const HOURS_EAST = 8;

/** The civil date in Asia/Shanghai at an instant in milliseconds since 1970 (UTC). */
export function dayInShanghai(instantMs: number): Day {
  return Math.floor((instantMs + HOURS_EAST * MS_PER_HOUR) / (24 * MS_PER_HOUR));
}
