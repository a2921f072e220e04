// A file of instructions as a payment system reads it: docs/payment-files.md is the contract. Knows no
// folder and no table.

import { csvCell } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";
import type { InstructionToFile, InstructionsToFile, PersonalData } from "@lingdai/store";

import { withChecksum } from "./checked-lines.ts";
import { formatFen, readFen } from "./money.ts";

const COLUMNS = [
  "instruction_number",
  "instruction",
  "id_type",
  "id_number",
  "name",
  "insurance",
  "kind",
  "effective_on",
  "stop_reason",
  "loss_kind",
  "months",
  "monthly_amount",
  "amount",
] as const;

export interface FileHead {
  readonly payDivision: string;
  readonly madeOn: Day;
}

export function instructionFile(
  { payDivision, madeOn }: FileHead,
  { fileNumber, instructions }: InstructionsToFile,
  unseal: (sealed: Buffer) => PersonalData,
): Buffer {
  const first = instructions[0]?.instructionNumber ?? 0;
  const total = instructions.reduce((sum, { amount }) => sum + (readFen(amount ?? "") ?? 0n), 0n);
  const head = [
    "lingdai-payment-instructions",
    "1",
    payDivision,
    String(fileNumber),
    formatDay(madeOn),
    String(first),
    String(instructions.length),
    formatFen(total),
  ];
  const rows = instructions.map((each) => lineOf(each, unseal(each.sealed)));
  return withChecksum([head.join(","), COLUMNS.join(","), ...rows]);
}

function lineOf(each: InstructionToFile, person: PersonalData): string {
  const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
    instruction_number: String(each.instructionNumber),
    instruction: each.instruction,
    id_type: person.idType,
    id_number: person.idNumber,
    name: person.names[0] ?? "",
    insurance: each.insurance,
    kind: each.kind,
    effective_on: formatDay(each.effectiveOn),
    stop_reason: each.stopReason ?? "",
    loss_kind: each.lossKind ?? "",
    months: (each.months ?? []).map((month) => formatDay(month).slice(0, 7)).join(";"),
    monthly_amount: each.monthlyAmount ?? "",
    amount: each.amount ?? "",
  };
  return COLUMNS.map((column) => csvCell(cells[column])).join(",");
}
