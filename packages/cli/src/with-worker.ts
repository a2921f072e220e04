// For verbs that do a job's work by hand: the installation brought up to date, and a login as the role
// that jobs run as. Knows no verb.

import { prepareQueue } from "@lingdai/service";
import type { Database } from "@lingdai/store";
import { migrate, openDatabase, urlOfRole } from "@lingdai/store";

import { withInstallation } from "./installation.ts";

export interface WorkerLogin {
  readonly database: Database;
  /** The same login, for who must connect by itself. */
  readonly url: string;
}

export async function withWorker(work: (login: WorkerLogin) => Promise<void>): Promise<number> {
  await withInstallation(async (installation) => {
    const { ownerUrl, keyring } = installation;
    await migrate(installation);
    await prepareQueue(ownerUrl);
    const login = { url: ownerUrl, role: "worker", keyring } as const;
    const database = openDatabase(login);
    try {
      await work({ database, url: urlOfRole(login) });
    } finally {
      await database.close();
    }
  });
  return 0;
}
