import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { formatFen, readFen } from "./money.ts";

test("Yuan with up to two decimals become whole fen, exactly", () => {
  assert.equal(readFen("3200.00"), 320_000n);
  assert.equal(readFen("0.1"), 10n);
  assert.equal(readFen("-12.05"), -1205n);
  // As a float this would be 9007199254740993 rounded to an even neighbour.
  assert.equal(readFen("90071992547409.93"), 9_007_199_254_740_993n);
});

test("What is no amount is refused, not guessed", () => {
  for (const text of ["", "1.005", "1,000.00", "1e3", " 1", ".5", "NaN", "--1"]) {
    assert.equal(readFen(text), undefined, text);
  }
});

test("An amount is written as it was read", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), (fen) => {
      assert.equal(readFen(formatFen(fen)), fen);
    }),
  );
});
