import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";

import { REPOSITORY } from "./bootstrap.js";
import { pinnedNodePath, pinnedNodeVersion } from "./pinned-node.js";

/** A process that does nothing but run the pinned Node with the given script. */
function wrapper(script: string): readonly string[] {
  const module = JSON.stringify(path.join(REPOSITORY, "tools", "pinned-node.js"));
  const code = `
    const { runUnderPinnedNode } = await import(${module});
    const args = ["-e", process.argv[1]];
    process.exitCode = await runUnderPinnedNode(${JSON.stringify(REPOSITORY)}, args);`;
  return ["--input-type=module", "-e", code, script];
}

test("The tests run under the Node that the lock pins", () => {
  assert.equal(process.version, pinnedNodeVersion(REPOSITORY));
});

test("The Node that was installed is the version that package.json names", () => {
  const version = execFileSync(pinnedNodePath(REPOSITORY), ["--version"], { encoding: "utf8" });
  assert.equal(version.trim(), pinnedNodeVersion(REPOSITORY));
});

test("Exit code, streams and working directory pass through", () => {
  const cwd = realpathSync(tmpdir());
  const script = `process.stdin.on("data", (d) => console.log(process.cwd() + " " + d));
    console.error("note"); process.exitCode = 7;`;
  const run = spawnSync(process.execPath, wrapper(script), {
    cwd,
    input: "typed",
    encoding: "utf8",
  });
  assert.deepEqual([run.stdout, run.stderr, run.status], [`${cwd} typed\n`, "note\n", 7]);
});

test("A command that a signal ended gives 128 and the signal's number", () => {
  const run = spawnSync(process.execPath, wrapper(`process.kill(process.pid, "SIGKILL")`));
  assert.equal(run.status, 128 + 9);
});

test("A signal reaches the command, which may end in its own way", async () => {
  const script = `process.on("SIGTERM", () => process.exit(5)); console.log("ready");
    setTimeout(() => {}, 60_000);`;
  const run = spawn(process.execPath, wrapper(script), { stdio: ["ignore", "pipe", "inherit"] });
  await once(run.stdout, "data");
  run.kill("SIGTERM");
  assert.deepEqual(await once(run, "exit"), [5, null]);
});
