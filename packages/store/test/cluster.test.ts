import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, test } from "node:test";

import pg from "pg";

import { UnusableDatabase, findRunningCluster, startCluster } from "@lingdai/store";

const folders: string[] = [];
const holders: ChildProcess[] = [];

afterEach(async () => {
  for (const holder of holders.splice(0)) await kill(holder);
  for (const folder of folders.splice(0)) {
    const { place } = await readNote(folder);
    if (existsSync(path.join(place, "postmaster.pid"))) {
      await (await startCluster({ folder, durability: "disposable" })).stop();
    }
    await rm(place, { recursive: true });
    await rm(folder, { recursive: true, force: true });
  }
});

async function makeFolder(mode: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-cluster-"));
  await chmod(folder, mode);
  folders.push(folder);
  return folder;
}

async function readNote(folder: string): Promise<{ place: string }> {
  return JSON.parse(await readFile(path.join(folder, "cluster.json"), "utf8")) as { place: string };
}

/** Starts another process on the folder; resolves with what it says first. */
async function hold(folder: string): Promise<{ said: string; holder: ChildProcess }> {
  const holder = spawn(
    process.execPath,
    [path.join(import.meta.dirname, "hold-cluster.ts"), folder],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  holders.push(holder);
  return await new Promise((resolve, reject) => {
    holder.on("error", reject);
    holder.stdout?.once("data", (said: Buffer) => {
      resolve({ said: said.toString("utf8").trim(), holder });
    });
  });
}

async function kill(holder: ChildProcess): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return;
  await new Promise((resolve) => {
    holder.once("exit", resolve);
    holder.kill("SIGKILL");
  });
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(question)).rows[0];
  } finally {
    await client.end();
  }
}

async function isServing(url: string): Promise<boolean> {
  return await ask(url, "SELECT").then(
    () => true,
    () => false,
  );
}

test("A record holds every name, and sorts the same on every machine", async () => {
  const folder = await makeFolder(0o711);
  const cluster = await startCluster({ folder, durability: "disposable" });
  assert.deepEqual(
    await ask(
      cluster.url,
      "SELECT getdatabaseencoding() AS encoding, datlocale AS locale FROM pg_database WHERE datname = current_database()",
    ),
    { encoding: "UTF8", locale: "C.UTF-8" },
  );
  await cluster.stop();
  assert.equal(await isServing(cluster.url), false);
});

test("A strict umask keeps nothing from the server that it needs", async () => {
  const parent = await mkdtemp(path.join(tmpdir(), "lingdai-cluster-"));
  await chmod(parent, 0o711);
  const folder = path.join(parent, "made", "below");
  const umask = process.umask(0o077);
  try {
    await (await startCluster({ folder, durability: "disposable" })).stop();
    assert.equal((await readNote(folder)).place, path.join(folder, "postgres"));
  } finally {
    process.umask(umask);
    await rm(parent, { recursive: true });
  }
});

test("Only the owner of the folder reads the password in it", async () => {
  const folder = await makeFolder(0o711);
  const cluster = await startCluster({ folder, durability: "disposable" });
  await cluster.stop();
  assert.equal((await stat(path.join(folder, "cluster.json"))).mode & 0o777, 0o600);
  assert.equal((await stat((await readNote(folder)).place)).mode & 0o077, 0);
});

test("What was written is there after stop and start", async () => {
  const folder = await makeFolder(0o711);
  const first = await startCluster({ folder, durability: "disposable" });
  await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
  await first.stop();
  const second = await startCluster({ folder, durability: "disposable" });
  assert.deepEqual(await ask(second.url, "SELECT answer FROM kept"), { answer: 42 });
  await second.stop();
});

test("A folder in use is refused to a second process and to the same one, and found by who asks", async () => {
  const folder = await makeFolder(0o711);
  const { said, holder } = await hold(folder);
  assert.match(said, /^postgres:/);
  await assert.rejects(startCluster({ folder }), (error) => {
    assert.ok(error instanceof UnusableDatabase);
    assert.match(error.message, new RegExp(`正被进程 ${holder.pid} 使用`, "u"));
    return true;
  });
  assert.equal(await findRunningCluster(folder), said);
  await kill(holder);
  const cluster = await startCluster({ folder, durability: "disposable" });
  await assert.rejects(startCluster({ folder }), UnusableDatabase);
  await cluster.stop();
  assert.equal(await findRunningCluster(folder), undefined);
});

test("A server left behind by a killed process is stopped, and what was committed is kept", async () => {
  const folder = await makeFolder(0o711);
  const { said: url, holder } = await hold(folder);
  await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer");
  await kill(holder);
  assert.equal(await isServing(url), true, "the server outlives its process");
  const cluster = await startCluster({ folder, durability: "disposable" });
  assert.equal(await isServing(url), false);
  assert.deepEqual(await ask(cluster.url, "SELECT answer FROM kept"), { answer: 42 });
  await cluster.stop();
});

test("Of many processes that begin at once at most one gets the folder", async () => {
  const folder = await makeFolder(0o711);
  const starts = await Promise.all([1, 2, 3, 4].map(async () => await hold(folder)));
  const served = starts.filter(({ said }) => !said.startsWith("refused"));
  assert.ok(served.length <= 1, starts.map(({ said }) => said).join("\n"));
});

test(
  "Root may keep the record where only root may enter",
  { skip: process.getuid?.() !== 0 },
  async () => {
    const folder = await makeFolder(0o700);
    const cluster = await startCluster({ folder, durability: "disposable" });
    await ask(cluster.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await cluster.stop();
    const again = await startCluster({ folder, durability: "disposable" });
    assert.deepEqual(await ask(again.url, "SELECT answer FROM kept"), { answer: 42 });
    await again.stop();
  },
);
