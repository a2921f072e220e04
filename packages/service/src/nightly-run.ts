// The nightly run: before anything else of a day, every case that is due is stepped, batch by batch,
// each in its own transaction. Killed at any point it goes on with what is left; two runs at once
// share the work. After days without a run each missed day is run in its order.

import type { Day } from "@lingdai/policy";
import type { BeneficiaryId, Database } from "@lingdai/store";
import {
  beginNightlyRun,
  clientOf,
  findLastNightlyRun,
  finishNightlyRun,
  foldingBetweenBatches,
  inTransaction,
  isAnybodyDue,
  noteNightlyRun,
  openTrackingCases,
  takeDuePeople,
} from "@lingdai/store";

import type { Round } from "./cases/step-cases.ts";
import { aLargeRound, stepCases } from "./cases/step-cases.ts";

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
  /** Whose case could not be stepped: a defect, for somebody to look at. They stay due. */
  readonly failed: readonly FailedPerson[];
}

export interface FailedPerson {
  readonly beneficiaryId: BeneficiaryId;
  readonly error: unknown;
}

const BATCH = 500;
const WAIT_MS = 50;

/** Runs every day up to that one which is not finished yet. */
export async function runNights(options: NightlyRunOptions): Promise<NightlyReport> {
  const { database, day } = options;
  const last = await inTransaction(database, "worker", findLastNightlyRun);
  const first = last === undefined ? day : last.isFinished ? last.day + 1 : last.day;
  const days: Day[] = [];
  const failed: FailedPerson[] = [];
  let [cases, notices] = [0, 0];
  for (let night = Math.min(first, day); night <= day; night += 1) {
    const done = await runNight({ ...options, day: night }, failed);
    days.push(night);
    cases += done.cases;
    notices += done.notices;
  }
  return { days, cases, notices, failed };
}

async function runNight(
  options: NightlyRunOptions,
  failed: FailedPerson[],
): Promise<{ readonly cases: number; readonly notices: number }> {
  const { database, day, onProgress, signal, batchMax = BATCH } = options;
  await inTransaction(database, "worker", async (tx) => {
    await beginNightlyRun(tx, day);
  });
  const round = aLargeRound(day);
  const foldNowAndThen = foldingBetweenBatches(database);
  let [cases, notices] = [0, 0];
  /** How many people are stepped one by one, to find whose case broke a batch. */
  let singly = 0;
  for (;;) {
    signal?.throwIfAborted();
    const except = failed.map(({ beneficiaryId }) => beneficiaryId);
    const done = await runBatch(database, round, singly > 0 ? 1 : batchMax, except);
    singly = "people" in done ? Math.max(singly - 1, 0) : batchMax;
    if (!("people" in done)) {
      if (done.tried.length > 1) continue;
      failed.push(...done.tried.map((beneficiaryId) => ({ beneficiaryId, error: done.error })));
      continue;
    }
    cases += done.cases;
    notices += done.notices;
    onProgress?.({ day, cases });
    await foldNowAndThen();
    if (done.people > 0) continue;
    // Whoever is left is in another run's hands; the day is over when that one is through.
    const isOver = await inTransaction(
      database,
      "worker",
      async (tx) => !(await isAnybodyDue(clientOf(tx), day, except)),
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

interface DoneBatch {
  readonly people: number;
  readonly cases: number;
  readonly notices: number;
}

/** A batch that broke is rolled back whole; whom it had tried to step comes back with the error. */
async function runBatch(
  database: Database,
  round: Round,
  batchMax: number,
  except: readonly BeneficiaryId[],
): Promise<DoneBatch | { readonly tried: readonly BeneficiaryId[]; readonly error: unknown }> {
  const { day } = round.looks;
  let tried: readonly BeneficiaryId[] = [];
  try {
    return await inTransaction(database, "worker", async (tx) => {
      const session = clientOf(tx);
      tried = await takeDuePeople(session, day, batchMax, except);
      if (tried.length === 0) return { people: 0, cases: 0, notices: 0 };
      const steps = tried.map((beneficiaryId) => ({ beneficiaryId, events: [] }));
      const report = await stepCases(session, steps, day, round);
      await noteNightlyRun(tx, day, report);
      return { people: tried.length, cases: report.cases, notices: report.notices };
    });
  } catch (error) {
    // Without the database nobody's case is to blame.
    if (tried.length === 0 || isOutage(error)) throw error;
    return { tried, error };
  }
}

/** Defects have no code of the database, or one of wrong data; all else is the machine's trouble. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code !== "string" || !/^(?:22|23)/.test(error.code);
}
