import assert from "node:assert/strict";
import { test } from "node:test";

import { clausesInName } from "./scenario-mentions.ts";

for (const [name, clauses] of [
  ["SC 8 every later sign defers the cycle", ["SC 8"]],
  ["SC 7, 16, 34 two benefits of one person", ["SC 7", "SC 16", "SC 34"]],
  ["SC A3 a certificate of the embassy", ["SC A3"]],
  ["SC 13.2, 16 incapacity unknown at 18: pending", ["SC 13.2", "SC 16"]],
  ["SC 38 the bands begin at 10, 12, 24 months", ["SC 38"]],
  ["SC 8.4 to 8.6 a dependant", ["SC 8.4", "SC 8.5", "SC 8.6"]],
  ["SC 2 D10 an objection on the last day", ["SC 2"]],
  ["a name without a clause, though it counts 12 months", []],
  ["WH 10 another region's clause", []],
] as const) {
  test(`“${name}” shows ${clauses.join(" and ") || "no clause"}`, () => {
    assert.deepEqual(clausesInName(name, "SC"), clauses);
  });
}
