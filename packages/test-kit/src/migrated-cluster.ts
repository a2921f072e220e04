// A cluster made, migrated and stopped once a test run, of which every test file copies its own: that
// is a fraction of making one. LINGDAI_TEST_CLUSTERS names the folder that the files of a run share
// (`npm test` sets it); the first who need a cluster put it there. Without it there is none.

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { migrate, startCluster } from "@lingdai/store";

import { TEST_KEYRING } from "./test-keyring.ts";

/** Where a cluster keeps what it remembers of itself, as the store writes it. */
const NOTE = "cluster.json";
const DATA = "postgres";

/** The folder of the run's migrated cluster, stopped; undefined where there can be none. */
export async function findMigratedCluster(): Promise<string | undefined> {
  const shared = process.env["LINGDAI_TEST_CLUSTERS"];
  if (shared === undefined || shared === "") return undefined;
  const migrated = path.join(shared, "migrated");
  if (!(await exists(migrated))) await makeMigratedCluster(shared, migrated);
  // As root below a folder that only root may enter, its data lie elsewhere.
  return (await exists(path.join(migrated, DATA))) ? migrated : undefined;
}

/** Two who begin at once both make one; whoever is second to end throws theirs away. */
async function makeMigratedCluster(shared: string, migrated: string): Promise<void> {
  const own = path.join(shared, randomBytes(6).toString("hex"));
  await mkdir(own);
  await chmod(own, 0o711);
  const cluster = await startCluster({ folder: own, durability: "disposable" });
  try {
    await migrate({ ownerUrl: cluster.url, keyring: TEST_KEYRING });
  } finally {
    await cluster.stop();
  }
  await rename(own, migrated).catch(async (error: unknown) => {
    await rm(own, { recursive: true });
    if (!(await exists(migrated))) throw error;
  });
}

/** Puts a stopped cluster into an empty folder, its files owned by whom they were owned by. */
export async function copyCluster(stopped: string, folder: string): Promise<void> {
  const place = path.join(folder, DATA);
  await promisify(execFile)("cp", ["-a", path.join(stopped, DATA), place]);
  const note = JSON.parse(await readFile(path.join(stopped, NOTE), "utf8")) as object;
  await writeFile(path.join(folder, NOTE), JSON.stringify({ ...note, place }), { mode: 0o600 });
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
