// The Node that package-lock.json pins: where it lies, which it is, and how to run something under it.
// Plain JavaScript and built-ins only (runs on Node 20). It must not install anything.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";

/**
 * Passed on to the child, whose answer decides; a terminal's Ctrl-C reaches both anyway.
 * @type {readonly NodeJS.Signals[]}
 */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Where the pinned Node lies in a checkout.
 * @param {string} repository
 */
export function pinnedNodePath(repository) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return path.join(repository, "node_modules", "node", "bin", name);
}

/**
 * The pinned version as `process.version` writes it.
 * @param {string} repository
 */
export function pinnedNodeVersion(repository) {
  const text = readFileSync(path.join(repository, "package.json"), "utf8");
  const manifest = /** @type {{ dependencies: { node: string } }} */ (JSON.parse(text));
  return `v${manifest.dependencies.node}`;
}

/**
 * Runs the pinned Node with these arguments, this process's streams, and its working directory and
 * environment unless others are given; resolves with the exit code, 128 + n for a child that signal
 * n ended.
 * @param {string} repository
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [where]
 * @returns {Promise<number>}
 */
export async function runUnderPinnedNode(repository, args, where = {}) {
  const child = spawn(pinnedNodePath(repository), args, { ...where, stdio: "inherit" });
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => {
        resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
      });
    });
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}
