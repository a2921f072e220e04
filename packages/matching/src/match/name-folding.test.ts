import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { foldName } from "./name-folding.ts";

function assertSame(left: string, right: string): void {
  assert.equal(foldName(left), foldName(right), `${left} / ${right}`);
}

test("Traditional characters are the simplified ones", () => {
  assertSame("王義龍", "王义龙");
  assertSame("趙文成", "赵文成");
});

test("Each variant that registers confuse folds to its listed form", () => {
  const pairs = "煇辉 甯宁 喆哲 堃坤 昇升 峯峰 珎珍 萧肖 閆闫 閻闫 阎闫 傅付";
  for (const pair of pairs.split(" ")) {
    const [from = "", to = ""] = pair;
    assertSame(`${from}强`, `${to}强`);
    assert.ok(foldName(from) === to, pair);
  }
});

test("Folding goes on until nothing changes: 蕭 becomes 萧 and then 肖, 閻 becomes 阎 and then 闫", () => {
  assert.equal(foldName("蕭"), "肖");
  assert.equal(foldName("閻"), "闫");
});

test("Characters are folded one by one, never as phrases", () => {
  // As a phrase 乾隆 keeps its 乾; as a character 乾 becomes 干.
  assert.equal(foldName("乾隆"), "干隆");
});

test("Each dot between the parts of a name is dropped", () => {
  for (const dot of "·•・･‧∙⋅●.。．") assertSame(`买买提${dot}阿卜拉`, "买买提阿卜拉");
});

test("Blanks inside a name, zero-width ones included, are dropped", () => {
  for (const blank of [" ", "\t", "\u00a0", "\u3000", "\u200b", "\u200d", "\ufeff", "\u2003"]) {
    assertSame(`肖${blank}松`, "肖松");
  }
});

test("Full-width letters and capitals are the same letters", () => {
  assertSame("Ｏ'ＮＥＩＬ Anne", "o'neil ANNE");
  assertSame("STRASSE", "straße");
});

test("Compatibility forms of a character are the character", () => {
  assertSame("\uf9d1强", "六强");
});

test("Different people's names stay different", () => {
  assert.notEqual(foldName("王伟"), foldName("汪伟"));
  assert.notEqual(foldName("李娜"), foldName("李姗"));
});

test("An accent that stood behind a blank joins its letter, and is the same name", () => {
  assertSame("DZ \u0301", "d\u017a");
  assertSame("\u01f1\u0384", "d\u017a");
});

test("Folding ends for every character there is", () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const once = foldName(String.fromCodePoint(code));
    assert.equal(foldName(once), once);
  }
});

test("An ideograph folds alike whether or not something stands beside it that goes", () => {
  for (let code = 0x4e00; code <= 0x9fff; code += 1) {
    const character = String.fromCodePoint(code);
    assert.equal(foldName(`${character}·${character}`), foldName(character + character));
  }
});

test("Folding a folded name changes nothing", () => {
  const character = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
    fc.constantFrom(...Array.from("閻蕭昇煇·.。 　")),
  );
  fc.assert(
    fc.property(fc.array(character, { maxLength: 8 }), (characters) => {
      const once = foldName(characters.join(""));
      assert.equal(foldName(once), once);
    }),
    { numRuns: 2000 },
  );
});
