// The queue of jobs, made or brought up to date: after `migrate`, whose roles it needs, and before
// anybody asks for a job.

import { openQueue } from "@lingdai/store";
import { Logger, runMigrations } from "graphile-worker";

export async function prepareQueue(ownerUrl: string): Promise<void> {
  await openQueue(ownerUrl, async () => {
    await runMigrations({ connectionString: ownerUrl, logger: silentLogger() });
  });
}

/** What the queue has to say about itself is nobody's business but a debugger's. */
export function silentLogger(): Logger {
  return new Logger(() => () => {});
}
