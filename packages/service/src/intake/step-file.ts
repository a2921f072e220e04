// The second half of taking a file in: whoever it says something about is stepped, a batch of people in
// a transaction. The batch comes off the file's list in that transaction, so whatever is killed, nobody
// is stepped twice or never.

import type { Day } from "@lingdai/policy";
import type { Database, SourceFile } from "@lingdai/store";
import {
  clientOf,
  hasAwaitedSteps,
  inTransaction,
  moveFile,
  takeAwaitedSteps,
} from "@lingdai/store";

import { stepCases } from "../cases/step-cases.ts";

/** More make fewer round trips, and a killed import repeats more. */
const PEOPLE_A_BATCH = 400;
/** While one batch waits for the database the other is thought through. */
const BATCHES_AT_ONCE = 2;

/** Steps everybody on the file's list and marks it as taken in. */
export async function stepFile(
  database: Database,
  file: SourceFile,
  day: Day,
  signal: AbortSignal | undefined,
): Promise<void> {
  const work = async (): Promise<void> => {
    while (await stepBatch(database, file, day)) signal?.throwIfAborted();
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
  await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    if (await hasAwaitedSteps(session, file.sourceFileId)) return;
    await moveFile(session, file.sourceFileId, "taken-in");
  });
}

/** False where nobody is left. What a policy refuses stays on record without effect. */
async function stepBatch(database: Database, file: SourceFile, day: Day): Promise<boolean> {
  return await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    const { sourceFileId, arrivedOn } = file;
    const people = await takeAwaitedSteps(session, sourceFileId, arrivedOn, PEOPLE_A_BATCH);
    const steps = people.map(({ beneficiaryId, observations }) => ({
      beneficiaryId,
      events: observations.map((each) => ({ type: "observe", ...each }) as const),
    }));
    if (steps.length > 0) await stepCases(session, steps, day);
    return steps.length > 0;
  });
}
