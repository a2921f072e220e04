import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { test } from "node:test";

import { bundled } from "./bundle.js";

const LONG_AGO = new Date("2024-01-01");

const SOURCES = {
  "node_modules/installed/package.json": '{ "type": "module", "exports": "./log.js" }',
  "node_modules/installed/log.js":
    "export const log = (text) => console.log(text, import.meta.url.slice(-16));",
  "packages/greeting/package.json": '{ "name": "@lingdai/greeting", "type": "module" }',
  "packages/greeting/words.txt": "您好",
  "packages/greeting/src/words.ts": `
import { readFileSync } from "node:fs";
export const words: string = readFileSync(new URL("../words.txt", import.meta.url), "utf8");
export const folder: string = import.meta.dirname;
`,
  "packages/greeting/src/thread.ts": `
import { basename } from "node:path";
import { parentPort } from "node:worker_threads";
import { words } from "./words.ts";
parentPort?.postMessage(words + " " + basename(process.argv[1] ?? ""));
`,
  "packages/greeting/src/main.ts": `
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { folder } from "./words.ts";
import { log } from "installed";
const thread = new Worker(new URL("thread.ts", import.meta.url));
const [said] = await once(thread, "message");
const { later } = await import("./later.ts");
log([said, folder, later, import.meta.main].join(" "));
`,
  "packages/greeting/src/later.ts": `export const later: string = "later";`,
};

/** A checkout of these files, all of them written long ago. */
function checkout(t: TestContext): { root: string; entry: string; cache: string } {
  const root = mkdtempSync(path.join(tmpdir(), "lingdai-bundle-"));
  t.after(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [file, text] of Object.entries(SOURCES)) write(root, file, text);
  const entry = path.join(root, "packages/greeting/src/main.ts");
  return { root, entry, cache: path.join(root, ".cache", "bundled") };
}

function write(root: string, file: string, text: string, at: Date = LONG_AGO): void {
  const place = path.join(root, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
  utimesSync(place, at, at);
}

function run(file: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trim();
}

test("A bundle does what its sources do, threads and what is installed among it", async (t) => {
  const { root, entry } = checkout(t);
  const bundle = await bundled(root, entry);
  const folder = path.join(root, "packages/greeting/src");
  assert.equal(run(entry), `您好 thread.ts ${folder} later true installed/log.js`);
  assert.equal(run(bundle), `您好 thread.mjs ${folder} later true installed/log.js`);
});

test("A bundle is taken again while its sources stay as they are", async (t) => {
  const { root, entry } = checkout(t);
  assert.equal(await bundled(root, entry), await bundled(root, entry));
});

test("An installed package of modules that every run loads is taken in, until another version lies there", async (t) => {
  const { root, entry } = checkout(t);
  const manifest = '{ "type": "module", "exports": "./write.js" }';
  write(root, "node_modules/wasmati/package.json", manifest);
  write(root, "node_modules/wasmati/write.js", 'export const write = "first";');
  write(
    root,
    "packages/greeting/src/later.ts",
    'import { write } from "wasmati";\nexport const later: string = write;',
  );
  const bundle = await bundled(root, entry);
  rmSync(path.join(root, "node_modules/wasmati/write.js"));
  assert.match(run(bundle), / first true /);
  write(root, "node_modules/wasmati/write.js", 'export const write = "second";');
  write(root, "node_modules/wasmati/package.json", manifest, new Date("2024-01-02"));
  assert.match(run(await bundled(root, entry)), / second true /);
});

for (const [what, file, text] of [
  ["the entry", "packages/greeting/src/main.ts", 'console.log("other");'],
  [
    "a source that is loaded later",
    "packages/greeting/src/later.ts",
    'export const later: string = "sooner";',
  ],
  [
    "a manifest",
    "packages/greeting/package.json",
    '{ "name": "@lingdai/other", "type": "module" }',
  ],
] as const) {
  test(`A bundle is made anew when ${what} has changed`, async (t) => {
    const { root, entry } = checkout(t);
    const first = await bundled(root, entry);
    write(root, file, text, new Date("2024-01-02"));
    const second = await bundled(root, entry);
    assert.notEqual(second, first);
    assert.equal(run(second), run(entry).replace("thread.ts", "thread.mjs"));
  });
}

test("A bundle is made anew when a source has gone", async (t) => {
  const { root, entry } = checkout(t);
  const first = await bundled(root, entry);
  rmSync(path.join(root, "packages/greeting/src/later.ts"));
  assert.equal(await bundled(root, entry), entry);
  write(root, "packages/greeting/src/later.ts", SOURCES["packages/greeting/src/later.ts"]);
  assert.equal(await bundled(root, entry), first);
});

test("Sources that were written just now run as they are: they may change once more unseen", async (t) => {
  const { root, entry, cache } = checkout(t);
  write(root, "packages/greeting/src/later.ts", 'export const later = "now";', new Date());
  assert.equal(await bundled(root, entry), entry);
  assert.equal(existsSync(cache), false);
});

test("Sources with an error run as they are, and tell it", async (t) => {
  const { root, entry, cache } = checkout(t);
  write(root, "packages/greeting/src/later.ts", "export const later: string = ;");
  assert.equal(await bundled(root, entry), entry);
  assert.deepEqual(readdirSync(cache), []);
});

test("Where nothing can be written the sources run", async (t) => {
  const { root, entry } = checkout(t);
  write(root, ".cache", "a file where the folder should be");
  assert.equal(await bundled(root, entry), entry);
});

test("A bundle that was damaged or removed is made anew", async (t) => {
  const { root, entry, cache } = checkout(t);
  const first = await bundled(root, entry);
  rmSync(path.dirname(first), { recursive: true });
  const second = await bundled(root, entry);
  assert.notEqual(second, first);
  writeFileSync(path.join(cache, "bundle.json"), '{"folder":');
  assert.notEqual(await bundled(root, entry), second);
});

test("Bundles that nobody can be running from any more are removed", async (t) => {
  const { root, entry, cache } = checkout(t);
  const first = await bundled(root, entry);
  utimesSync(path.dirname(first), LONG_AGO, LONG_AGO);
  write(
    root,
    "packages/greeting/src/later.ts",
    'export const later = "x";',
    new Date("2024-01-02"),
  );
  const second = await bundled(root, entry);
  const left = readdirSync(cache).filter((name) => name !== "bundle.json");
  assert.deepEqual(left, [path.basename(path.dirname(second))]);
});
