// A system of record of a test file's own: an empty database, migrated, with both roles connected.
// Real PostgreSQL, nothing in its place.

import type { Keyring } from "@lingdai/store";
import { openDatabase, type Database } from "@lingdai/store";

import { TEST_KEYRING } from "./test-keyring.ts";
import { openMigratedServer } from "./test-server.ts";

export interface TestRecord {
  readonly ownerUrl: string;
  readonly keyring: Keyring;
  readonly app: Database;
  readonly worker: Database;
  /** Ends everything and removes what was made. */
  close(): Promise<void>;
}

export async function openTestRecord(): Promise<TestRecord> {
  const server = await openMigratedServer();
  const { ownerUrl } = server;
  const keyring = TEST_KEYRING;
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
