import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";

import { seeded } from "../test/seed.ts";
import { dayAt, formatDay, weekdayOf } from "./civil-date.ts";
import { addWorkingDays, isCalendarYearKnown, isWorkingDay } from "./working-days.ts";

const worked = (day: string): boolean => isWorkingDay(dayAt(day));
const after = (day: string, count: number): string => formatDay(addWorkingDays(dayAt(day), count));

test("Make-up days at the weekend are worked", () => {
  assert.equal(worked("2024-02-04"), true); // Sunday before the Spring Festival.
  assert.equal(worked("2024-02-18"), true); // Sunday after it.
  assert.equal(worked("2023-10-07"), true); // Saturday after the National Day.
  assert.equal(worked("2023-10-08"), true);
  assert.equal(worked("2024-10-12"), true);
});

test("Public holidays on a weekday are free, and so are the days given in lieu", () => {
  assert.equal(worked("2024-01-01"), false);
  assert.equal(worked("2024-02-12"), false);
  assert.equal(worked("2024-02-16"), false);
  assert.equal(worked("2023-10-06"), false);
  assert.equal(worked("2024-05-02"), false);
});

test("Ordinary weekends are free and ordinary weekdays are worked", () => {
  assert.equal(worked("2024-03-08"), true);
  assert.equal(worked("2024-03-09"), false);
  assert.equal(worked("2024-03-10"), false);
  assert.equal(worked("2024-03-11"), true);
});

test("Where the year is not known, Monday to Friday are worked", () => {
  for (const year of [1995, 2099]) {
    assert.equal(isCalendarYearKnown(year), false);
    for (let day = dayAt(`${year}-01-01`); day <= dayAt(`${year}-12-31`); day += 1) {
      const weekday = weekdayOf(day);
      assert.equal(isWorkingDay(day), weekday >= 1 && weekday <= 5, formatDay(day));
    }
  }
});

test("The calendar knows every year of the five policies up to this one", () => {
  for (let year = 2018; year <= 2026; year += 1) assert.equal(isCalendarYearKnown(year), true);
});

test("The first day is not counted, and holidays and make-up days shift the count", () => {
  assert.equal(after("2024-01-10", 3), "2024-01-15"); // The example of DOMAIN D2.
  assert.equal(after("2021-07-30", 3), "2021-08-04");
  assert.equal(after("2022-01-31", 3), "2022-02-09"); // Over the Spring Festival.
  assert.equal(after("2023-09-28", 3), "2023-10-09"); // 7 and 8 October are worked.
  assert.equal(after("2024-02-09", 1), "2024-02-18"); // A Sunday that is worked.
  assert.equal(after("2024-03-08", 0), "2024-03-08");
});

test("The n-th working day is worked, and exactly n worked days lie behind it", (t) => {
  const first = dayAt("2018-01-01");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 40 }), (at, count) => {
      const start = first + at;
      const reached = addWorkingDays(start, count);
      let passed = 0;
      for (let day = start + 1; day <= reached; day += 1) passed += Number(isWorkingDay(day));
      assert.equal(passed, count);
      assert.equal(isWorkingDay(reached), true);
    }),
    seeded(t, 500),
  );
});

/** What a process in that time zone takes for worked, a letter a day. */
function workedIn(timeZone: string): string {
  const module = new URL("./working-days.ts", import.meta.url).href;
  const dates = new URL("./civil-date.ts", import.meta.url).href;
  const script = `
    const { isWorkingDay, addWorkingDays } = await import(${JSON.stringify(module)});
    const { dayAt, formatDay } = await import(${JSON.stringify(dates)});
    let text = new Date(2024, 6, 1).getTimezoneOffset() + " ";
    for (let day = dayAt("2018-01-01"); day <= dayAt("2026-12-31"); day += 1)
      text += isWorkingDay(day) ? "W" : "-";
    process.stdout.write(text + " " + formatDay(addWorkingDays(dayAt("2023-09-28"), 3)));
  `;
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, TZ: timeZone },
    encoding: "utf8",
  });
  assert.equal(child.status, 0, child.stderr);
  return child.stdout;
}

test("The process's time zone moves no working day and no date", () => {
  const zones = ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"];
  const found = zones.map((zone) => workedIn(zone).split(" "));
  const offsets = found.map(([offset]) => Number(offset));
  assert.deepEqual(offsets, [-480, 420, -840], "the child really ran in that time zone");
  for (const [, days, third] of found) {
    assert.equal(days?.length, dayAt("2026-12-31") - dayAt("2018-01-01") + 1);
    assert.equal(days, found[0]?.[1]);
    assert.equal(third, "2023-10-09");
  }
});
