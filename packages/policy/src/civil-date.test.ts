import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import type { NaiveDate } from "../test/naive-calendar.ts";
import {
  naiveMonthLength,
  naivePlusMonths,
  naiveText,
  naiveTomorrow,
  naiveWholeMonths,
} from "../test/naive-calendar.ts";
import { seeded } from "../test/seed.ts";
import {
  addMonths,
  birthdayAtAge,
  civilOf,
  dayAt,
  dayOf,
  daysInMonth,
  firstDayOfMonthIndex,
  firstOfMonth,
  firstOfNextMonth,
  formatDay,
  isRealDate,
  lastOfMonth,
  monthIndexOf,
  parseDay,
  weekdayOf,
  wholeMonthsBetween,
} from "./civil-date.ts";

/** Any real date from 1850 to 9999, often at the end of a month. */
const someDate: fc.Arbitrary<NaiveDate> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1850, max: 9999 }), fc.integer({ min: 2018, max: 2032 })),
    fc.integer({ min: 1, max: 12 }),
    fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(31)),
  )
  .map(([year, month, day]) => [year, month, Math.min(day, naiveMonthLength(year, month))]);

const plus = (day: string, months: number): string => formatDay(addMonths(dayAt(day), months));

test("Every day from 1850 to 9999 has the date, the weekday and the number that counting on gives", () => {
  let day = dayAt("1850-01-01");
  let weekday = 2; // 1 January 1850 was a Tuesday.
  for (let date: NaiveDate = [1850, 1, 1]; date[0] <= 9999; date = naiveTomorrow(date)) {
    const [year, month, dayOfMonth] = date;
    const found = civilOf(day);
    if (
      dayOf(year, month, dayOfMonth) !== day ||
      found.year !== year ||
      found.month !== month ||
      found.dayOfMonth !== dayOfMonth ||
      weekdayOf(day) !== weekday
    ) {
      assert.fail(`${naiveText(date)} is not day ${day}, weekday ${weekday}`);
    }
    day += 1;
    weekday = (weekday + 1) % 7;
  }
  assert.equal(day, dayAt("9999-12-31") + 1);
});

test("Day 0 is 1 January 1970, a Thursday", () => {
  assert.equal(formatDay(0), "1970-01-01");
  assert.equal(weekdayOf(0), 4);
  assert.equal(formatDay(-1), "1969-12-31");
});

test("A month counted on keeps its day and falls back to the month's last day", () => {
  assert.equal(plus("2023-01-31", 1), "2023-02-28");
  assert.equal(plus("2024-01-31", 1), "2024-02-29");
  assert.equal(plus("2023-01-30", 1), "2023-02-28");
  assert.equal(plus("2023-01-28", 1), "2023-02-28");
  assert.equal(plus("2023-08-31", 1), "2023-09-30");
  assert.equal(plus("2024-02-29", 12), "2025-02-28");
  assert.equal(plus("2024-02-29", 48), "2028-02-29");
  assert.equal(plus("2099-02-28", 12), "2100-02-28");
});

test("The clamp is not kept: one month after another loses days that the whole count keeps", () => {
  assert.equal(plus(plus("2023-01-31", 1), 1), "2023-03-28");
  assert.equal(plus("2023-01-31", 2), "2023-03-31");
});

test("Nine months counted forward are not twelve months less three", () => {
  assert.equal(plus("2024-02-29", 9), "2024-11-29");
  assert.equal(plus(plus("2024-02-29", 12), -3), "2024-11-28");
});

test("Months count over the turn of the year, backwards too", () => {
  assert.equal(plus("2023-12-31", 2), "2024-02-29");
  assert.equal(plus("2024-03-31", -1), "2024-02-29");
  assert.equal(plus("2024-01-15", -12), "2023-01-15");
  assert.equal(plus("1850-01-31", 1), "1850-02-28");
  assert.equal(plus("9999-11-30", 1), "9999-12-30");
});

test("Counting months agrees with counting them one at a time", (t) => {
  fc.assert(
    fc.property(someDate, fc.integer({ min: -60, max: 120 }), (date, months) => {
      const day = addMonths(dayOf(...date), months);
      assert.equal(formatDay(day), naiveText(naivePlusMonths(date, months)));
    }),
    seeded(t, 3000),
  );
});

test("Whole months between two days are those that counting forward from the first one finds", (t) => {
  const gap = fc.integer({ min: -400, max: 4000 });
  fc.assert(
    fc.property(someDate, gap, (date, days) => {
      const start = dayOf(...date);
      const { year, month, dayOfMonth } = civilOf(start + days);
      const expected = days <= 0 ? 0 : naiveWholeMonths(date, [year, month, dayOfMonth]);
      assert.equal(wholeMonthsBetween(start, start + days), expected);
    }),
    seeded(t, 2000),
  );
});

test("A whole month is reached on the clamped day itself, not the day before", () => {
  const between = (start: string, end: string): number =>
    wholeMonthsBetween(dayAt(start), dayAt(end));
  assert.equal(between("2023-01-31", "2023-02-27"), 0);
  assert.equal(between("2023-01-31", "2023-02-28"), 1);
  assert.equal(between("2023-01-31", "2023-03-30"), 1);
  assert.equal(between("2023-01-31", "2023-03-31"), 2);
  assert.equal(between("2024-02-29", "2025-02-27"), 11);
  assert.equal(between("2024-02-29", "2025-02-28"), 12);
  assert.equal(between("2023-05-10", "2023-05-10"), 0);
  assert.equal(between("2023-05-10", "2022-01-01"), 0);
});

test("The first of this month, the first of the next and the last are found by walking", (t) => {
  fc.assert(
    fc.property(someDate, (date) => {
      const day = dayOf(...date);
      let first = day;
      while (civilOf(first).dayOfMonth !== 1) first -= 1;
      let next = day + 1;
      while (civilOf(next).dayOfMonth !== 1) next += 1;
      assert.equal(firstOfMonth(day), first);
      assert.equal(firstOfNextMonth(day), next);
      assert.equal(lastOfMonth(day), next - 1);
      assert.equal(firstDayOfMonthIndex(monthIndexOf(day)), first);
      assert.equal(monthIndexOf(next), monthIndexOf(day) + 1);
    }),
    seeded(t, 1000),
  );
});

test("The 1st of the next month is never the 1st itself", () => {
  assert.equal(formatDay(firstOfNextMonth(dayAt("2024-02-01"))), "2024-03-01");
  assert.equal(formatDay(firstOfNextMonth(dayAt("2024-12-31"))), "2025-01-01");
});

test("Born on 29 February, one comes of age on 1 March of a common year", () => {
  const cameOfAge = (born: string): string => formatDay(birthdayAtAge(dayAt(born), 18));
  assert.equal(cameOfAge("2004-02-29"), "2022-03-01");
  assert.equal(cameOfAge("2004-02-28"), "2022-02-28");
  assert.equal(cameOfAge("2004-03-01"), "2022-03-01");
  assert.equal(formatDay(birthdayAtAge(dayAt("2004-02-29"), 20)), "2024-02-29");
  assert.equal(formatDay(birthdayAtAge(dayAt("1896-02-29"), 4)), "1900-03-01");
});

test("A birthday is the day that a naive count of years names", (t) => {
  fc.assert(
    fc.property(someDate, fc.integer({ min: 0, max: 120 }), ([year, month, day], age) => {
      const exists = day <= naiveMonthLength(year + age, month);
      const expected: NaiveDate = exists ? [year + age, month, day] : [year + age, 3, 1];
      if (expected[0] > 9999) return;
      assert.equal(formatDay(birthdayAtAge(dayOf(year, month, day), age)), naiveText(expected));
    }),
    seeded(t, 1000),
  );
});

test("Only YYYY-MM-DD of a real date is read", () => {
  for (const text of ["1850-01-01", "2024-02-29", "2000-02-29", "9999-12-31", "1582-10-10"]) {
    const day = parseDay(text);
    assert.ok(day !== undefined, text);
    assert.equal(formatDay(day), text);
  }
  const wrong = [
    "2023-02-29",
    "1900-02-29",
    "2023-04-31",
    "2023-13-01",
    "2023-00-10",
    "2023-01-00",
    "2023-1-1",
    "20230101",
    "2023/01/01",
    " 2023-01-01",
    "2023-01-01 ",
    "2023-01-01\n",
    "２０２３-01-01",
    "12023-01-01",
    "-2023-01-01",
    "",
  ];
  for (const text of wrong) assert.equal(parseDay(text), undefined, JSON.stringify(text));
});

test("A literal in a pack that is no date is a defect, and says which", () => {
  assert.throws(() => dayAt("2023-02-29"), /2023-02-29/);
});

test("Every month has the length that people know, and no date beyond it is real", () => {
  for (const year of [1850, 1900, 2000, 2023, 2024, 2100, 9999]) {
    for (let month = 1; month <= 12; month += 1) {
      const length = naiveMonthLength(year, month);
      assert.equal(daysInMonth(year, month), length);
      assert.equal(isRealDate(year, month, length), true);
      assert.equal(isRealDate(year, month, length + 1), false);
    }
  }
  assert.equal(isRealDate(2023, 0, 1), false);
  assert.equal(isRealDate(2023, 13, 1), false);
});
