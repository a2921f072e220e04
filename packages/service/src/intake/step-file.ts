// The second half of taking a file in: whoever it says something about is stepped, a batch of people in
// a transaction. The batch comes off the file's list in that transaction, so whatever is killed, nobody
// is stepped twice or never.

import type { Day } from "@lingdai/policy";
import type { AwaitedQuery, Database, SourceFile } from "@lingdai/store";
import {
  clientOf,
  foldingBetweenBatches,
  hasAwaitedSteps,
  inTransaction,
  learnAwaitedSteps,
  moveFile,
  takeAwaitedSteps,
} from "@lingdai/store";

import type { Round } from "../cases/step-cases.ts";
import { aLargeRound, stepCases } from "../cases/step-cases.ts";

/** More make fewer round trips, and a killed import repeats more. */
const PEOPLE_A_BATCH = 1000;
/** While one batch waits for the database the other is thought through. */
const BATCHES_AT_ONCE = 2;

/** A file whose rows are in, and the day on which they arrived. */
type SteppingFile = Pick<SourceFile, "sourceFileId" | "arrivedOn">;

/** Steps everybody on the file's list and marks it as taken in. */
export async function stepFile(
  database: Database,
  file: SteppingFile,
  day: Day,
  signal: AbortSignal | undefined,
): Promise<void> {
  await inTransaction(database, "worker", async (tx) => {
    await learnAwaitedSteps(clientOf(tx));
  });
  const round = aLargeRound(day);
  const foldNowAndThen = foldingBetweenBatches(database);
  const work = async (): Promise<void> => {
    let behind = 0;
    let people: "free" | "all" = "free";
    for (;;) {
      signal?.throwIfAborted();
      const last = await stepBatch(database, file, day, round, { behind, people });
      // Once more from the start: whom another one had in hand may have been left by it.
      if (last === undefined && people === "all" && behind === 0) return;
      if (last === undefined) people = "all";
      behind = last ?? 0;
      await foldNowAndThen();
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work));
  await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    if (await hasAwaitedSteps(session, file.sourceFileId)) return;
    await moveFile(session, file.sourceFileId, "taken-in");
  });
}

/** The last whom it stepped; undefined where nobody is left. What a policy refuses stays without effect. */
async function stepBatch(
  database: Database,
  { sourceFileId, arrivedOn }: SteppingFile,
  day: Day,
  round: Round,
  whom: Pick<AwaitedQuery, "behind" | "people">,
): Promise<number | undefined> {
  return await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    const people = await takeAwaitedSteps(session, {
      sourceFileId,
      arrivedOn,
      ...whom,
      peopleMax: PEOPLE_A_BATCH,
    });
    const steps = people.map(({ beneficiaryId, observations }) => ({
      beneficiaryId,
      events: observations.map((each) => ({ type: "observe", ...each }) as const),
    }));
    if (steps.length > 0) await stepCases(session, steps, day, round);
    return steps.at(-1)?.beneficiaryId;
  });
}
