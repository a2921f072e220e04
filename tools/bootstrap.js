// Brings node_modules in line with package-lock.json, so that every command works from a fresh clone.
// Plain JavaScript and built-ins only: it runs on the machine's own Node (20 or later), before
// anything is installed. It must not know what is built or tested afterwards.

import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { withInstallGuard } from "./install-guard.js";
import { pinnedNodePath } from "./pinned-node.js";

/** The checkout that this file belongs to. */
export const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/**
 * @typedef {object} LockedPackage One entry of package-lock.json, as far as it matters here.
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {string} [resolved]
 * @property {boolean} [link] A workspace of this checkout.
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 */

/** @typedef {{ packages: Record<string, LockedPackage> }} Lock */

/**
 * What must be there: also the tools of development, or only what the product runs on.
 * @typedef {"everything" | "runtime"} Need
 */

/**
 * Why an install is needed, or undefined when what is installed fits the lock.
 * Contents are compared and not file times: a checkout of another branch, or npm writing both files
 * within the same millisecond, would mislead a comparison of times. npm writes its record of what
 * it installed last, so an install that was killed has left none.
 * @param {Lock} lock
 * @param {Lock | undefined} installed
 * @param {Need} need
 * @returns {string | undefined}
 */
export function whyInstall(lock, installed, need) {
  if (installed === undefined) return "nothing is installed";
  for (const [where, wanted] of Object.entries(lock.packages)) {
    if (!where.startsWith("node_modules/")) continue; // The workspaces' own folders are the checkout itself.
    const found = installed.packages[where];
    if (found === undefined) {
      if (wanted.optional) continue; // Built for another platform.
      // Left out on purpose in production.
      if ((wanted.dev || wanted.devOptional) && need === "runtime") continue;
      return `${where} is missing`;
    }
    if (found.version !== wanted.version || found.integrity !== wanted.integrity) {
      return `${where} is another version`;
    }
    if (wanted.link && found.resolved !== wanted.resolved) return `${where} links elsewhere`;
  }
  return undefined;
}

/**
 * The same question asked of a checkout.
 * @param {string} repository
 * @param {Need} need
 */
export function whyInstallIn(repository, need) {
  const lock = readLock(path.join(repository, "package-lock.json"));
  if (lock === undefined) throw new Error("package-lock.json is missing or damaged");
  const reason = whyInstall(lock, readLock(installedRecord(repository)), need);
  if (reason !== undefined) return reason;
  return existsSync(pinnedNodePath(repository)) ? undefined : "the pinned Node is missing";
}

/**
 * Installs if needed; resolves when the checkout is ready and rejects with one clear line if not.
 * @param {string} repository
 * @param {Need} need
 */
export async function ensureInstalled(repository, need) {
  if (whyInstallIn(repository, need) === undefined) return;
  await withInstallGuard(path.join(repository, ".cache", "install-guard"), async (guard) => {
    const reason = whyInstallIn(repository, need); // Another process may have installed meanwhile.
    if (reason === undefined) return;
    process.stderr.write(`领待：安装依赖 installing dependencies (${reason}) ...\n`);
    rmSync(installedRecord(repository), { force: true }); // So that a kill from here on is seen.
    const outcome = await runNpmCi(repository, guard.watch);
    if (outcome !== undefined) throw new Error(`npm ci ${outcome}`);
    const still = whyInstallIn(repository, need);
    if (still !== undefined) {
      throw new Error(`npm ci ended well, yet ${still} (does npm forbid install scripts?)`);
    }
  });
}

/** @param {string} repository */
function installedRecord(repository) {
  return path.join(repository, "node_modules", ".package-lock.json");
}

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  try {
    const lock = /** @type {Partial<Lock>} */ (JSON.parse(readFileSync(file, "utf8")));
    return lock.packages === undefined ? undefined : { packages: lock.packages };
  } catch {
    return undefined; // Absent or cut off: both mean that it says nothing.
  }
}

/**
 * Runs `npm ci`; resolves with undefined, or with what went wrong.
 * @param {string} repository
 * @param {(pid: number) => void} watch
 * @returns {Promise<string | undefined>}
 */
function runNpmCi(repository, watch) {
  const windows = process.platform === "win32";
  const npm = spawn(
    windows ? "npm.cmd" : "npm",
    ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: repository,
      env: environmentForNpm(repository, process.env),
      shell: windows,
      // Standard output belongs to the command that the person asked for.
      stdio: ["ignore", 2, 2],
    },
  );
  if (npm.pid !== undefined) watch(npm.pid);
  return new Promise((resolve) => {
    npm.on("error", (error) => resolve(`could not be started (${error.message})`));
    npm.on("close", (code, signal) => {
      resolve(code === 0 ? undefined : `failed (${signal ?? `exit code ${code}`})`);
    });
  });
}

/** What an outer npm says about its own run and must not narrow or redirect the install. */
const OUTER_NPM_SETTING =
  /^npm_config_(workspaces?|include_workspace_root|global|location|(local_)?prefix|dry_run|omit|package_lock_only)$/i;

/**
 * The environment for `npm ci`: without the folder that it is about to replace on PATH.
 * @param {string} repository
 * @param {NodeJS.ProcessEnv} outer
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentForNpm(repository, outer) {
  const replaced = path.join(repository, "node_modules") + path.sep;
  /** @type {NodeJS.ProcessEnv} */
  const inner = {};
  for (const [name, value] of Object.entries(outer)) {
    if (OUTER_NPM_SETTING.test(name)) continue;
    inner[name] =
      name.toUpperCase() === "PATH"
        ? value
            ?.split(path.delimiter)
            .filter((folder) => !folder.startsWith(replaced))
            .join(path.delimiter)
        : value;
  }
  return inner;
}

if (
  process.argv[1] !== undefined &&
  path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  try {
    await ensureInstalled(REPOSITORY, "everything");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`领待：依赖安装失败 installing failed: ${reason}\n`);
    process.exitCode = 1;
  }
}
