import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { RowTexts } from "./row-texts.ts";

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom("5", "1", "0", "川", "a"), maxLength: 20 }),
  // Longer than one byte can count.
  fc.nat(300).map((length) => "长".repeat(length)),
);
const someTexts = fc.tuple(text, text, text, text, text);

function add(texts: RowTexts, row: readonly string[]): void {
  const parts = row.map((each) => Buffer.from(each));
  const ends = parts.map((_, at) =>
    parts.slice(0, at + 1).reduce((sum, part) => sum + part.length, 1),
  );
  const [idEnd = 0, nameEnd = 0, phoneEnd = 0, residenceEnd = 0, payEnd = 0] = ends;
  const bytes = Buffer.concat([Buffer.from("-"), ...parts, Buffer.alloc(3)]);
  texts.add({
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    idAt: 1,
    idEnd,
    nameAt: idEnd,
    nameEnd,
    phoneAt: nameEnd,
    phoneEnd,
    residenceAt: phoneEnd,
    residenceEnd,
    payAt: residenceEnd,
    payEnd,
  });
}

function get(texts: RowTexts, at: number): readonly string[] {
  texts.seek(at);
  return [
    texts.text(texts.idAt, texts.nameAt),
    texts.text(texts.nameAt, texts.phoneAt),
    texts.text(texts.phoneAt, texts.residenceAt),
    texts.text(texts.residenceAt, texts.payAt),
    texts.text(texts.payAt, texts.end),
  ];
}

test("Every row gives back its texts, here, in another thread, and copied in stretches", () => {
  fc.assert(
    fc.property(fc.array(someTexts, { maxLength: 60 }), fc.nat(60), (rows, cut) => {
      const texts = new RowTexts();
      for (const each of rows) add(texts, each);
      const again = new RowTexts(texts.share());
      const copied = new RowTexts();
      const middle = Math.min(cut, rows.length);
      add(copied, ["before", "", "", "", ""]);
      copied.append(again, 0, middle);
      copied.append(again, middle, rows.length);
      for (const [at, each] of rows.entries()) {
        assert.deepEqual(get(texts, at), each);
        assert.deepEqual(get(again, at), each);
        assert.deepEqual(get(copied, at + 1), each);
      }
    }),
  );
});

test("A small x at the end of a number is stored as a capital", () => {
  const texts = new RowTexts();
  add(texts, ["51010419500307001x", "x", "x", "x", "x"]);
  assert.deepEqual(get(texts, 0), ["51010419500307001X", "x", "x", "x", "x"]);
});

test("A length that is the code of a small x stays as it is before an empty number", () => {
  const texts = new RowTexts();
  const row = ["", "", "", "", "5".repeat("x".charCodeAt(0))];
  add(texts, row);
  assert.deepEqual(get(texts, 0), row);
});
