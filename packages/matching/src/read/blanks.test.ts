import assert from "node:assert/strict";
import { test } from "node:test";

import { compact, isAllBlank, toAsciiCapitals, trimBlanks } from "./blanks.ts";

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

test("Only the letters a to z become capitals", () => {
  assert.equal(toAsciiCapitals("e12x"), "E12X");
  assert.equal(toAsciiCapitals("ıſß"), "ıſß");
});
