import assert from "node:assert/strict";
import { test } from "node:test";

import { payDivisionAmong } from "./roster-person.ts";

test("Who pays is a county: as said, within which it was said, else that of residence, else of the household", () => {
  assert.equal(payDivisionAmong("510105", "510104001", "370202"), "510105");
  assert.equal(payDivisionAmong("510105000000", "510104001", "370202"), "510105");
  assert.equal(payDivisionAmong("", "510104001", "370202"), "510104");
  assert.equal(payDivisionAmong("5101", "510104001", "370202"), "510104");
  assert.equal(payDivisionAmong("", undefined, "370202001002"), "370202");
  assert.equal(payDivisionAmong("成都", undefined, undefined), "");
});
