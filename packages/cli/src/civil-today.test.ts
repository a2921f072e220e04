import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDay } from "@lingdai/policy";

import { todayInShanghai } from "./civil-today.ts";

test("The day changes at midnight in Shanghai, eight hours before Greenwich", () => {
  const on = (instant: string): string => formatDay(todayInShanghai(Date.parse(instant)));
  assert.equal(on("2024-02-29T15:59:59Z"), "2024-02-29");
  assert.equal(on("2024-02-29T16:00:00Z"), "2024-03-01");
  assert.equal(on("1969-12-31T16:00:00Z"), "1970-01-01");
});
