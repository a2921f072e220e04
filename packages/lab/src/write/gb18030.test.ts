import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { isInGbk, toGbBytes } from "./gb18030.ts";

test("Whatever is written as GB18030 is read back by the platform's decoder", () => {
  const decoder = new TextDecoder("gb18030", { fatal: true });
  const texts = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(decoder.decode(toGbBytes(text, "gb18030")), text.replace(/^\uFEFF/, ""));
    }),
    { numRuns: 500 },
  );
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
