import assert from "node:assert/strict";
import { test } from "node:test";

import { isDivisionCode, isWithinDivision, levelOfDivision } from "./division.ts";

test("A division has six, nine or twelve digits and nothing else", () => {
  for (const code of ["510000", "510104", "510104001", "510104001002"]) {
    assert.equal(isDivisionCode(code), true, code);
  }
  const wrong = [
    "51010",
    "5101040",
    "51010400",
    "5101040010",
    "5101040010020",
    "51010a",
    " 510104",
  ];
  for (const code of [...wrong, "510104\n", "", "５１０１０４"]) {
    assert.equal(isDivisionCode(code), false, JSON.stringify(code));
  }
});

test("The level is that of the last digits that say something", () => {
  assert.equal(levelOfDivision("510000"), "province");
  assert.equal(levelOfDivision("510100"), "city");
  assert.equal(levelOfDivision("510104"), "county");
  assert.equal(levelOfDivision("510104001"), "township");
  assert.equal(levelOfDivision("510104001002"), "village");
});

test("Trailing zeros of a longer code name no level of their own", () => {
  assert.equal(levelOfDivision("510104001000"), "township");
  assert.equal(levelOfDivision("510104000"), "county");
  assert.equal(levelOfDivision("510104000000"), "county");
  assert.equal(levelOfDivision("510100000000"), "city");
  assert.equal(levelOfDivision("510000000000"), "province");
});

test("A division lies within itself and within everything above it, not beside it", () => {
  const village = "510104001002";
  for (const area of ["510000", "510100", "510104", "510104001", "510104001000", village]) {
    assert.equal(isWithinDivision(village, area), true, area);
  }
  for (const area of ["520000", "510200", "510105", "510104002", "510104001003"]) {
    assert.equal(isWithinDivision(village, area), false, area);
  }
});

test("A wider area does not lie within a narrower one", () => {
  assert.equal(isWithinDivision("510100", "510104"), false);
  assert.equal(isWithinDivision("510104", "510104001"), false);
  assert.equal(isWithinDivision("510104", "510100"), true);
});
