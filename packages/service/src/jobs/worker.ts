// A worker: takes jobs from the queue in the database and does them, any number of workers side by side.
// Every job may be killed at any point and done again; a job whose worker was killed is given back by
// the next worker that looks. The day is asked of a clock that the caller brings, once a job.

import type { Day } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { SignOfLife, freeJobsOfTheDead, openQueuePool } from "@lingdai/store";
import { EventEmitter } from "node:events";
import type { TaskList, WorkerEvents } from "graphile-worker";
import { parseCronItems, run } from "graphile-worker";

import type { FileInbox } from "../intake/file-inbox.ts";
import { READABLE_OUTBOX } from "../messages/message-gateway.ts";
import { WAKING_HOURS_DEFAULT } from "../messages/quiet-hours.ts";
import type { Messaging } from "../messages/send-messages.ts";
import type { PaymentFolders } from "../payment/payment-folders.ts";
import { silentLogger } from "./prepare-queue.ts";
import { tasksOf } from "./tasks.ts";

export interface WorkerOptions {
  /** Logged in as the worker's role. */
  readonly database: Database;
  /** The same login, for the queue's own connections. */
  readonly url: string;
  readonly today: () => Day;
  /** How messages leave; absent: they can be read in the outbox. */
  readonly messaging?: Messaging | undefined;
  /** Where payment systems are told by files; absent: nowhere. */
  readonly payment?: PaymentFolders | undefined;
  /** Where files lie that staff brought; absent: it takes none of them in. */
  readonly inbox?: FileInbox | undefined;
  /** Jobs at a time; more help only where they wait for something other than the processor. */
  readonly jobsMax?: number | undefined;
  /** How often the jobs of killed workers are looked for. */
  readonly lookMs?: number | undefined;
  readonly onFailure?: ((task: string, error: unknown) => void) | undefined;
}

export interface RunningWorker {
  /** Resolves once the jobs at hand are done, or cut short where they would take long. */
  stop(): Promise<void>;
  /** Resolves when the worker has ended for whatever reason. */
  readonly ended: Promise<void>;
}

/**
 * Times are UTC: 16:05 is five past midnight in Shanghai, which knows no summer time. A night that
 * nobody was there for is made good; the run itself catches up on days that were missed.
 */
const NIGHTLY = "5 16 * * *";
/** Half past one in the morning in Shanghai: the night has decided what it will. */
const PAYMENT_FILES = "30 17 * * *";
/** Once told to end: every job may be cut short and done again, so only what is all but done is waited for. */
const LAST_JOBS_MS = 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const ONLY_READABLE: Messaging = {
  gateway: READABLE_OUTBOX,
  wakingHours: WAKING_HOURS_DEFAULT,
  now: () => new Date(),
};

export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const {
    database,
    url,
    today,
    messaging = ONLY_READABLE,
    payment,
    inbox,
    jobsMax = 2,
    lookMs = 10_000,
  } = options;
  const events = new EventEmitter() as WorkerEvents;
  const signs: SignOfLife[] = [];
  events.on("pool:create", ({ workerPool }) => {
    signs.push(new SignOfLife(database, workerPool.id));
  });
  events.on("job:error", ({ job, error }) => {
    options.onFailure?.(job.task_identifier, error);
  });
  await freeJobsOfTheDead(database);
  const pool = openQueuePool(url);
  const runner = await run({
    pgPool: pool,
    concurrency: jobsMax,
    taskList: tasksOf({ database, today, messaging, payment, inbox }) satisfies TaskList,
    parsedCronItems: parseCronItems([
      { task: "nightly", match: NIGHTLY, options: { backfillPeriod: DAY_MS } },
      ...["send-notices", "fold-counts", "take-up-walk-ins"].map((task) => ({
        task,
        match: "* * * * *",
        // One that waits does the next one's work too.
        options: { jobKey: task },
      })),
      {
        task: "write-payment-files",
        match: PAYMENT_FILES,
        options: { backfillPeriod: DAY_MS, jobKey: "write-payment-files" },
      },
      {
        task: "take-payment-receipts",
        match: "*/5 * * * *",
        options: { jobKey: "take-payment-receipts" },
      },
      { task: "anchor-audit", match: "20 * * * *", options: { jobKey: "anchor-audit" } },
      { task: "clear-away", match: "40 * * * *", options: { jobKey: "clear-away" } },
    ]),
    events,
    logger: silentLogger(),
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: LAST_JOBS_MS,
    pollInterval: 1000,
  });
  await Promise.all(signs.map(async (sign) => await sign.give()));
  const looking = setInterval(() => {
    // Without the database there is nothing to look for; the next look will see.
    look(database, signs).catch(() => {});
  }, lookMs);
  const end = async (): Promise<void> => {
    try {
      await runner.promise;
    } finally {
      clearInterval(looking);
      for (const sign of signs) sign.end();
      await pool.end();
    }
  };
  const ended = end();
  ended.catch(() => {});
  return {
    ended,
    stop: async () => {
      await runner.stop();
      await ended;
    },
  };
}

async function look(database: Database, signs: readonly SignOfLife[]): Promise<void> {
  await Promise.all(signs.map(async (sign) => await sign.give()));
  await freeJobsOfTheDead(database);
}
