// Lets one process at a time install: a folder that exists while somebody does, naming who it is.
// Plain JavaScript and built-ins only (runs on Node 20). It must not know what is being installed.
//
// The folder is prepared aside and renamed into place, so it never stands without its owner's name.
// Whoever finds one whose processes are gone moves it away, looks again at what was moved, and tries
// anew: an install that was killed blocks nobody.

import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 200;

/** No install takes so long: its process id has come round, or its machine is another one. */
const ABANDONED_AFTER_MS = 30 * 60 * 1000;

/** @typedef {{ host: string, pids: number[], since: number }} Owner */

/**
 * `watch` names a child whose life holds the guard too.
 * @typedef {{ watch: (pid: number) => void }} Guard
 */

/**
 * Whether the guard's processes are gone.
 * @param {Owner} owner
 * @param {number} now
 */
export function isAbandoned(owner, now) {
  if (now - owner.since > ABANDONED_AFTER_MS) return true;
  return owner.host === hostname() && !owner.pids.some(isAlive);
}

/**
 * Runs `work` while no other process is inside the same guard; waits for its turn.
 * @template T
 * @param {string} folder
 * @param {(guard: Guard) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstallGuard(folder, work) {
  mkdirSync(path.dirname(folder), { recursive: true });
  /** @type {Owner} */
  const owner = { host: hostname(), pids: [process.pid], since: Date.now() };
  while (!take(folder, owner)) {
    const other = readOwner(folder);
    if (other !== undefined && isAbandoned(other, Date.now())) clearAbandoned(folder);
    else await sleep(POLL_MS);
  }
  try {
    return await work({
      watch: (pid) => {
        owner.pids.push(pid);
        writeOwner(folder, owner);
      },
    });
  } finally {
    const aside = `${folder}.released-${process.pid}`;
    renameSync(folder, aside); // At once: emptied in place it would stand without an owner for a moment.
    rmSync(aside, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {Owner} owner
 */
function take(folder, owner) {
  const aside = mkdtempSync(`${folder}.`);
  try {
    writeOwner(aside, owner);
    renameSync(aside, folder); // Refused where a folder with something in it stands already.
    return true;
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (isTaken(error)) return false;
    throw error;
  }
}

/**
 * Two may find the same owner gone: what was moved is looked at again, and put back if it lives.
 * @param {string} folder
 */
function clearAbandoned(folder) {
  const aside = `${folder}.abandoned-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return; // Somebody else was faster.
  }
  const moved = readOwner(aside);
  if (moved === undefined || isAbandoned(moved, Date.now())) {
    rmSync(aside, { recursive: true, force: true });
  } else {
    renameSync(aside, folder);
  }
}

/**
 * @param {string} folder
 * @returns {Owner | undefined}
 */
function readOwner(folder) {
  try {
    return /** @type {Owner} */ (JSON.parse(readFileSync(path.join(folder, "owner.json"), "utf8")));
  } catch {
    return undefined; // Released at this moment.
  }
}

/**
 * Written aside and renamed, so that a reader never sees half of it.
 * @param {string} folder
 * @param {Owner} owner
 */
function writeOwner(folder, owner) {
  const aside = path.join(folder, `owner.${process.pid}.json`);
  writeFileSync(aside, JSON.stringify(owner));
  renameSync(aside, path.join(folder, "owner.json"));
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {unknown} error */
function isTaken(error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOTEMPTY" || code === "EEXIST" || code === "EPERM"; // EPERM: Windows.
}
