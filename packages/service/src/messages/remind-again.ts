// The reminder again after a failed attempt (SX 1.4): asked of the rules, put on record as a notice, and
// from there on its way like any other one.

import type { Day } from "@lingdai/policy";
import { reminderAgain } from "@lingdai/policy";
import type { BeneficiaryId, Transaction } from "@lingdai/store";
import { appendAudit, clientOf, issueReminderAgain, loadCases } from "@lingdai/store";

import { stepCases } from "../cases/step-cases.ts";

export interface FailedAttempt {
  readonly beneficiaryId: BeneficiaryId;
  readonly failedAttemptId: number;
  readonly occurredOn: Day;
}

/** One message a person, about the benefit whose deadline comes first. */
export async function remindAgain(
  tx: Transaction,
  { beneficiaryId, failedAttemptId, occurredOn }: FailedAttempt,
  day: Day,
): Promise<void> {
  const session = clientOf(tx);
  // The nights that are due first: one of them may be the reminder's own.
  await stepCases(session, [{ beneficiaryId, events: [] }], day);
  const cases = await loadCases(session, [beneficiaryId], day);
  const [first] = cases
    .flatMap(({ pack, file, entitlements }) =>
      entitlements.flatMap(({ number }, at) => {
        const due = reminderAgain(pack, file, at, occurredOn, day);
        return due === undefined ? [] : [{ ...due, number, cites: pack.remindsAgain?.cites ?? [] }];
      }),
    )
    .toSorted((left, right) => left.deadline - right.deadline);
  if (first === undefined) return;
  const { notice, number, cites } = first;
  const reminder = { beneficiaryId, number, notice, failedAttemptId, day };
  if (!(await issueReminderAgain(tx, reminder))) return;
  await appendAudit(tx, [
    { action: "remind-again", beneficiaryId, detail: { number, notice, cites } },
  ]);
}
