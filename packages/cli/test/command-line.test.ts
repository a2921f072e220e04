// The command as people start it: `bin/lingdai.js` in a process of its own.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import type { SpawnSyncReturns } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));

function lingdai(node: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(node, [COMMAND, ...args], { cwd: tmpdir(), encoding: "utf8" });
}

/** A Node of the machine itself, which is not the one that this checkout pins. */
function findMachineNode(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => path.join(folder, "node"))
    .find((file) => existsSync(file));
}

for (const [which, node] of [
  ["the pinned Node", process.execPath],
  ["the machine's own Node", findMachineNode()],
] as const) {
  const skip = node === undefined ? "this machine has no Node of its own on PATH" : false;

  test(`Under ${which}, help ends with 0`, { skip }, () => {
    const run = lingdai(node ?? "", "--help");
    assert.deepEqual([run.status, run.stderr], [0, ""]);
    assert.match(run.stdout, /^用法 usage/);
  });

  test(
    `Under ${which}, no verb and an unknown verb end with 2, nothing on stdout`,
    { skip },
    () => {
      for (const args of [[], ["no-such-verb", "--help"]]) {
        const run = lingdai(node ?? "", ...args);
        assert.deepEqual([run.status, run.stdout], [2, ""]);
        assert.match(run.stderr, /用法 usage/);
      }
    },
  );
}

test("Whoever stops reading our output early causes no message", async () => {
  const run = spawn(process.execPath, [COMMAND, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  run.stdout.destroy();
  let complaint = "";
  run.stderr.on("data", (text: Buffer) => {
    complaint += text.toString();
  });
  await once(run, "close");
  assert.equal(complaint, "");
});
