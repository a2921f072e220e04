import assert from "node:assert/strict";
import { test } from "node:test";

import { CellDecoder, findByteOrderMark, unquote } from "./cell-text.ts";
import type { Encoding } from "./cell-text.ts";

function decode(encoding: Encoding, ...bytes: number[]): string | undefined {
  const decoder = new CellDecoder(encoding);
  const buffer = Buffer.from(bytes);
  const text = decoder.findText(buffer, 0, buffer.length);
  assert.equal(decoder.knows(buffer, 0, buffer.length), text !== undefined);
  return text;
}

test("UTF-8 knows its own characters, a byte order mark anywhere, and no stray byte", () => {
  assert.equal(decode("utf-8", 0xe5, 0xbc, 0xa0), "张");
  assert.equal(decode("utf-8", 0x41, 0xef, 0xbb, 0xbf), "A\ufeff");
  assert.equal(decode("utf-8", 0xe5, 0xbc), undefined);
  assert.equal(decode("utf-8", 0xc0, 0x80), undefined, "an overlong NUL");
  assert.equal(decode("utf-8", 0xed, 0xa0, 0x80), undefined, "a surrogate");
});

test("GB18030 and GBK know two-byte characters and no half of one", () => {
  for (const encoding of ["gb18030", "gbk"] as const) {
    assert.equal(decode(encoding, 0xd5, 0xc5), "张");
    assert.equal(decode(encoding, 0x41, 0xd5, 0xc5, 0x42), "A张B");
    assert.equal(decode(encoding, 0xd5), undefined);
    assert.equal(decode(encoding, 0xff), undefined);
  }
});

test("GB18030 knows characters of four bytes", () => {
  assert.equal(decode("gb18030", 0x95, 0x32, 0x82, 0x36), "\u{20000}");
});

test("Neither knows a lone 0x80, and GBK no characters of four bytes", () => {
  for (const encoding of ["gb18030", "gbk"] as const) {
    assert.equal(decode(encoding, 0x41, 0x80), undefined);
    assert.equal(decode(encoding, 0xd5, 0x80), "諃", "0x80 as the second byte of a character");
  }
  assert.equal(decode("gbk", 0x95, 0x32, 0x82, 0x36), undefined);
});

test("One bad row leaves the decoder as good as new", () => {
  const decoder = new CellDecoder("gb18030");
  assert.ok(!decoder.knows(Buffer.from([0x81]), 0, 1));
  const good = Buffer.from([0xd5, 0xc5]);
  assert.ok(decoder.knows(good, 0, 2));
  assert.equal(decoder.findText(good, 0, 2), "张");
});

test("A replacement character that a file holds itself is text, not a byte that UTF-8 does not know", () => {
  assert.equal(decode("utf-8", 0x41, 0xef, 0xbf, 0xbd), "A\ufffd");
  assert.equal(decode("utf-8", 0xef, 0xbf, 0xbd, 0xe5, 0xbc), undefined);
});

function assertLength(decoder: CellDecoder, bytes: Buffer): void {
  const text = decoder.findText(bytes, 0, bytes.length);
  if (text === undefined) return;
  assert.equal(decoder.lengthOfText(bytes, 0, bytes.length), text.length, bytes.toString("hex"));
}

test("The length of every character of UTF-8 is known from its bytes", () => {
  const decoder = new CellDecoder("utf-8");
  for (let code = 1; code < 0x11_0000; code += code < 0x1_0000 ? 7 : 997) {
    assertLength(decoder, Buffer.from(`A${String.fromCodePoint(code)}B`));
  }
});

test("The length of every character of GB18030 and GBK is known from its bytes", () => {
  for (const encoding of ["gb18030", "gbk"] as const) {
    const decoder = new CellDecoder(encoding);
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) {
        assertLength(decoder, Buffer.of(0x41, lead, trail, 0x42));
      }
      for (let second = 0x30; second <= 0x39; second += 1) {
        for (const third of [0x81, 0xa4, 0xfe]) {
          assertLength(decoder, Buffer.of(lead, second, third, 0x30, 0x2c));
        }
      }
    }
  }
});

test("Marks of UTF-8 and GB18030 are understood, those of UTF-16 and UTF-32 are named", () => {
  const mark = (...bytes: number[]): unknown => findByteOrderMark(Buffer.from(bytes));
  assert.deepEqual(mark(0xef, 0xbb, 0xbf, 0x41), { encoding: "utf-8", bytes: 3 });
  assert.deepEqual(mark(0x84, 0x31, 0x95, 0x33), { encoding: "gb18030", bytes: 4 });
  assert.deepEqual(mark(0xff, 0xfe, 0x41, 0x00), { unsupported: "UTF-16" });
  assert.deepEqual(mark(0xfe, 0xff), { unsupported: "UTF-16" });
  assert.deepEqual(mark(0xff, 0xfe, 0x00, 0x00), { unsupported: "UTF-32" });
  assert.equal(mark(0x41, 0x42), undefined);
  assert.equal(mark(), undefined);
});

test("A quoted cell loses its quotes; doubled ones stand for one", () => {
  assert.equal(unquote('"a ""b"" c"'), 'a "b" c');
  assert.equal(unquote('""'), "");
  assert.equal(unquote('""""'), '"');
});

test("What follows a closing quote is content as it stands", () => {
  assert.equal(unquote('"a"b"c'), 'ab"c');
});

test("Ten megabytes of quotes are unquoted in one go", () => {
  assert.equal(unquote(`"${'""'.repeat(5_000_000)}"`).length, 5_000_000);
});
