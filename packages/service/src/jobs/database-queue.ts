// The queue in the database as use cases know it: a job is there if the deciding transaction was.

import type { JobRequest } from "@lingdai/store";
import { enqueueJob } from "@lingdai/store";

import type { Job, JobQueue } from "../use-cases/desk.ts";

export const DATABASE_QUEUE: JobQueue = {
  add: async (tx, jobs) => {
    for (const job of jobs) await enqueueJob(tx, requestFor(job));
  },
};

function requestFor(job: Job): JobRequest {
  const { name: task, payload } = job;
  switch (job.name) {
    case "send-notices":
      // One waiting job is enough: each does all that waits.
      return { task, payload, key: task };
    case "import-file":
      // In one queue, so that a roster is in before what was brought after it.
      return { task, payload, key: `file ${job.payload.sourceFileId}`, queue: "brought-files" };
  }
}
