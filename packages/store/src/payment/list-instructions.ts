// The instructions to payment systems as agencies read them, in the order of their numbers, with what
// came of each. Served by the primary key; row-level security has the last word.

import { sql } from "kysely";

import type { Transaction } from "../database/transaction.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";

/** `waiting`: no receipt has come yet, sent or not. */
export const RECEIPT_STANDS = ["waiting", "done", "refused"] as const;
export type ReceiptStand = (typeof RECEIPT_STANDS)[number];

export interface InstructionQuery {
  /** Leading digits of who pays. */
  readonly within: string;
  readonly instruction?: string | undefined;
  readonly receipt?: ReceiptStand | undefined;
  readonly after?: { readonly payDivision: string; readonly instructionNumber: number } | undefined;
  readonly limit: number;
}

export async function listInstructions(tx: Transaction, query: InstructionQuery) {
  const { within, instruction, receipt, after, limit } = query;
  let page = tx
    .selectFrom("payment_instruction as each")
    .innerJoin("entitlement", (join) =>
      join
        .onRef("entitlement.beneficiary_id", "=", "each.beneficiary_id")
        .onRef("entitlement.number", "=", "each.number"),
    )
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "each.beneficiary_id")
    .select([
      "each.pay_division as payDivision",
      "each.instruction_number as instructionNumber",
      "each.beneficiary_id as beneficiaryId",
      "each.number",
      "each.instruction",
      "each.effective_on as effectiveOn",
      "each.months",
      "each.stop_reason as stopReason",
      "each.amount",
      "each.file_number as fileNumber",
      "each.receipt",
      "entitlement.insurance",
      "entitlement.kind",
      "beneficiary.sealed",
    ])
    .where(sql<boolean>`starts_with(each.pay_division, ${within})`)
    .orderBy("each.pay_division")
    .orderBy("each.instruction_number")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (instruction !== undefined) page = page.where("each.instruction", "=", instruction);
  if (receipt === "waiting") page = page.where("each.receipt", "is", null);
  else if (receipt !== undefined) page = page.where("each.receipt", "=", receipt);
  if (after !== undefined) {
    page = page.where(sql<boolean>`(each.pay_division, each.instruction_number)
      > (${after.payDivision}, ${after.instructionNumber}::bigint)`);
  }
  return await page.execute();
}
