// `lingdai simulate` as people start it, in a process of its own.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import type { SpawnSyncReturns } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { runHere } from "./run-here.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));
const TEMPORARY = mkdtempSync(join(tmpdir(), "lingdai-simulate-"));
after(() => {
  rmSync(TEMPORARY, { recursive: true });
});

function lingdai(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [COMMAND, ...args], { cwd: TEMPORARY, encoding: "utf8" });
}

const SMALL = ["simulate", "--policy", "weihai-2017", "--persons", "200", "--months", "6"];

test("A province is made, and evaluates with the arguments that come with it", () => {
  const made = lingdai(...SMALL, "--seed", "5", "--out", "province");
  assert.deepEqual([made.status, made.stderr], [0, ""]);
  assert.match(made.stdout, /weihai-2017.*认证窗口.*\n.*200 人/);
  const folder = join(TEMPORARY, "province");
  const args = readFileSync(join(folder, "evaluate-args.txt"), "utf8").trimEnd().split("\n");
  assert.ok(args.includes("--window"));
  const evaluated = spawnSync(
    process.execPath,
    [COMMAND, "evaluate", ...args, "--out", join(TEMPORARY, "result")],
    { cwd: folder, encoding: "utf8" },
  );
  assert.equal(evaluated.status, 0, evaluated.stderr);
  const readMe = readFileSync(join(folder, "README.txt"), "utf8");
  assert.match(readMe, /xargs node .*evaluate --out result < evaluate-args\.txt/);
  assert.ok(!args.some((arg) => arg.includes("truth")));
});

test("Unusable arguments end with 2 and one line, and nothing is made", async (context) => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["simulate"], /--policy：缺少这个参数/],
    [[...SMALL, "--seed", "x", "--out", "none"], /--seed x：不是整数/],
    [[...SMALL, "--seed", "1", "--seed", "2", "--out", "none"], /--seed：只能给出一次/],
    [[...SMALL, "--seed", "1", "--out", "none", "--fast"], /--fast/],
    [[...SMALL, "--seed", "1", "--out", "none", "--rates", "no.yaml"], /no\.yaml：文件打不开/],
    [[...SMALL, "--seed", "1", "--out", "none", "--from", "2030-01-01"], /有效期/],
  ];
  for (const [args, message] of wrong) {
    const run = await runHere(context, args, TEMPORARY);
    assert.deepEqual([run.status, run.stdout], [2, ""]);
    assert.match(run.stderr, message);
    assert.match(run.stderr, /^lingdai simulate：[^\n]+\n$/);
  }
  assert.ok(!existsSync(join(TEMPORARY, "none")));
});

test("Help goes to standard output and ends with 0", () => {
  const run = lingdai("simulate", "--help");
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.match(run.stdout, /--persons N --months M --seed S --out DIR/);
});

test("An interrupted run says so, ends with 130 and leaves nothing behind", async () => {
  const folder = join(TEMPORARY, "interrupted");
  const args = ["simulate", "--policy", "sichuan-2022", "--persons", "5000000", "--months", "12"];
  const run = spawn(process.execPath, [COMMAND, ...args, "--seed", "1", "--out", folder]);
  let said = "";
  run.stderr.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const ended = once(run, "close");
  const roster = join(folder, ".simulating", "roster.csv");
  while (run.exitCode === null && !existsSync(roster)) await setTimeout(50);
  run.kill("SIGINT");
  const [code] = (await ended) as [number];
  assert.deepEqual([code, existsSync(folder)], [130, false]);
  assert.match(said, /已中断（SIGINT）/);
});
