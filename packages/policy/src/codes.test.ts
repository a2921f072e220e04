import assert from "node:assert/strict";
import { test } from "node:test";

import {
  LIFE_SIGNS,
  LOSS_SIGNS,
  NEUTRAL_SIGNS,
  PAPERS,
  SIGNS,
  effectOf,
  isCodeOf,
  lossGroupOf,
  stopReasonOf,
} from "./codes.ts";
import type { LossSign, SignKind } from "./codes.ts";

test("No kind of observation says two things at once, and every one says something", () => {
  const tables = [LIFE_SIGNS, LOSS_SIGNS, NEUTRAL_SIGNS].map((table) => Object.keys(table));
  const all = tables.flat();
  assert.equal(new Set(all).size, all.length);
  assert.deepEqual(Object.keys(SIGNS).toSorted(), all.toSorted());
  for (const kind of all as SignKind[]) {
    const at = tables.findIndex((table) => table.includes(kind));
    assert.equal(effectOf(kind), ["life", "loss", "none"][at], kind);
  }
});

test("Purchases, bounced payments and a stay for critical illness are no sign of life", () => {
  for (const kind of ["critical-illness-stay", "payment-failure", "contact-failed"] as const) {
    assert.equal(effectOf(kind), "none");
  }
  assert.equal(isCodeOf(SIGNS, "medical-purchase"), false);
});

test("The four papers from abroad are signs of life", () => {
  assert.equal(PAPERS.size, 4);
  for (const kind of PAPERS) assert.equal(effectOf(kind), "life", kind);
});

test("All eight sources of a death are one group; each dependant's loss is a group of its own", () => {
  const losses = Object.keys(LOSS_SIGNS) as LossSign[];
  assert.equal(losses.filter((kind) => lossGroupOf(kind) === "death").length, 8);
  assert.equal(lossGroupOf("missing"), lossGroupOf("missing-court-declared"));
  for (const kind of ["adopted", "remarried", "employed", "enlisted", "came-of-age"] as const) {
    assert.equal(lossGroupOf(kind), kind);
  }
  assert.equal(lossGroupOf("other-loss"), "other-loss");
});

test("Death, disappearance and prison are reasons to stop; every other loss is `other`", () => {
  const reasons = new Map(
    (Object.keys(LOSS_SIGNS) as LossSign[]).map((kind) => [kind, stopReasonOf(kind)]),
  );
  assert.equal(reasons.get("death-cremation"), "death");
  assert.equal(reasons.get("missing-court-declared"), "missing");
  assert.equal(reasons.get("imprisonment"), "imprisonment");
  for (const kind of ["adopted", "remarried", "employed", "enlisted", "came-of-age"] as const) {
    assert.equal(reasons.get(kind), "other", kind);
  }
  assert.equal(reasons.get("other-loss"), "other");
});

test("Codes are compared exactly; what every object has is no code", () => {
  assert.equal(isCodeOf(LIFE_SIGNS, "rail-travel"), true);
  for (const text of ["Rail-Travel", " rail-travel", "constructor", "toString", ""]) {
    assert.equal(isCodeOf(LIFE_SIGNS, text), false, text);
  }
});
