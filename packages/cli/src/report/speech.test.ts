import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt, monthIndexOf } from "@lingdai/policy";

import { speechIn } from "./speech.ts";

const chinese = speechIn("zh");
const english = speechIn("en");

test("Large numbers are grouped, days and months are written as people say them", () => {
  assert.equal(chinese.count(1234567), "1,234,567");
  assert.equal(chinese.day(dayAt("2024-03-01")), "2024年3月1日");
  assert.equal(english.day(dayAt("2024-03-01")), "1 Mar 2024");
  assert.equal(chinese.month(monthIndexOf(dayAt("2024-12-31"))), "2024年12月");
  assert.equal(english.month(monthIndexOf(dayAt("2025-01-01"))), "Jan 2025");
});

test("A part that is there is never nothing, and what is not all is never everything", () => {
  assert.equal(chinese.share(0, 5), "0%");
  assert.equal(chinese.share(5, 5), "100%");
  assert.equal(chinese.share(1, 3), "33.3%");
  assert.equal(chinese.share(1, 1_000_000), "不到0.1%");
  assert.equal(english.share(1, 1_000_000), "<0.1%");
  assert.equal(chinese.share(999_999, 1_000_000), "99.9%");
  assert.equal(chinese.share(0, 0), "—");
});
