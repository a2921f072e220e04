import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { stampOf } from "./file-stamp.ts";

test("A file has a stamp once it has been left alone, and another one whatever is done to it", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-stamp-"));
  context.after(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "roster.csv");
  writeFileSync(path, "first");
  assert.equal(stampOf(path), undefined);
  await sleep(2100);
  const stamp = stampOf(path);
  assert.ok(stamp !== undefined);
  assert.equal(stampOf(path), stamp);
  // As large, and as old by what can be set; that it was touched shows for a while.
  const { atime, mtime } = statSync(path);
  writeFileSync(path, "other");
  utimesSync(path, atime, mtime);
  assert.equal(stampOf(path), undefined);
  // In its place another one, written before.
  const aside = join(folder, "aside.csv");
  writeFileSync(aside, "other");
  utimesSync(aside, atime, mtime);
  await sleep(2100);
  assert.notEqual(stampOf(path), stamp);
  assert.ok(stampOf(path) !== undefined);
  rmSync(path);
  assert.equal(stampOf(path), undefined);
  renameSync(aside, path);
  await sleep(2100);
  assert.notEqual(stampOf(path), stamp);
});
