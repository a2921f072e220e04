// What a receipt means for its instruction. The later file of the payment system has the last word, in
// whatever order files come: the same receipts lead to the same end. Every difference is an incident.

import { formatDay } from "@lingdai/policy";
import type { AnsweredInstruction, PaymentIncidentKind } from "@lingdai/store";

import { readFen } from "./money.ts";
import type { PaymentReceipt } from "./receipt-file.ts";

export interface Judgement {
  /** What stands from now on; undefined where nothing changes. */
  readonly answered: AnsweredInstruction | undefined;
  readonly incidents: readonly {
    readonly kind: PaymentIncidentKind;
    readonly detail: Readonly<Record<string, unknown>>;
  }[];
}

export function judgeReceipt(
  instruction: AnsweredInstruction,
  receipt: PaymentReceipt,
  fileNumber: number,
): Judgement {
  const said: AnsweredInstruction = {
    ...instruction,
    receipt: receipt.outcome,
    receiptEffectiveOn: receipt.effectiveOn ?? null,
    receiptAmount: receipt.amount ?? null,
    receiptFileNumber: fileNumber,
  };
  const known = instruction.receiptFileNumber;
  if (known === null) return { answered: said, incidents: differencesOf(said, receipt.reason) };
  if (isSameWord(instruction, said)) {
    // The same word, said later too: nothing new, but the later file's.
    return { answered: fileNumber > known ? said : undefined, incidents: [] };
  }
  const isLater = fileNumber > known;
  const [before, last] = isLater ? [instruction, said] : [said, instruction];
  return {
    answered: isLater ? said : undefined,
    incidents: [
      // To refuse first and do it later is how a fault is mended; all else contradicts itself.
      ...(before.receipt === "refused" && last.receipt === "done" && fileNumber !== known
        ? []
        : [{ kind: "contradicting-receipts" as const, detail: contradiction(before, last) }]),
      ...(isLater ? differencesOf(said, receipt.reason) : []),
    ],
  };
}

function isSameWord(left: AnsweredInstruction, right: AnsweredInstruction): boolean {
  return (
    left.receipt === right.receipt &&
    left.receiptEffectiveOn === right.receiptEffectiveOn &&
    readFen(left.receiptAmount ?? "") === readFen(right.receiptAmount ?? "")
  );
}

function differencesOf(said: AnsweredInstruction, reason: string): Judgement["incidents"] {
  if (said.receipt === "refused") return [{ kind: "refused", detail: { reason } }];
  const incidents: Judgement["incidents"][number][] = [];
  const { effectiveOn, receiptEffectiveOn, amount, receiptAmount } = said;
  if (receiptEffectiveOn !== null && receiptEffectiveOn !== effectiveOn) {
    const detail = { decided: formatDay(effectiveOn), said: formatDay(receiptEffectiveOn) };
    incidents.push({ kind: "date-differs", detail });
  }
  // Where no monthly amount is on record the payment system alone knows.
  if (amount !== null && readFen(amount) !== readFen(receiptAmount ?? "")) {
    incidents.push({ kind: "amount-differs", detail: { decided: amount, said: receiptAmount } });
  }
  return incidents;
}

function contradiction(before: AnsweredInstruction, last: AnsweredInstruction) {
  const wordOf = ({
    receipt,
    receiptEffectiveOn: on,
    receiptAmount: amount,
  }: AnsweredInstruction) => ({
    receipt,
    on: on === null ? null : formatDay(on),
    amount,
  });
  return { before: wordOf(before), last: wordOf(last) };
}
