// Receipts of a message gateway: each judged by itself, so that one that means nothing keeps no other
// from counting. Told twice it is one receipt.

import type { Database } from "@lingdai/store";
import { appendAudit, inTransaction, takeReceipt } from "@lingdai/store";

import { readOccasion } from "./occasion.ts";

export interface GivenReceipt {
  readonly occasion: string;
  readonly outcome: "delivered" | "not-delivered";
  readonly reason?: string | undefined;
}

export interface ReceiptReport {
  readonly taken: number;
  /** Told before. */
  readonly known: number;
  /** About a message that we never sent. */
  readonly unknown: number;
}

/** `database` as the worker's role. */
export async function takeReceipts(
  database: Database,
  client: string,
  given: readonly GivenReceipt[],
  now: Date,
): Promise<ReceiptReport> {
  const report = { taken: 0, known: 0, unknown: 0 };
  await inTransaction(database, "worker", async (tx) => {
    // In one order, so that two deliveries of the same receipts never wait in a circle.
    const named = given
      .map((each) => ({ ...each, noticeId: readOccasion(database.keyring, each.occasion) }))
      .toSorted((left, right) => (left.noticeId ?? 0) - (right.noticeId ?? 0));
    for (const { noticeId, outcome, reason } of named) {
      const took =
        noticeId === undefined
          ? "unknown"
          : await takeReceipt(tx, { noticeId, outcome, reason }, now);
      report[took] += 1;
    }
    await appendAudit(tx, [{ action: "take-receipts", detail: { client, ...report } }]);
  });
  return report;
}
