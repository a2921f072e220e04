// The nightly run: before anything else of a day, every case that is due is stepped, batch by batch,
// each in its own transaction. Killed at any point it goes on with what is left; two runs at once
// share the work. After days without a run each missed day is run in its order.

import type { Day } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import {
  beginNightlyRun,
  clientOf,
  findLastNightlyRun,
  finishNightlyRun,
  inTransaction,
  isAnybodyDue,
  noteNightlyRun,
  openTrackingCases,
  takeDuePeople,
} from "@lingdai/store";

import { stepCases } from "./cases/step-cases.ts";

export interface NightlyRunOptions {
  /** Connected as the worker. */
  readonly database: Database;
  readonly day: Day;
  /** People a transaction; more hold locks for longer. */
  readonly batchMax?: number | undefined;
  readonly onProgress?: ((progress: NightlyProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface NightlyProgress {
  readonly day: Day;
  readonly cases: number;
}

export interface NightlyReport {
  /** The days that were run, missed ones first. */
  readonly days: readonly Day[];
  readonly cases: number;
  readonly notices: number;
}

const BATCH = 500;
const WAIT_MS = 50;

/** Runs every day up to that one which is not finished yet. */
export async function runNights(options: NightlyRunOptions): Promise<NightlyReport> {
  const { database, day } = options;
  const last = await inTransaction(database, "worker", findLastNightlyRun);
  const first = last === undefined ? day : last.isFinished ? last.day + 1 : last.day;
  const days: Day[] = [];
  let [cases, notices] = [0, 0];
  for (let night = Math.min(first, day); night <= day; night += 1) {
    const done = await runNight({ ...options, day: night });
    days.push(night);
    cases += done.cases;
    notices += done.notices;
  }
  return { days, cases, notices };
}

async function runNight(
  options: NightlyRunOptions,
): Promise<{ readonly cases: number; readonly notices: number }> {
  const { database, day, onProgress, signal, batchMax = BATCH } = options;
  await inTransaction(database, "worker", async (tx) => {
    await beginNightlyRun(tx, day);
  });
  let [cases, notices] = [0, 0];
  for (;;) {
    signal?.throwIfAborted();
    const done = await runBatch(database, day, batchMax);
    cases += done.cases;
    notices += done.notices;
    onProgress?.({ day, cases });
    if (done.people > 0) continue;
    // Whoever is left is in another run's hands; the day is over when that one is through.
    const isOver = await inTransaction(
      database,
      "worker",
      async (tx) => !(await isAnybodyDue(clientOf(tx), day)),
    );
    if (isOver) break;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  await inTransaction(database, "worker", async (tx) => {
    await openTrackingCases(tx, day);
    await finishNightlyRun(tx, day);
  });
  return { cases, notices };
}

async function runBatch(
  database: Database,
  day: Day,
  batchMax: number,
): Promise<{ readonly people: number; readonly cases: number; readonly notices: number }> {
  return await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    const people = await takeDuePeople(session, day, batchMax);
    if (people.length === 0) return { people: 0, cases: 0, notices: 0 };
    const steps = people.map((beneficiaryId) => ({ beneficiaryId, events: [] }));
    const report = await stepCases(session, steps, day);
    await noteNightlyRun(tx, day, report);
    return { people: people.length, cases: report.cases, notices: report.notices };
  });
}
