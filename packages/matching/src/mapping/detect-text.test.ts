import assert from "node:assert/strict";
import { test } from "node:test";

import { guessText } from "./detect-text.ts";

const GBK_NAME = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]); // 姓名

function guess(content: string | Buffer, isWhole = true): string {
  const { encoding, delimiter, because } = guessText(Buffer.from(content), isWhole);
  return `${encoding} ${JSON.stringify(delimiter)} ${because}`;
}

test("Text that UTF-8 knows is UTF-8; what only GB18030 knows is that", () => {
  assert.equal(guess("姓名,号码\n甲,1\n"), 'utf-8 "," all-known');
  assert.equal(guess("a,b\n1,2\n"), 'utf-8 "," all-known');
  assert.equal(guess(Buffer.concat([GBK_NAME, Buffer.from(",b\n1,2\n")])), 'gb18030 "," all-known');
});

test("A byte order mark says it", () => {
  assert.equal(guess("\ufeffa;b\n"), 'utf-8 ";" mark');
});

test("Where single bytes are damaged, the encoding that knows most lines is taken", () => {
  const lines = [Buffer.from("a,b\n"), Buffer.from([0xff, 0x0a]), Buffer.from("姓名,号\n")];
  assert.equal(guess(Buffer.concat(lines)), 'utf-8 "," most-known');
});

test("A character that the end of the sample cuts in two is no damage", () => {
  const text = Buffer.from("姓名,号码\n甲,1\n乙");
  assert.equal(guess(text.subarray(0, -1), false), 'utf-8 "," all-known');
});

test("The delimiter is what gives every row as many cells as the header", () => {
  assert.equal(guess("a\tb,c\n1\t2\n1\t2,3,4\n"), 'utf-8 "\\t" all-known');
  assert.equal(guess("a|b|c\n1|2|3\n"), 'utf-8 "|" all-known');
  assert.equal(guess("a^b\n1^2\n"), 'utf-8 "^" all-known');
  assert.equal(guess("a\u0001b\n1\u00012\n"), 'utf-8 "\\u0001" all-known');
  assert.equal(guess('a,b\n"x|y","1|2"\n"x|y","1|2"\n'), 'utf-8 "," all-known');
});

test("A file of one column is parted by commas, as any other", () => {
  assert.equal(guess("a\n1\n2\n"), 'utf-8 "," all-known');
  assert.equal(guess(""), 'utf-8 "," all-known');
});
