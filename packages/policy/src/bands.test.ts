import assert from "node:assert/strict";
import { test } from "node:test";

import { BANDS, bandOf, bandSince, monthsOfBand } from "./bands.ts";
import type { Band } from "./bands.ts";
import { dayAt } from "./civil-date.ts";

test("A band begins with its first whole month and ends the month before the next one", () => {
  const expected: readonly (readonly [number, string | undefined])[] = [
    [0, undefined],
    [9, undefined],
    [10, "10-12m"],
    [11, "10-12m"],
    [12, "1-2y"],
    [23, "1-2y"],
    [24, "2-3y"],
    [35, "2-3y"],
    [36, "3-4y"],
    [47, "3-4y"],
    [48, "4-5y"],
    [59, "4-5y"],
    [60, "5y+"],
    [600, "5y+"],
  ];
  for (const [months, band] of expected) assert.equal(bandOf(months), band, `${months} months`);
});

test("On the day that completes the tenth month a person enters the list, not the day before", () => {
  const anchor = dayAt("2023-04-30");
  assert.equal(bandSince(anchor, dayAt("2024-02-28")), undefined);
  assert.equal(bandSince(anchor, dayAt("2024-02-29")), "10-12m");
  assert.equal(bandSince(anchor, dayAt("2024-04-29")), "10-12m");
  assert.equal(bandSince(anchor, dayAt("2024-04-30")), "1-2y");
});

test("Each band begins where the one before it ends, from ten months on, and the last has no end", () => {
  const months = (Object.keys(BANDS) as Band[]).map(monthsOfBand);
  assert.deepEqual(months, [
    { from: 10, below: 12 },
    { from: 12, below: 24 },
    { from: 24, below: 36 },
    { from: 36, below: 48 },
    { from: 48, below: 60 },
    { from: 60 },
  ]);
});
