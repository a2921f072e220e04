import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import { REPOSITORY } from "./bootstrap.js";
import { chooseTestFiles, listTestFiles } from "./run-tests.js";

test("Test files are found at any depth of the rooms and of the tools, others' are not", (t) => {
  const root = mkdtempSync(path.join(tmpdir(), "lingdai-tests-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const files = [
    "packages/policy/src/a.test.ts",
    "packages/policy/src/deep/er/b.test.ts",
    "packages/policy/test/c.test.ts",
    "packages/policy/src/not-a-test.ts",
    "packages/policy/node_modules/stranger/d.test.ts",
    "tools/e.test.ts",
  ];
  for (const file of files) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), "");
  }
  assert.deepEqual(listTestFiles(root), [
    "packages/policy/src/a.test.ts",
    "packages/policy/src/deep/er/b.test.ts",
    "packages/policy/test/c.test.ts",
    "tools/e.test.ts",
  ]);
});

test("Fragments of a path choose tests; without any, all run", () => {
  const files = ["packages/policy/src/fold.test.ts", "tools/bootstrap.test.ts"];
  assert.deepEqual(chooseTestFiles(files, []), files);
  assert.deepEqual(chooseTestFiles(files, ["policy", "nowhere"]), [files[0]]);
});

test("Choosing no test at all is a failure", () => {
  const runner = path.join(REPOSITORY, "tools", "run-tests.js");
  const run = spawnSync(process.execPath, [runner, "no-such-file-anywhere"], { encoding: "utf8" });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /no test file found: no-such-file-anywhere/);
});
