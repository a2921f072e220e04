import assert from "node:assert/strict";
import { test } from "node:test";

import { compact, isAllBlank, singleBlanks, toAsciiCapitals, trimBlanks } from "./blanks.ts";

const BLANKS = ["\t", " ", "\u00a0", "\u200b", "\u200c", "\u200d", "\u2060", "\u3000", "\ufeff"];

test("Space, tab, no-break and ideographic space, zero-width characters and the BOM are blanks", () => {
  for (const blank of BLANKS) {
    assert.equal(trimBlanks(`${blank}a${blank}b${blank}`), `a${blank}b`);
    assert.equal(compact(`${blank}a${blank}b${blank}`), "ab");
    assert.ok(isAllBlank(blank));
  }
});

test("Line breaks and other controls are content", () => {
  for (const content of ["\n", "\r", "\u0000", "\u001f"]) {
    assert.equal(trimBlanks(`${content}a`), `${content}a`);
    assert.ok(!isAllBlank(content));
  }
});

test("Every full-width character has its ASCII one, and no other character is touched", () => {
  for (let code = 0x21; code <= 0x7e; code += 1) {
    assert.equal(compact(String.fromCharCode(code + 0xfee0)), String.fromCharCode(code));
  }
  assert.equal(compact("｟住院￠"), "｟住院￠");
});

test("Runs of blanks become one where words stay apart, and full width becomes ASCII", () => {
  assert.equal(singleBlanks("a b"), "a b");
  assert.equal(singleBlanks("\u3000２０２４/1/1 \t\u00a0８:30 "), "2024/1/1 8:30");
  assert.equal(singleBlanks(" \u3000"), "");
});

test("Only the letters a to z become capitals", () => {
  assert.equal(toAsciiCapitals("e12x"), "E12X");
  assert.equal(toAsciiCapitals("ıſß"), "ıſß");
});
