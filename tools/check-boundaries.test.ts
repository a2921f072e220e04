import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { checkBoundaries } from "./check-boundaries.ts";
import type { BoundaryReport } from "./check-boundaries.ts";

type Tree = Readonly<Record<string, string>>;

const GOOD: Tree = {
  "packages/policy/src/index.ts": `export * from "./fold.ts";`,
  "packages/policy/src/fold.ts": `import { isWorkday } from "chinese-days"; export { isWorkday };`,
  "packages/policy/src/fold.test.ts": `import { test } from "node:test"; import "./fold.ts"; test;`,
  "packages/matching/src/index.ts": `import "node:fs"; import type { A } from "@lingdai/policy";`,
  "packages/lab/src/index.ts": `import "@lingdai/matching"; import "@lingdai/policy";`,
  "packages/cli/src/main.ts": `await import("@lingdai/lab"); await import("./verbs/show.ts");`,
  "packages/cli/src/verbs/show.ts": `import { parse } from "yaml"; export { parse };`,
  "bin/lingdai.js": `import "../tools/bootstrap.js"; await import(process.argv[2]);`,
  "tools/bootstrap.js": `import "node:path";`,
};

function check(t: TestContext, tree: Tree): BoundaryReport {
  const root = mkdtempSync(path.join(tmpdir(), "lingdai-boundaries-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  return checkBoundaries(root);
}

test("A room has the further doors that its rules name", (t) => {
  const report = check(t, {
    ...GOOD,
    "packages/policy/src/batch.ts": `export * from "./fold.ts";`,
    "packages/matching/src/index.ts": `import { isWorkday } from "@lingdai/policy/batch"; isWorkday;`,
  });
  assert.deepEqual(report.complaints, []);
});

test("A house whose arrows point downward has nothing said against it", (t) => {
  const report = check(t, GOOD);
  assert.deepEqual(report.complaints, []);
  assert.equal(report.filesSeen, 9);
  assert.equal(report.importsSeen, 14);
});

/** Each bad tree is the good one with these files changed; the complaints are all that is said. */
const BAD: Readonly<Record<string, readonly [changed: Tree, ...complaints: string[]]>> = {
  "The policy core may not know matching": [
    { "packages/policy/src/fold.ts": `\nimport "@lingdai/matching";` },
    "packages/policy/src/fold.ts:2: @lingdai/matching points from policy to matching: arrows point downward only",
    "circle: packages/matching/src/index.ts -> packages/policy/src/index.ts -> packages/policy/src/fold.ts -> packages/matching/src/index.ts",
  ],
  "Nor may its tests": [
    { "packages/policy/src/fold.test.ts": `import "@lingdai/matching";` },
    "packages/policy/src/fold.test.ts:1: @lingdai/matching points from policy to matching: arrows point downward only",
  ],
  "A type from above is an arrow upward as well": [
    { "packages/matching/src/index.ts": `export type T = import("@lingdai/lab").T;` },
    "packages/matching/src/index.ts:1: @lingdai/lab points from matching to lab: arrows point downward only",
    "circle: packages/lab/src/index.ts -> packages/matching/src/index.ts -> packages/lab/src/index.ts",
  ],
  "A path into another room goes around its index": [
    { "packages/matching/src/index.ts": `export * from "../../policy/src/fold.ts";` },
    "packages/matching/src/index.ts:1: ../../policy/src/fold.ts goes around the other room's index",
  ],
  "So does a path below another room's name": [
    { "packages/matching/src/index.ts": `import "@lingdai/policy/src/fold.ts";` },
    "packages/matching/src/index.ts:1: @lingdai/policy/src/fold.ts names no room, or goes around its index",
  ],
  "A door that a room does not have leads around its index": [
    { "packages/lab/src/index.ts": `import "@lingdai/matching"; import "@lingdai/policy/fold";` },
    "packages/lab/src/index.ts:1: @lingdai/policy/fold names no room, or goes around its index",
  ],
  "The policy core reads no files, by whatever spelling": [
    { "packages/policy/src/fold.ts": `import "node:fs"; const p = require("path");` },
    "packages/policy/src/fold.ts:1: node:fs brings the machine into a pure room",
    "packages/policy/src/fold.ts:1: path brings the machine into a pure room",
  ],
  "The policy core leans on no package but the calendar": [
    { "packages/policy/src/fold.ts": `import "yaml";` },
    "packages/policy/src/fold.ts:1: yaml is not among the packages of this room (chinese-days)",
  ],
  "An import that is computed cannot be checked": [
    { "packages/cli/src/verbs/show.ts": `await import(process.argv[2]);` },
    "packages/cli/src/verbs/show.ts:1: import(...) computes what it imports: nobody can check that",
  ],
  "Sources do not lean on tests": [
    { "packages/policy/src/index.ts": `export * from "./fold.test.ts";` },
    "packages/policy/src/index.ts:1: ./fold.test.ts leans on a test",
  ],
  "An import leads to a file that is there": [
    { "packages/policy/src/index.ts": `export * from "./gone.ts";` },
    "packages/policy/src/index.ts:1: ./gone.ts leads to no file",
  ],
  "Two files that import each other are a circle, types or not": [
    { "packages/policy/src/fold.ts": `import type { X } from "./index.ts"; import "./index.ts";` },
    "circle: packages/policy/src/index.ts -> packages/policy/src/fold.ts -> packages/policy/src/index.ts",
  ],
  "A file that cannot be parsed is not passed over": [
    { "packages/policy/src/fold.ts": `export const = 1;` },
    "packages/policy/src/fold.ts: Unexpected token",
  ],
  "A source outside every room is seen by git, and so by us": [
    { "scripts/quick.ts": `import "node:fs";` },
    "scripts/quick.ts: listed by git, but in no room, so nobody looked at it",
  ],
  "A source that git ignores would be missing from a clone": [
    { ".gitignore": "packages/lab/\n" },
    "packages/lab/src/index.ts: stands in a room, but git ignores it",
  ],
};

for (const [claim, [changed, ...complaints]] of Object.entries(BAD)) {
  test(claim, (t) => {
    assert.deepEqual(check(t, { ...GOOD, ...changed }).complaints, complaints);
  });
}

test("A check that sees no file at all does not pass", (t) => {
  assert.deepEqual(check(t, {}).complaints, ["no source file seen at all"]);
});

test("A file that was deleted but not yet committed is not missed", (t) => {
  const root = mkdtempSync(path.join(tmpdir(), "lingdai-deleted-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(path.join(root, "tools"));
  for (const name of ["kept.ts", "deleted.ts"]) writeFileSync(path.join(root, "tools", name), "");
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  execFileSync("git", ["add", "."], { cwd: root });
  rmSync(path.join(root, "tools", "deleted.ts"));
  assert.deepEqual(checkBoundaries(root), { filesSeen: 1, importsSeen: 0, complaints: [] });
});
