// A system of record of a test file's own: an empty database, migrated, with both roles connected.
// Real PostgreSQL, nothing in its place.

import { createHash } from "node:crypto";

import { Keyring, migrate, openDatabase, type Database } from "@lingdai/store";

import { openTestServer } from "./test-server.ts";

export interface TestRecord {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  readonly app: Database;
  readonly worker: Database;
  /** Ends everything and removes what was made. */
  close(): Promise<void>;
}

/** The one key of the keyring that tests share; no secret. */
export const TEST_MASTER = createHash("sha256").update("test").digest();
export const TEST_KEYRING = Keyring.fromMaster(TEST_MASTER);

export async function openTestRecord(): Promise<TestRecord> {
  const server = await openTestServer();
  const ownerUrl = await server.createDatabase();
  const keyring = TEST_KEYRING;
  await migrate({ ownerUrl, keyring });
  const app = openDatabase({ url: ownerUrl, role: "app", keyring });
  const worker = openDatabase({ url: ownerUrl, role: "worker", keyring });
  return {
    ownerUrl,
    keyring,
    app,
    worker,
    close: async () => {
      await Promise.all([app.close(), worker.close()]);
      await server.close();
    },
  };
}
