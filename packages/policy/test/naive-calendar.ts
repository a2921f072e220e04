// A plain, slow calendar for differential tests: years, months and days as people count them, one
// step at a time. Shares nothing with the date arithmetic that it checks.

/** Year, month (1 to 12) and day of the month. */
export type NaiveDate = readonly [year: number, month: number, dayOfMonth: number];

export function naiveMonthLength(year: number, month: number): number {
  if ([4, 6, 9, 11].includes(month)) return 30;
  if (month !== 2) return 31;
  if (year % 400 === 0) return 29;
  if (year % 100 === 0) return 28;
  return year % 4 === 0 ? 29 : 28;
}

export function naiveTomorrow([year, month, dayOfMonth]: NaiveDate): NaiveDate {
  if (dayOfMonth < naiveMonthLength(year, month)) return [year, month, dayOfMonth + 1];
  return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
}

/** Month after month; the day is cut to the length of the month in which the count ends. */
export function naivePlusMonths([year, month, dayOfMonth]: NaiveDate, months: number): NaiveDate {
  let [y, m] = [year, month];
  for (let left = months; left > 0; left -= 1) [y, m] = m === 12 ? [y + 1, 1] : [y, m + 1];
  for (let left = months; left < 0; left += 1) [y, m] = m === 1 ? [y - 1, 12] : [y, m - 1];
  return [y, m, Math.min(dayOfMonth, naiveMonthLength(y, m))];
}

/** Negative where the first date is the earlier one. */
function naiveOrder(left: NaiveDate, right: NaiveDate): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Counts months forward from the start until one more would pass the end. */
export function naiveWholeMonths(start: NaiveDate, end: NaiveDate): number {
  let months = 0;
  while (naiveOrder(naivePlusMonths(start, months + 1), end) <= 0) months += 1;
  return months;
}

export function naiveText([year, month, dayOfMonth]: NaiveDate): string {
  const twoDigits = (part: number): string => (part < 10 ? `0${part}` : `${part}`);
  return `${"0".repeat(4 - Math.min(4, `${year}`.length))}${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}
