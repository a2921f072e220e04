// Folds what waits of the counts: all of it now and then, and of those of who pays, which dashboards of
// provinces and cities add up whole, whenever whoever publishes has added some thousands. Knows no job.

import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import type { CountedSide } from "./roll-up.ts";
import { foldRollUp } from "./roll-up.ts";

/** More is fewer transactions, and their locks and memory for longer. */
const DELTAS_A_ROUND = 20_000;
/**
 * What waits meanwhile, at most two changes a conclusion, every dashboard of a province adds up, one to
 * two microseconds each; to fold writes the counts of each county that changed anew.
 */
const BATCHES_A_FOLD = 5;

/** Folds until nothing waits. Residences, whose changes nobody reads whole, come second each time. */
export async function foldCounts(database: Database): Promise<void> {
  let waiting = true;
  while (waiting) {
    while ((await foldRound(database, "payer")) === DELTAS_A_ROUND);
    waiting = (await foldRound(database, "residence")) === DELTAS_A_ROUND;
  }
}

/** To be called after each batch of some thousand people that somebody publishes, by all who share it. */
export function foldingBetweenBatches(database: Database): () => Promise<void> {
  let batches = 0;
  return async () => {
    batches += 1;
    if (batches % BATCHES_A_FOLD === 0) await foldRound(database, "payer");
  };
}

async function foldRound(database: Database, side: CountedSide): Promise<number> {
  return await inTransaction(database, "worker", async (tx) =>
    foldRollUp(tx, { side, deltasMax: DELTAS_A_ROUND }),
  );
}
