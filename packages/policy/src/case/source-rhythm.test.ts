import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "../civil-date.ts";
import { expectedUntil, isLate } from "./source-rhythm.ts";

const days = (...texts: readonly string[]) => texts.map(dayAt);

test("A monthly source is late a week after its longest pause, not a day before", () => {
  // Pauses of 31 (January) and 29 days (February 2024); 1 March + 31 + 7 days is 8 April.
  const monthly = days("2024-01-01", "2024-02-01", "2024-03-01");
  assert.equal(expectedUntil(monthly), dayAt("2024-04-08"));
  assert.equal(isLate(monthly, dayAt("2024-04-08")), false);
  assert.equal(isLate(monthly, dayAt("2024-04-09")), true);
});

test("A daily source that rests over a holiday is late only beyond its longest rest", () => {
  // Away from the 9th to the 18th once (a pause of ten days): 21 + 10 + 7 days is 9 March.
  const daily = days("2024-02-08", "2024-02-18", "2024-02-19", "2024-02-20", "2024-02-21");
  assert.equal(expectedUntil(daily), dayAt("2024-03-09"));
});

test("Nobody knows the rhythm of a source that came twice", () => {
  assert.equal(isLate(days("2020-01-01", "2020-02-01"), dayAt("2026-01-01")), false);
  assert.equal(isLate([], dayAt("2026-01-01")), false);
});

test("An old habit is forgotten after seven deliveries", () => {
  // A pause of a year, then eight days in a row: the last seven know nothing of it.
  const first = dayAt("2024-03-01");
  const habits = [first - 365, ...Array.from({ length: 8 }, (_, at) => first + at)];
  assert.equal(expectedUntil(habits), first + 7 + 1 + 7);
});
