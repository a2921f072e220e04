import assert from "node:assert/strict";
import { test } from "node:test";

import { csvCell } from "./csv-table.ts";

test("Only commas, quotes and line ends call for quotes", () => {
  assert.equal(csvCell("plain text\t "), "plain text\t ");
  assert.equal(csvCell("a,b"), '"a,b"');
  assert.equal(csvCell('say "hi"'), '"say ""hi"""');
  assert.equal(csvCell("a\nb"), '"a\nb"');
  assert.equal(csvCell("a\rb"), '"a\rb"');
});

test("What is unknown is an empty cell, a number is its digits", () => {
  assert.equal(csvCell(undefined), "");
  assert.equal(csvCell(""), "");
  assert.equal(csvCell(12), "12");
});
