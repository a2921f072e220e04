// The job behind a file that a member of staff brought: taken in, or given up with the reason. May be
// killed at any point and done again. Only what can never succeed is given up at once; whatever else
// goes wrong is tried again, and given up when the queue would.

import { dirname } from "node:path";

import { UnusableInput } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { BroughtFile, Database, FileFailure } from "@lingdai/store";
import { asOne, failFile, findAgencyOf, findBroughtFile, withSession } from "@lingdai/store";

import { keyOfFile } from "./brought-key.ts";
import type { FileInbox, KeptFile } from "./file-inbox.ts";
import { importObservations } from "./import-observations.ts";
import { importRoster } from "./import-roster.ts";
import { RowsDone } from "./rows-done.ts";
import { stepFile } from "./step-file.ts";

export interface TakingInBrought {
  readonly sourceFileId: number;
  readonly inbox: FileInbox;
  readonly day: Day;
  /** Whether it is tried again where it goes wrong. */
  readonly afterwards: "tried-again" | "given-up";
  /** Aborted where the worker ends: the next one goes on. */
  readonly signal?: AbortSignal | undefined;
}

export async function takeInBrought(database: Database, job: TakingInBrought): Promise<void> {
  const { sourceFileId, inbox } = job;
  const file = await findBroughtFile(database, sourceFileId);
  if (file === undefined || file.state === "failed") return;
  const key = keyOfFile(file);
  if (file.state !== "taken-in") {
    const kept = await inbox.find(key);
    const failure = await attempt(database, job, file, kept);
    if (failure !== undefined) {
      await giveUp(database, job, key, failure);
      return;
    }
  }
  await inbox.remove(key);
}

/** What stands against it for good; undefined where it is in. Throws what may go better next time. */
async function attempt(
  database: Database,
  { sourceFileId, day, afterwards, signal }: TakingInBrought,
  { sort, contentHash, staffId, place, state, arrivedOn }: BroughtFile,
  kept: KeptFile | undefined,
): Promise<GivenUp | undefined> {
  if (state === "stepping") {
    // Its rows are in, for the place that it was brought for: nobody is asked about that any more.
    await stepFile(database, { sourceFileId, arrivedOn }, day, signal);
    return undefined;
  }
  if (kept === undefined) return { failure: "gone", detail: null, cause: undefined };
  const agency = await withSession(database, async (session) => findAgencyOf(session, staffId));
  if (agency !== place) return { failure: "not-theirs", detail: null, cause: undefined };
  const rows = new RowsDone(database, sourceFileId);
  const take = sort === "roster" ? importRoster : importObservations;
  try {
    const { onRows } = rows;
    await take(database, { ...kept, day, broughtBy: staffId, contentHash, signal, onRows });
    return undefined;
  } catch (cause) {
    if (cause instanceof UnusableInput) {
      return { failure: "unreadable", detail: withoutFolders(cause.message, kept), cause };
    }
    if (afterwards === "tried-again" || signal?.aborted === true) throw cause;
    return { failure: "defect", detail: null, cause };
  } finally {
    await rows.end();
  }
}

interface GivenUp extends FileFailure {
  readonly cause: unknown;
}

/** The file goes in the transaction that gives it up: whoever brings it again waits for both. */
async function giveUp(
  database: Database,
  { sourceFileId, inbox }: TakingInBrought,
  key: string,
  { cause, ...failure }: GivenUp,
): Promise<void> {
  await withSession(database, async (session) => {
    await asOne(session, async () => {
      if (!(await failFile(session, sourceFileId, failure))) {
        // Its rows are in and its people wait for their steps: that is never given up.
        throw new Error(`file ${sourceFileId} cannot go on: ${failure.failure}`, { cause });
      }
      await inbox.remove(key);
    });
  });
}

/** Where the server keeps it is nobody's business. */
function withoutFolders(message: string, { path, mappings }: KeptFile): string {
  return [path, ...mappings].reduce(
    (text, each) => text.replaceAll(`${dirname(each)}/`, ""),
    message,
  );
}
