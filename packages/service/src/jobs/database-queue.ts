// The queue in the database as use cases know it: a job is there if the deciding transaction was.

import { enqueueJob } from "@lingdai/store";

import type { JobQueue } from "../use-cases/desk.ts";

export const DATABASE_QUEUE: JobQueue = {
  add: async (tx, jobs) => {
    // One waiting job of a name is enough: each does all that waits.
    for (const { name, payload } of jobs) await enqueueJob(tx, { task: name, payload, key: name });
  },
};
