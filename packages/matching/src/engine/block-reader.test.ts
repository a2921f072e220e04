// Whoever looks for a block where blocks are read finds it there, whatever was read before.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { BlockReader } from "./block-reader.ts";
import { SLACK_BYTES } from "./cell-ends.ts";

test("A block that is too large for the usual bytes is read elsewhere, and the next one there again", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-blocks-"));
  const path = join(folder, "file");
  writeFileSync(path, "0123456789");
  const usual = Buffer.alloc(4 + SLACK_BYTES);
  const reader = new BlockReader([path], usual);
  context.after(() => {
    reader.close();
    rmSync(folder, { recursive: true });
  });
  const read = (from: number, to: number): string => {
    const length = reader.read({ file: 0, from, to });
    // A line feed stands behind the last byte.
    assert.equal(reader.view.getUint8(length), 0x0a);
    return reader.bytes.toString("latin1", 0, length);
  };
  assert.equal(read(0, 4), "0123");
  assert.equal(reader.bytes, usual);
  assert.equal(read(1, 10), "123456789");
  assert.notEqual(reader.bytes, usual);
  assert.equal(read(6, 9), "678");
  assert.equal(reader.bytes, usual);
  assert.equal(usual.toString("latin1", 0, 4), "678\n");
});
