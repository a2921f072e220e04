import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { isInGbk, toGbBytes } from "./gb18030.ts";

test("Whatever is written as GB18030 is read back by the platform's decoder", () => {
  const decoder = new TextDecoder("gb18030", { fatal: true });
  // Private use is left out: GB18030 gave some of its places to real characters.
  const texts = fc
    .string({ unit: "binary" })
    .filter((text) => text.isWellFormed() && !/[\uE000-\uF8FF]/u.test(text));
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(decoder.decode(toGbBytes(text, "gb18030")), text.replace(/^\uFEFF/, ""));
    }),
    { numRuns: 500 },
  );
});

test("Every character but those of private use has its code", () => {
  const decoder = new TextDecoder("gb18030", { fatal: true, ignoreBOM: true });
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xf8ff) continue;
    const character = String.fromCodePoint(code);
    assert.equal(decoder.decode(toGbBytes(character, "gb18030")), character);
  }
});

test("Names with rare characters survive GB18030, and lose them in GBK", () => {
  const name = "王𬭎峯";
  assert.equal(new TextDecoder("gb18030").decode(toGbBytes(name, "gb18030")), name);
  assert.equal(new TextDecoder("gbk").decode(toGbBytes(name, "gbk")), "王?峯");
  assert.equal(isInGbk(name), false);
  assert.equal(isInGbk("王峯ABC１２３|　"), true);
});

test("What GBK has takes two bytes, plain ASCII one", () => {
  assert.deepEqual([...toGbBytes("啊A", "gbk")], [0xb0, 0xa1, 0x41]);
});
