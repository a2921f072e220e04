import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { seeded } from "../test/seed.ts";
import { dayAt } from "./civil-date.ts";
import type { Sign } from "./sign.ts";
import { byCodePoint, byName, laterSign } from "./sign.ts";

/** Whole texts of any characters, often beyond the basic plane. */
const someText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("a", "B", "铁", "\u{E000}", "\u{FFFD}", "\u{20BB7}", "\u{1F600}", "\u{10FFFF}"),
    fc.integer({ min: 0x20, max: 0x10_ff_ff }).map((point) => {
      const isSurrogate = point >= 0xd8_00 && point <= 0xdf_ff;
      return String.fromCodePoint(isSurrogate ? 0x41 : point);
    }),
  ),
  maxLength: 6,
});

const sign = (source: string, ref: string, on = "2024-05-01"): Sign => ({
  kind: "rail-travel",
  occurredOn: dayAt(on),
  arrivedOn: dayAt(on),
  source,
  ref,
});

test("Texts are ordered as their UTF-8 bytes are", (t) => {
  fc.assert(
    fc.property(someText, someText, (left, right) => {
      const expected = Buffer.compare(Buffer.from(left, "utf8"), Buffer.from(right, "utf8"));
      assert.equal(Math.sign(byCodePoint(left, right)), expected);
      assert.equal(Math.sign(byCodePoint(right, left)) + expected, 0);
    }),
    seeded(t, 3000),
  );
});

test("A character beyond the basic plane stands after every one inside it", () => {
  // UTF-16 units alone would say the opposite: a surrogate is less than U+FFFD.
  assert.ok(byCodePoint("\u{FFFD}", "\u{20BB7}") < 0);
  assert.ok(byCodePoint("\u{1F600}", "\u{20BB7}") < 0);
  assert.ok(byCodePoint("铁", "铁路") < 0);
  assert.equal(byCodePoint("铁路", "铁路"), 0);
});

test("Signs are named by source first, then by ref", () => {
  assert.ok(byName(sign("air", "Z9"), sign("rail", "A1")) < 0);
  assert.ok(byName(sign("rail", "A1"), sign("rail", "A2")) < 0);
  assert.ok(byName(sign("rail", "R10"), sign("rail", "R9")) < 0, "refs are texts, not numbers");
  assert.equal(byName(sign("rail", "A1"), sign("rail", "A1")), 0);
});

test("The later sign stands; of one day the one that is named first, however they are given", () => {
  const early = sign("a", "1", "2024-05-01");
  const late = sign("z", "9", "2024-05-02");
  assert.equal(laterSign(early, late), late);
  assert.equal(laterSign(late, early), late);
  const first = sign("air", "2");
  const second = sign("rail", "1");
  assert.equal(laterSign(first, second), first);
  assert.equal(laterSign(second, first), first);
});
