// Our own sources as a few files instead of some hundred: finding, reading and linking one takes the
// better part of a millisecond, in every process and again in every thread. Made anew whenever a
// source is another, and only to save time: where it cannot be had, the sources run as they are.
// Plain JavaScript (runs on Node 20). It must not know any source of ours.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { listFilesBelow } from "./files-below.js";

/** Where the sources live that are bundled. */
const OWN = "packages";

/**
 * Installed packages that are taken in too: modules without native parts, which every run loads, and
 * each of its threads again.
 */
const TAKEN_IN = ["chinese-days", "hysnappy", "ieee754", "opencc-js", "wasmati"];

/** A process that still runs from an earlier bundle may have to load more of it. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Some disks tell times by two seconds: what was written just now may be written again unseen. */
const TICK_MS = 2000;

/**
 * What a bundle was made of: by file, from the root of the checkout, its size and time.
 * @typedef {Record<string, readonly [size: number, changedAt: number]>} Sources
 */

/**
 * The bundle that is in use; `folder` is a name beside the record.
 * @typedef {{ folder: string, sources: Sources }} BundleRecord
 */

/**
 * Where the entry lies in an up-to-date bundle, which is made if need be; the entry itself where
 * none can be made.
 * @param {string} repository
 * @param {string} entry
 * @param {string} [cache] Where bundles are kept.
 * @returns {Promise<string>}
 */
export async function bundled(
  repository,
  entry,
  cache = path.join(repository, ".cache", "bundled"),
) {
  const record = readRecord(cache);
  const name = `${path.basename(entry, ".ts")}.mjs`;
  if (record !== undefined && isUpToDate(repository, record.sources)) {
    const found = path.join(cache, record.folder, name);
    if (existsSync(found)) return found;
  }
  try {
    return path.join(await makeBundle(repository, entry, cache), name);
  } catch {
    return entry; // A disk that cannot be written, sources in change, or with an error that they tell.
  }
}

/**
 * @param {string} cache
 * @returns {BundleRecord | undefined}
 */
function readRecord(cache) {
  try {
    return /** @type {BundleRecord} */ (JSON.parse(readFileSync(recordIn(cache), "utf8")));
  } catch {
    return undefined;
  }
}

/** @param {string} cache */
function recordIn(cache) {
  return path.join(cache, "bundle.json");
}

/**
 * Whether every source is what it was.
 * @param {string} repository
 * @param {Sources} sources
 */
function isUpToDate(repository, sources) {
  return Object.entries(sources).every(([file, [size, changedAt]]) => {
    // As text: joining some hundred paths takes longer than asking the disk for all of them.
    const found = statSync(`${repository}/${file}`, { throwIfNoEntry: false });
    return found !== undefined && found.size === size && found.mtimeMs === changedAt;
  });
}

/**
 * Makes a bundle in a folder of its own and gives that folder.
 * @param {string} repository
 * @param {string} entry
 * @param {string} cache
 */
async function makeBundle(repository, entry, cache) {
  const now = Date.now();
  const own = listFilesBelow(repository, OWN);
  const maker = path.relative(repository, fileURLToPath(import.meta.url));
  // Before they are read, so that a change from here on is seen.
  const taken = TAKEN_IN.map((name) => `node_modules/${name}/package.json`).filter((file) =>
    existsSync(path.join(repository, file)),
  );
  const found = new Map(
    [...own, ...taken, maker].map((file) => [file, sizeAndTime(repository, file, now)]),
  );
  const { rolldown } = await import("rolldown");
  mkdirSync(cache, { recursive: true });
  forgetOld(cache, now);
  const folder = mkdtempSync(path.join(cache, "made-"));
  /** @type {Sources} */
  const sources = {};
  const readOwn = (/** @type {string} */ place) => {
    const file = path.relative(repository, place).replaceAll(path.sep, "/");
    const known = found.get(file);
    if (known === undefined && isTakenIn(file.replace(/^node_modules\//, ""))) return undefined;
    if (known === undefined) throw new Error(`${file} is no source of ours`);
    sources[file] = known;
    return { code: sourceInBundle(place), moduleType: /** @type {const} */ ("ts") };
  };
  try {
    const bundle = await rolldown({
      cwd: repository,
      input: [entry, ...threadsOf(repository, own)],
      platform: "node",
      external: isInstalled,
      logLevel: "silent",
      plugins: [{ name: "own-sources", load: readOwn }],
    });
    await bundle.write({
      dir: folder,
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name]-[hash].mjs",
    });
    await bundle.close();
    for (const [file, known] of found) {
      if (file === maker || path.basename(file) === "package.json") sources[file] = known;
    }
    keepRecord(cache, { folder: path.basename(folder), sources });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {string} repository
 * @param {string} file
 * @param {number} now
 * @returns {Sources[string]}
 */
function sizeAndTime(repository, file, now) {
  const { size, mtimeMs } = statSync(path.join(repository, file));
  if (mtimeMs > now - TICK_MS) throw new Error(`${file} is still being written`);
  return [size, mtimeMs];
}

/** A thread is started by the place of its file beside the one that starts it. */
const THREAD = /new URL\("([\w-]+)\.ts", import\.meta\.url\)/g;

/**
 * The files that threads begin with.
 * @param {string} repository
 * @param {readonly string[]} own
 */
function threadsOf(repository, own) {
  return own
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const text = readFileSync(path.join(repository, file), "utf8");
      return [...text.matchAll(THREAD)].map(([, name]) =>
        path.join(repository, path.dirname(file), `${name}.ts`),
      );
    });
}

/**
 * What else is installed is not taken in: it is found from the bundle as from the sources.
 * @param {string} wanted
 */
function isInstalled(wanted) {
  const isOwn = wanted.startsWith("@lingdai/") || isTakenIn(wanted);
  return /^[^./]/.test(wanted) && !path.isAbsolute(wanted) && !isOwn;
}

/**
 * @param {string} wanted The name of a package, or a place within it.
 */
function isTakenIn(wanted) {
  return TAKEN_IN.some((name) => wanted === name || wanted.startsWith(`${name}/`));
}

/**
 * A source as it is in the bundle: threads lie beside it there, and any other file is where it is
 * beside the source that names it.
 * @param {string} place
 */
function sourceInBundle(place) {
  return readFileSync(place, "utf8")
    .replaceAll(THREAD, 'new URL("./$1.mjs", IN_BUNDLE)')
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(place).href))
    .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(place)))
    .replaceAll("IN_BUNDLE", "import.meta.url");
}

/**
 * Written aside and renamed into place, so that nobody reads half of it.
 * @param {string} cache
 * @param {BundleRecord} record
 */
function keepRecord(cache, record) {
  const aside = path.join(cache, `${record.folder}.json`);
  writeFileSync(aside, JSON.stringify(record));
  renameSync(aside, recordIn(cache));
}

/**
 * @param {string} cache
 * @param {number} now
 */
function forgetOld(cache, now) {
  for (const name of readdirSync(cache)) {
    const folder = path.join(cache, name);
    if (name.startsWith("made-") && statSync(folder).mtimeMs < now - KEPT_MS)
      rmSync(folder, { recursive: true, force: true });
  }
}
