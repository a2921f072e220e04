import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { Ages } from "./ages.ts";

const AGES = new Ages([
  [50, 10],
  [60, 30],
  [70, 10],
  [80, 0],
]);

test("Nobody is younger than asked for, and who stands later among all ages is not younger", () => {
  const quantile = fc.double({ min: 0, max: 0.9999, noNaN: true });
  const atLeast = fc.double({ min: 0, max: 79, noNaN: true });
  fc.assert(
    fc.property(quantile, quantile, atLeast, (one, other, youngest) => {
      const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
      const [younger, older] = [AGES.ageAt(earlier, youngest), AGES.ageAt(later, youngest)];
      assert.ok(younger >= youngest - 1e-9 && younger <= older + 1e-9 && older <= 80);
    }),
  );
});

test("Half of all people stand where half of the weight lies", () => {
  // 200 between 50 and 60, 200 between 60 and 70, 50 above: half of 450 lies a little above 60.
  assert.ok(Math.abs(AGES.ageAt(0.5, 0) - 60.85) < 0.1, String(AGES.ageAt(0.5, 0)));
});

test("Where nobody of that age is left the age asked for is taken", () => {
  assert.equal(AGES.ageAt(0.5, 95), 95);
});
