// A system of record of a test file's own: a fresh cluster in a temporary folder, migrated, with both
// roles connected. Real PostgreSQL, nothing in its place.

import { createHash } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { Keyring, migrate, openDatabase, startCluster, type Database } from "@lingdai/store";

export interface TestRecord {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  readonly app: Database;
  readonly worker: Database;
  /** Ends everything and removes the folder. */
  close(): Promise<void>;
}

/** A keyring that tests share; its key is no secret. */
export const TEST_KEYRING = Keyring.fromMaster(createHash("sha256").update("test").digest());

export async function openTestRecord(): Promise<TestRecord> {
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-test-"));
  await chmod(folder, 0o711);
  const cluster = await startCluster({ folder, durability: "disposable" });
  const keyring = TEST_KEYRING;
  await migrate({ ownerUrl: cluster.url, keyring });
  const app = openDatabase({ url: cluster.url, role: "app", keyring });
  const worker = openDatabase({ url: cluster.url, role: "worker", keyring });
  return {
    ownerUrl: cluster.url,
    keyring,
    app,
    worker,
    close: async () => {
      await Promise.all([app.close(), worker.close()]);
      await cluster.stop();
      await rm(folder, { recursive: true });
    },
  };
}
