import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { hasLostDigits, plainDecimal } from "./plain-number.ts";

test("A number's text has neither exponent nor idle zeros, and means the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainDecimal(value);
      assert.match(text, /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      assert.equal(Number(text), value === 0 ? 0 : value);
    }),
  );
});

test("Great and small numbers are written out", () => {
  assert.equal(plainDecimal(1e21), `1${"0".repeat(21)}`);
  assert.equal(plainDecimal(-1.5e21), `-15${"0".repeat(20)}`);
  assert.equal(plainDecimal(1.25e-7), "0.000000125");
  assert.equal(plainDecimal(-0), "0");
  assert.equal(plainDecimal(Number.NaN), "");
});

test("Fifteen digits are kept, sixteen are not", () => {
  assert.equal(hasLostDigits(999_999_999_999_999), false);
  assert.equal(hasLostDigits(1_000_000_000_000_000), true);
  assert.equal(hasLostDigits(-1e18), true);
});
