// Processes that are killed without warning, at moments that a seed decides.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export function startProcess(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Resolves once the process has said its first word: from then on it listens to signals. */
export async function isReady(child: ChildProcess): Promise<void> {
  assert.ok(child.stdout, "its output is read");
  await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
}

/** Kills it after so long, unless it ends by itself; resolves with whether it ended well. */
export async function killAfter(child: ChildProcess, ms: number): Promise<boolean> {
  const timer = setTimeout(() => child.kill("SIGKILL"), ms);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  return code === 0;
}

/** Small numbers that follow from a seed (mulberry32): a failed run can be repeated. */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
