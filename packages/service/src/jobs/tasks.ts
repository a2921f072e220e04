// What a worker can be asked to do. Each task takes a plain payload, may be killed and done again, and
// knows nothing of the queue.

import { existsSync } from "node:fs";

import type { Day } from "@lingdai/policy";
import { parseDay } from "@lingdai/policy";
import type { Database, StaffId } from "@lingdai/store";
import {
  anchorAudit,
  clearEndedSessions,
  clearOldAnswers,
  clearProviderSignIns,
  foldCounts,
  inTransaction,
  listWaitingWalkIns,
  moveNoticesToOutbox,
  staffIdOf,
} from "@lingdai/store";
import type { TaskList } from "graphile-worker";

import { importObservations } from "../intake/import-observations.ts";
import { importRoster } from "../intake/import-roster.ts";
import type { FileInbox } from "../intake/file-inbox.ts";
import { takeInBrought } from "../intake/take-in-brought.ts";
import type { Messaging } from "../messages/send-messages.ts";
import { sendMessages } from "../messages/send-messages.ts";
import type { PaymentFolders } from "../payment/payment-folders.ts";
import { takeReceiptFiles } from "../payment/take-receipt-files.ts";
import { writeInstructions } from "../payment/write-instructions.ts";
import { runNights } from "../nightly-run.ts";
import { takeUpWalkInCertification } from "../use-cases/walk-in.ts";

export interface TaskMeans {
  readonly database: Database;
  readonly today: () => Day;
  readonly messaging: Messaging;
  /** Absent: no payment system is told by files. */
  readonly payment?: PaymentFolders | undefined;
  /** Where files lie that staff brought; absent: only files by their path are taken in. */
  readonly inbox?: FileInbox | undefined;
}

/** `import-file`: a file that was brought, by its number; or one that lies where the worker can read it. */
type ImportPayload = { readonly sourceFileId: number } | FileByPath;

interface FileByPath {
  readonly sort: "roster" | "observations";
  readonly path: string;
  readonly mappings: readonly string[];
  readonly broughtBy?: StaffId | undefined;
}

const NOTICES_A_ROUND = 5000;
const WALK_INS_A_ROUND = 500;

export function tasksOf({ database, today, messaging, payment, inbox }: TaskMeans) {
  return {
    /** A night; the day may be given for one that is made good. */
    nightly: async (payload, { abortSignal: signal }) => {
      const { failed } = await runNights({ database, day: dayIn(payload) ?? today(), signal });
      // The night is done for all others; the failure shows, and the job tries these again.
      if (failed.length > 0) {
        const errors = failed.map(({ error }) => error);
        throw new AggregateError(errors, `${failed.length} cases could not be stepped`);
      }
    },
    "import-file": async (payload, { job, abortSignal: signal }) => {
      const asked = importOf(payload);
      if ("sourceFileId" in asked) {
        if (inbox === undefined) throw new Error("this worker cannot see brought files");
        const { sourceFileId } = asked;
        const afterwards = job.attempts < job.max_attempts ? "tried-again" : "given-up";
        await takeInBrought(database, { sourceFileId, inbox, day: today(), afterwards, signal });
        return;
      }
      const { sort, path, mappings, broughtBy } = asked;
      // Whoever fetched it away has taken it in or thought better of it.
      if (!existsSync(path)) return;
      const take = sort === "roster" ? importRoster : importObservations;
      await take(database, { path, mappings, broughtBy, day: today(), signal });
    },
    "send-notices": async (_payload, { abortSignal: signal }) => {
      let moved = NOTICES_A_ROUND;
      while (moved === NOTICES_A_ROUND) {
        moved = await inTransaction(database, "worker", async (tx) =>
          moveNoticesToOutbox(tx, NOTICES_A_ROUND, messaging.now()),
        );
      }
      await sendMessages(database, { ...messaging, signal });
    },
    /** After the night: what it decided about money, to the payment systems. */
    "write-payment-files": async () => {
      if (payment === undefined) return;
      await writeInstructions(database, { folders: payment, today: today(), now: new Date() });
    },
    "take-payment-receipts": async () => {
      if (payment === undefined) return;
      await takeReceiptFiles(database, { folders: payment, today: today() });
    },
    /** What changed since the last time, into the counts of every place. */
    "fold-counts": async () => {
      await foldCounts(database);
    },
    /** Where the audit's chains end now, under a code: what is rewritten before shows from then on. */
    "anchor-audit": async () => {
      await anchorAudit(database);
    },
    /** Sessions that have ended, sign-ins that nobody came back to, answers that nobody asks for again. */
    "clear-away": async () => {
      await inTransaction(database, "worker", async (tx) => {
        await clearEndedSessions(tx);
        await clearProviderSignIns(tx);
        await clearOldAnswers(tx);
      });
    },
    /** Certifications filed anywhere in the country, each into its own region. */
    "take-up-walk-ins": async () => {
      const errors: unknown[] = [];
      const waiting = await inTransaction(database, "worker", async (tx) =>
        listWaitingWalkIns(tx, WALK_INS_A_ROUND),
      );
      for (const walkInId of waiting) {
        // One that cannot be brought in waits for somebody to look; the others do not wait for it.
        await takeUpWalkInCertification(database, walkInId, today()).catch((error: unknown) => {
          errors.push(error);
        });
      }
      if (errors.length > 0) {
        throw new AggregateError(errors, `${errors.length} walk-ins could not be taken up`);
      }
    },
  } satisfies TaskList;
}

function dayIn(payload: unknown): Day | undefined {
  const text = fieldOf(payload, "day");
  if (text === undefined) return undefined;
  const day = typeof text === "string" ? parseDay(text) : undefined;
  if (day === undefined) throw new TypeError("the day of a night is written YYYY-MM-DD");
  return day;
}

function importOf(payload: unknown): ImportPayload {
  const sourceFileId = fieldOf(payload, "sourceFileId");
  if (typeof sourceFileId === "number") return { sourceFileId };
  const [sort, path] = [fieldOf(payload, "sort"), fieldOf(payload, "path")];
  const mappings = fieldOf(payload, "mappings") ?? [];
  const isKnown = sort === "roster" || sort === "observations";
  const areTexts = Array.isArray(mappings) && mappings.every((each) => typeof each === "string");
  if (!isKnown || typeof path !== "string" || !areTexts) {
    throw new TypeError("import-file needs sort, path and mappings");
  }
  const staffId = fieldOf(payload, "broughtBy");
  const broughtBy = typeof staffId === "number" ? staffIdOf(staffId) : undefined;
  return { sort, path, mappings, broughtBy };
}

function fieldOf(payload: unknown, field: string): unknown {
  if (typeof payload !== "object" || payload === null) return undefined;
  return (payload as Readonly<Record<string, unknown>>)[field];
}
