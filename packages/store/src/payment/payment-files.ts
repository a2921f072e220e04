// Instructions on their way into files: which wait, which went out in which file, which files are not
// in the out folder yet. Whoever makes a file holds its agency's row, so numbers have no gap.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { Transaction } from "../database/transaction.ts";

/** Agencies with instructions that are in no file. */
export async function listAgenciesToFile(tx: Transaction): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("payment_instruction")
    .select("pay_division as payDivision")
    .distinct()
    .where("file_number", "is", null)
    .orderBy("pay_division")
    .execute();
  return rows.map(({ payDivision }) => payDivision);
}

/** An instruction as a file tells it. Money is text of `numeric`. */
export interface InstructionToFile {
  readonly instructionNumber: number;
  readonly instruction: string;
  readonly sealed: Buffer;
  readonly insurance: string;
  readonly kind: string;
  readonly effectiveOn: Day;
  readonly stopReason: string | null;
  readonly lossKind: string | null;
  readonly months: readonly Day[] | null;
  readonly monthlyAmount: string | null;
  readonly amount: string | null;
}

export interface InstructionsToFile {
  readonly fileNumber: number;
  readonly instructions: readonly InstructionToFile[];
}

/** The next instructions of an agency in their order, locked; undefined where there are none. */
export async function takeInstructions(
  tx: Transaction,
  payDivision: string,
  max: number,
): Promise<InstructionsToFile | undefined> {
  await tx
    .selectFrom("paying_agency")
    .select("last_number")
    .where("pay_division", "=", payDivision)
    .forUpdate()
    .executeTakeFirst();
  const { rows } = await sql<InstructionToFile>`
    SELECT instruction_number AS "instructionNumber", instruction, sealed, insurance, kind,
      effective_on AS "effectiveOn", payment_instruction.stop_reason AS "stopReason",
      loss_kind AS "lossKind", months, monthly_amount AS "monthlyAmount",
      cardinality(months) * monthly_amount AS amount
    FROM payment_instruction
    JOIN beneficiary USING (beneficiary_id)
    JOIN entitlement USING (beneficiary_id, number)
    WHERE payment_instruction.pay_division = ${payDivision} AND file_number IS NULL
    ORDER BY instruction_number LIMIT ${max}`.execute(tx);
  if (rows.length === 0) return undefined;
  const { last } = await tx
    .selectFrom("payment_file")
    .select(({ fn }) => fn.max("file_number").as("last"))
    .where("pay_division", "=", payDivision)
    .executeTakeFirstOrThrow();
  return { fileNumber: (last ?? 0) + 1, instructions: rows };
}

export interface PaymentFile {
  readonly payDivision: string;
  readonly fileNumber: number;
  readonly madeOn: Day;
  readonly contentHash: Buffer;
}

/** Puts down that these instructions go out in this file. */
export async function addPaymentFile(
  tx: Transaction,
  { payDivision, fileNumber, madeOn, contentHash }: PaymentFile,
  instructions: readonly InstructionToFile[],
): Promise<void> {
  const numbers = instructions.map(({ instructionNumber }) => instructionNumber);
  await tx
    .insertInto("payment_file")
    .values({
      pay_division: payDivision,
      file_number: fileNumber,
      made_on: madeOn,
      first_number: Math.min(...numbers),
      last_number: Math.max(...numbers),
      content_hash: contentHash,
      delivered_at: null,
    })
    .execute();
  await sql`
    UPDATE payment_instruction SET file_number = ${fileNumber}, amount = told.amount
    FROM unnest(${numbers}::bigint[], ${instructions.map(({ amount }) => amount)}::numeric[])
      AS told (instruction_number, amount)
    WHERE pay_division = ${payDivision}
      AND payment_instruction.instruction_number = told.instruction_number`.execute(tx);
}

/** Files that are on record and not known to be in the out folder, in the order of their making. */
export async function listUndeliveredFiles(tx: Transaction): Promise<readonly PaymentFile[]> {
  return await tx
    .selectFrom("payment_file")
    .select([
      "pay_division as payDivision",
      "file_number as fileNumber",
      "made_on as madeOn",
      "content_hash as contentHash",
    ])
    .where("delivered_at", "is", null)
    .orderBy("pay_division")
    .orderBy("file_number")
    .execute();
}

export async function markDelivered(
  tx: Transaction,
  { payDivision, fileNumber }: PaymentFile,
  now: Date,
): Promise<void> {
  await tx
    .updateTable("payment_file")
    .set({ delivered_at: now })
    .where("pay_division", "=", payDivision)
    .where("file_number", "=", fileNumber)
    .execute();
}

/** An agency's books: every instruction stands in exactly one of the middle columns. */
export interface PaymentBooks {
  readonly payDivision: string;
  readonly lastNumber: number;
  readonly notFiled: number;
  readonly unanswered: number;
  readonly done: number;
  readonly refused: number;
  readonly openIncidents: number;
}

/** The books of every agency whose division begins so. */
export async function readPaymentBooks(
  tx: Transaction,
  division: string,
): Promise<readonly PaymentBooks[]> {
  const { rows } = await sql<PaymentBooks>`
    SELECT pay_division AS "payDivision", max(instruction_number) AS "lastNumber",
      count(*) FILTER (WHERE file_number IS NULL) AS "notFiled",
      count(*) FILTER (WHERE file_number IS NOT NULL AND receipt IS NULL) AS unanswered,
      count(*) FILTER (WHERE receipt = 'done') AS done,
      count(*) FILTER (WHERE receipt = 'refused') AS refused,
      (SELECT count(*) FROM payment_incident AS open WHERE closed_on IS NULL
        AND open.pay_division = payment_instruction.pay_division) AS "openIncidents"
    FROM payment_instruction WHERE starts_with(pay_division, ${division})
    GROUP BY pay_division ORDER BY pay_division`.execute(tx);
  return rows;
}

/** Instructions that went out before a day and have no answer become incidents; gives how many. */
export async function openMissingReceipts(
  tx: Transaction,
  madeBefore: Day,
  today: Day,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    INSERT INTO payment_incident (pay_division, instruction_number, kind, opened_on)
    SELECT pay_division, instruction_number, 'no-receipt', ${sqlDay(today)}
    FROM payment_instruction JOIN payment_file USING (pay_division, file_number)
    WHERE receipt IS NULL AND made_on < ${sqlDay(madeBefore)}
      -- One that somebody has worked off is not opened anew every day.
      AND NOT EXISTS (SELECT FROM payment_incident AS known WHERE known.kind = 'no-receipt'
        AND known.pay_division = payment_instruction.pay_division
        AND known.instruction_number = payment_instruction.instruction_number)
    ON CONFLICT DO NOTHING`.execute(tx);
  return Number(numAffectedRows);
}
