// Receipts of payment systems as they are put down: what stands about instructions, and what follows
// from a file of receipts. How a receipt is judged is somebody else's business.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export type PaymentIncidentKind =
  | "refused"
  | "date-differs"
  | "amount-differs"
  | "unknown-instruction"
  | "contradicting-receipts"
  | "no-receipt"
  | "unreadable-file";

export const INCIDENT_OUTCOMES = [
  "corrected-there",
  "corrected-here",
  "accepted",
  "paid-otherwise",
] as const;
export type IncidentOutcome = (typeof INCIDENT_OUTCOMES)[number];
export const INCIDENT_ROWS_MAX = 200;

/** An instruction that went out, and the last word about it. */
export interface AnsweredInstruction {
  readonly instructionNumber: number;
  readonly effectiveOn: Day;
  readonly amount: string | null;
  readonly receipt: "done" | "refused" | null;
  readonly receiptEffectiveOn: Day | null;
  readonly receiptAmount: string | null;
  readonly receiptFileNumber: number | null;
}

/** False where a file of the same content was taken before. */
export async function addReceiptFile(
  tx: Transaction,
  file: {
    readonly contentHash: Buffer;
    readonly payDivision: string;
    readonly receiptFileNumber: number;
    readonly rows: number;
    readonly receivedOn: Day;
  },
): Promise<boolean> {
  const added = await tx
    .insertInto("payment_receipt_file")
    .values({
      content_hash: file.contentHash,
      pay_division: file.payDivision,
      receipt_file_number: file.receiptFileNumber,
      rows: file.rows,
      received_on: file.receivedOn,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Those of the numbers that went out, by number; locked, and in order. */
export async function findInstructions(
  tx: Transaction,
  payDivision: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, AnsweredInstruction>> {
  const { rows } = await sql<AnsweredInstruction>`
    SELECT instruction_number AS "instructionNumber", effective_on AS "effectiveOn", amount, receipt,
      receipt_effective_on AS "receiptEffectiveOn", receipt_amount AS "receiptAmount",
      receipt_file_number AS "receiptFileNumber"
    FROM payment_instruction
    WHERE pay_division = ${payDivision} AND instruction_number = ANY (${[...numbers]}::bigint[])
      AND file_number IS NOT NULL
    ORDER BY instruction_number FOR UPDATE`.execute(tx);
  return new Map(rows.map((row) => [row.instructionNumber, row]));
}

export async function saveReceipts(
  tx: Transaction,
  payDivision: string,
  answered: readonly AnsweredInstruction[],
): Promise<void> {
  if (answered.length === 0) return;
  const rows = answered.map((each) => ({
    number: each.instructionNumber,
    receipt: each.receipt,
    on: each.receiptEffectiveOn,
    amount: each.receiptAmount,
    file: each.receiptFileNumber,
  }));
  await sql`
    UPDATE payment_instruction SET receipt = said.receipt,
      receipt_effective_on = day_at(said."on"), receipt_amount = said.amount,
      receipt_file_number = said.file
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS said (number bigint, receipt text,
      "on" integer, amount numeric, file bigint)
    WHERE pay_division = ${payDivision} AND instruction_number = said.number`.execute(tx);
}

export interface NewIncident {
  readonly payDivision: string | undefined;
  readonly instructionNumber?: number | undefined;
  readonly kind: PaymentIncidentKind;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One that is open already stays the one. */
export async function openIncidents(
  tx: Transaction,
  incidents: readonly NewIncident[],
  today: Day,
): Promise<void> {
  if (incidents.length === 0) return;
  await tx
    .insertInto("payment_incident")
    .values(
      incidents.map(({ payDivision, instructionNumber, kind, detail }) => ({
        pay_division: payDivision ?? null,
        instruction_number: instructionNumber ?? null,
        kind,
        detail: JSON.stringify(detail),
        opened_on: today,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was missing has come, or a refusal was followed by its doing. */
export async function closeAnswered(
  tx: Transaction,
  payDivision: string,
  kind: "no-receipt" | "refused",
  numbers: readonly number[],
  today: Day,
): Promise<void> {
  if (numbers.length === 0) return;
  await tx
    .updateTable("payment_incident")
    .set({ closed_on: today, outcome: "receipt-came" })
    .where("pay_division", "=", payDivision)
    .where("instruction_number", "in", numbers)
    .where("kind", "=", kind)
    .where("closed_on", "is", null)
    .execute();
}

export interface IncidentQuery {
  readonly which: "open" | "all";
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Incidents of the viewer's agencies, the oldest first. */
export async function listIncidents(tx: Transaction, { which, after, limit }: IncidentQuery) {
  let page = tx
    .selectFrom("payment_incident")
    .select([
      "incident_id as incidentId",
      "pay_division as payDivision",
      "instruction_number as instructionNumber",
      "kind",
      "detail",
      "opened_on as openedOn",
      "closed_on as closedOn",
      "outcome",
    ])
    .orderBy("incident_id")
    .limit(Math.min(limit, INCIDENT_ROWS_MAX));
  if (which === "open") page = page.where("closed_on", "is", null);
  if (after !== undefined) page = page.where("incident_id", ">", after);
  return await page.execute();
}

/** False where no such incident is open in sight. */
export async function closeIncident(
  tx: Transaction,
  incidentId: number,
  {
    outcome,
    staffId,
    day,
  }: { readonly outcome: IncidentOutcome; readonly staffId: StaffId; readonly day: Day },
): Promise<boolean> {
  const closed = await tx
    .updateTable("payment_incident")
    .set({ closed_on: day, outcome, closed_by: staffId })
    .where("incident_id", "=", incidentId)
    .where("closed_on", "is", null)
    .executeTakeFirst();
  return closed.numUpdatedRows > 0n;
}
