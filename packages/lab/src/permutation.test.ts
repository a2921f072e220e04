import assert from "node:assert/strict";
import { test } from "node:test";

import { scattered } from "./permutation.ts";

test("Every number comes once, whatever the count", () => {
  for (const count of [0, 1, 2, 3, 7, 10, 618, 1000, 1024, 9973]) {
    const numbers = [...scattered(count)];
    assert.equal(numbers.length, count);
    assert.equal(new Set(numbers).size, count);
    assert.ok(numbers.every((number) => number >= 0 && number < count));
  }
});

test("Neighbours do not follow each other", () => {
  const numbers = [...scattered(10_000)];
  const close = numbers.filter((number, at) => Math.abs(number - (numbers[at - 1] ?? -99)) < 10);
  assert.equal(close.length, 0);
});
