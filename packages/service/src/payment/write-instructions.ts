// The daily files of instructions. A file is drafted, then put on record, then moved out: whoever dies
// between leaves a draft that means nothing, or a file on record that the next run moves out.

import { createHash } from "node:crypto";

import type { Day } from "@lingdai/policy";
import type { Database, PaymentFile } from "@lingdai/store";
import {
  addPaymentFile,
  appendAudit,
  inTransaction,
  listAgenciesToFile,
  listUndeliveredFiles,
  markDelivered,
  takeInstructions,
} from "@lingdai/store";

import { instructionFile } from "./instruction-file.ts";
import type { PaymentFolders } from "./payment-folders.ts";

const ROWS_A_FILE = 20_000;

export interface WritingInstructions {
  readonly folders: PaymentFolders;
  readonly today: Day;
  readonly now: Date;
  readonly rowsMax?: number | undefined;
}

/** Resolves with the files that were delivered, those of an earlier run that was killed included. */
export async function writeInstructions(
  database: Database,
  writing: WritingInstructions,
): Promise<readonly PaymentFile[]> {
  const { folders, now } = writing;
  const agencies = await inTransaction(database, "worker", listAgenciesToFile);
  for (const payDivision of agencies) {
    let hasMore = true;
    while (hasMore) hasMore = await fileNext(database, payDivision, writing);
  }
  const waiting = await inTransaction(database, "worker", listUndeliveredFiles);
  for (const file of waiting) {
    await folders.deliver(file);
    await inTransaction(database, "worker", async (tx) => {
      await markDelivered(tx, file, now);
    });
  }
  return waiting;
}

async function fileNext(
  database: Database,
  payDivision: string,
  { folders, today, rowsMax = ROWS_A_FILE }: WritingInstructions,
): Promise<boolean> {
  return await inTransaction(database, "worker", async (tx) => {
    const taken = await takeInstructions(tx, payDivision, rowsMax);
    if (taken === undefined) return false;
    const head = { payDivision, madeOn: today };
    const content = instructionFile(head, taken, (sealed) => database.keyring.unseal(sealed));
    const contentHash = createHash("sha256").update(content).digest();
    const { fileNumber, instructions } = taken;
    const file = { ...head, fileNumber, contentHash };
    await folders.draft(file, content);
    await addPaymentFile(tx, file, instructions);
    const detail = { payDivision, fileNumber, instructions: instructions.length };
    await appendAudit(tx, [{ action: "write-payment-file", detail }]);
    return instructions.length === rowsMax;
  });
}
