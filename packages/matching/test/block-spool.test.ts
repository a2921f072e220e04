import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { BlockSpool, readSpools } from "../src/engine/block-spool.ts";

const folder = mkdtempSync(join(tmpdir(), "lingdai-spool-"));
after(() => {
  rmSync(folder, { recursive: true });
});

test("Lines come back block by block in the order of the file, whoever set them aside and when", () => {
  const [first, second] = [new BlockSpool(join(folder, "1")), new BlockSpool(join(folder, "2"))];
  first.add(7, 70, "七");
  first.add(3, 30, '三,"a\nb"');
  first.add(7, 71, "七又");
  first.add(5, 50, "");
  first.endBlock(1);
  second.add(1, 10, "x".repeat(5_000_000));
  second.endBlock(0);
  second.endBlock(2);
  first.add(0, 4_000_000_000, "零");
  first.endBlock(3);
  first.close();
  second.close();
  const lines: unknown[] = [];
  readSpools([first, second], (block, line, position, text) => {
    lines.push([block, line, position, text.length > 100 ? text.length : text]);
  });
  assert.deepEqual(lines, [
    [0, 1, 10, 5_000_000],
    [1, 3, 30, '三,"a\nb"'],
    [1, 5, 50, ""],
    [1, 7, 70, "七"],
    [1, 7, 71, "七又"],
    [3, 0, 4_000_000_000, "零"],
  ]);
});
