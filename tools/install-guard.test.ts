import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { isAbandoned, withInstallGuard } from "./install-guard.js";

function aFolderOfItsOwn(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lingdai-guard-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

function leaveBehind(guard: string, pids: readonly number[]): void {
  mkdirSync(guard);
  const owner = { host: hostname(), pids, since: Date.now() };
  writeFileSync(path.join(guard, "owner.json"), JSON.stringify(owner));
}

test("Of several who want to install at the same moment, only one is inside at a time", async (t) => {
  const guard = path.join(aFolderOfItsOwn(t), "guard");
  let inside = 0;
  let most = 0;
  const visits = Array.from({ length: 4 }, async () => {
    await withInstallGuard(guard, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
    });
  });
  await Promise.all(visits);
  assert.equal(most, 1);
});

test("Nothing is left of the guard afterwards, not even when the install failed", async (t) => {
  const folder = aFolderOfItsOwn(t);
  const failing = withInstallGuard(path.join(folder, "guard"), async () => {
    await Promise.reject(new Error("no network"));
  });
  await assert.rejects(failing, /no network/);
  assert.deepEqual(readdirSync(folder), []);
});

test("A guard whose process was killed holds nobody up", async (t) => {
  const guard = path.join(aFolderOfItsOwn(t), "guard");
  leaveBehind(guard, [deadPid()]);
  assert.equal(await withInstallGuard(guard, async () => await Promise.resolve("in")), "in");
});

test("An npm that outlived its parent still holds the guard until it ends", async (t) => {
  const guard = path.join(aFolderOfItsOwn(t), "guard");
  const npm = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  assert.ok(npm.pid !== undefined);
  leaveBehind(guard, [deadPid(), npm.pid]);
  let entered = false;
  const visit = withInstallGuard(guard, async () => {
    entered = true;
    await Promise.resolve();
  });
  await sleep(500);
  assert.equal(entered, false);
  npm.kill();
  await once(npm, "exit");
  await visit;
  assert.equal(entered, true);
  assert.equal(existsSync(guard), false);
});

test("A guard from another machine counts for half an hour and no longer", () => {
  const since = Date.UTC(2025, 0, 1);
  const owner = { host: "a-machine-that-is-not-this-one", pids: [1], since };
  assert.equal(isAbandoned(owner, since + 30 * 60_000), false);
  assert.equal(isAbandoned(owner, since + 30 * 60_000 + 1), true);
});
