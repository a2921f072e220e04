// Files of receipts taken in, each in one transaction; and instructions that stay without an answer.
// A file twice is one; a file that cannot be read is put aside whole, and is an incident.

import { createHash } from "node:crypto";

import type { Day } from "@lingdai/policy";
import { addWorkingDays } from "@lingdai/policy";
import type { AnsweredInstruction, Database, NewIncident, Transaction } from "@lingdai/store";
import {
  addReceiptFile,
  appendAudit,
  closeAnswered,
  findInstructions,
  inTransaction,
  openIncidents,
  openMissingReceipts,
  saveReceipts,
} from "@lingdai/store";

import { judgeReceipt } from "./judge-receipt.ts";
import type { PaymentFolders } from "./payment-folders.ts";
import type { ReceiptFile } from "./receipt-file.ts";
import { UnreadableReceipts, readReceiptFile } from "./receipt-file.ts";

/** Reading: a payment system answers within three working days; later somebody asks. */
const ANSWERS_WITHIN_WORKING_DAYS = 3;

export interface TakingReceipts {
  readonly folders: PaymentFolders;
  readonly today: Day;
}

export async function takeReceiptFiles(
  database: Database,
  { folders, today }: TakingReceipts,
): Promise<void> {
  for (const name of await folders.listReceipts()) {
    const content = await folders.readReceipts(name);
    if (content === undefined) continue;
    const read = readOrNot(content);
    await inTransaction(database, "worker", async (tx) => {
      if (read instanceof UnreadableReceipts) {
        const detail = { file: name, fault: read.message };
        const { payDivision } = read;
        await openIncidents(tx, [{ payDivision, kind: "unreadable-file", detail }], today);
      } else {
        await takeFile(tx, read, createHash("sha256").update(content).digest(), today);
      }
    });
    await folders.putAway(name, read instanceof UnreadableReceipts ? "unreadable" : "taken");
  }
  await inTransaction(database, "worker", async (tx) => {
    await openMissingReceipts(tx, lastDayInTime(today), today);
  });
}

/** What was made before this day should have been answered by now. */
function lastDayInTime(today: Day): Day {
  let day = today;
  while (addWorkingDays(day, ANSWERS_WITHIN_WORKING_DAYS) >= today) day -= 1;
  return day + 1;
}

function readOrNot(content: Buffer): ReceiptFile | UnreadableReceipts {
  try {
    return readReceiptFile(content);
  } catch (error) {
    if (error instanceof UnreadableReceipts) return error;
    throw error;
  }
}

async function takeFile(
  tx: Transaction,
  { payDivision, fileNumber, receipts }: ReceiptFile,
  contentHash: Buffer,
  today: Day,
): Promise<void> {
  const isNew = await addReceiptFile(tx, {
    contentHash,
    payDivision,
    receiptFileNumber: fileNumber,
    rows: receipts.length,
    receivedOn: today,
  });
  if (!isNew) return;
  const numbers = receipts.map(({ instructionNumber }) => instructionNumber);
  const instructions = new Map(await findInstructions(tx, payDivision, numbers));
  const changed = new Map<number, AnsweredInstruction>();
  const incidents: NewIncident[] = [];
  for (const receipt of receipts) {
    const { instructionNumber } = receipt;
    const instruction = instructions.get(instructionNumber);
    if (instruction === undefined) {
      const detail = { said: receipt.outcome, receiptFile: fileNumber };
      incidents.push({ payDivision, instructionNumber, kind: "unknown-instruction", detail });
      continue;
    }
    const { answered, incidents: found } = judgeReceipt(instruction, receipt, fileNumber);
    incidents.push(...found.map((each) => ({ payDivision, instructionNumber, ...each })));
    if (answered === undefined) continue;
    instructions.set(instructionNumber, answered);
    changed.set(instructionNumber, answered);
  }
  const answered = [...changed.values()];
  const done = answered.filter(({ receipt }) => receipt === "done");
  await saveReceipts(tx, payDivision, answered);
  await openIncidents(tx, incidents, today);
  await closeAnswered(tx, payDivision, "no-receipt", [...changed.keys()], today);
  await closeAnswered(
    tx,
    payDivision,
    "refused",
    done.map(({ instructionNumber }) => instructionNumber),
    today,
  );
  const detail = {
    payDivision,
    fileNumber,
    receipts: receipts.length,
    incidents: incidents.length,
  };
  await appendAudit(tx, [{ action: "take-payment-receipts", detail }]);
}
