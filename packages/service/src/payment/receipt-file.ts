// A file of receipts as a payment system writes it, read whole or not at all: docs/payment-files.md.

import type { Day } from "@lingdai/policy";
import { parseDay } from "@lingdai/policy";

import { linesOf } from "./checked-lines.ts";
import { formatFen, readFen } from "./money.ts";

export interface PaymentReceipt {
  readonly instructionNumber: number;
  readonly outcome: "done" | "refused";
  /** From when the payment system acts; empty where it refuses. */
  readonly effectiveOn: Day | undefined;
  /** Of back-pay; as `numeric` writes it. */
  readonly amount: string | undefined;
  readonly reason: string;
}

export interface ReceiptFile {
  readonly payDivision: string;
  readonly fileNumber: number;
  readonly receipts: readonly PaymentReceipt[];
}

/** What is wrong with a file that cannot be read, and whose it says to be, if it says. */
export class UnreadableReceipts extends Error {
  readonly payDivision: string | undefined;

  constructor(message: string, payDivision?: string) {
    super(message);
    this.payDivision = payDivision;
  }
}

const HEAD = /^lingdai-payment-receipts,1,(\d{6}),([1-9]\d{0,14}),(\d{4}-\d\d-\d\d),(\d{1,7})$/;
const COLUMNS = "instruction_number,outcome,effective_on,amount,reason";
const ROW = /^([1-9]\d{0,14}),(done|refused),([^,]*),([^,]*),(.*)$/;
const REASON_CHARACTERS_MAX = 200;

/** Throws `UnreadableReceipts`. */
export function readReceiptFile(content: Buffer): ReceiptFile {
  const [firstLine = ""] = content.subarray(0, 200).toString("latin1").split("\n", 1);
  const payDivision = HEAD.exec(firstLine)?.[1];
  const lines = linesOf(content);
  if (lines === undefined) throw new UnreadableReceipts("checksum", payDivision);
  const [head = "", columns, ...rows] = lines;
  const [, division, fileNumber, madeOn, count] = HEAD.exec(head) ?? [];
  if (division === undefined || parseDay(madeOn ?? "") === undefined || columns !== COLUMNS) {
    throw new UnreadableReceipts("head", payDivision);
  }
  if (rows.length !== Number(count)) throw new UnreadableReceipts("rows", division);
  return {
    payDivision: division,
    fileNumber: Number(fileNumber),
    receipts: rows.map((row, at) => receiptOf(row, at + 3, division)),
  };
}

function receiptOf(row: string, line: number, payDivision: string): PaymentReceipt {
  const [, number, outcome, on = "", amount = "", reason = ""] = ROW.exec(row) ?? [];
  const effectiveOn = on === "" ? undefined : parseDay(on);
  const fen = amount === "" ? undefined : readFen(amount);
  const isReadable =
    number !== undefined &&
    (on === "" || effectiveOn !== undefined) &&
    (amount === "" || fen !== undefined) &&
    (outcome === "refused" || effectiveOn !== undefined);
  if (!isReadable) throw new UnreadableReceipts(`line ${line}`, payDivision);
  return {
    instructionNumber: Number(number),
    outcome: outcome === "done" ? "done" : "refused",
    effectiveOn,
    amount: fen === undefined ? undefined : formatFen(fen),
    reason: reason.slice(0, REASON_CHARACTERS_MAX),
  };
}
