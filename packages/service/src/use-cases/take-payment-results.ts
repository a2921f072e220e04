// The bank's results of a month, many at a time, as a payment system returns them (SC 24, D13). Six
// failed months in a row suspend at once.

import type { Day } from "@lingdai/policy";
import type { BeneficiaryId, IntakeSession } from "@lingdai/store";

import type { StepReport } from "../cases/step-cases.ts";
import { stepCases } from "../cases/step-cases.ts";

export interface PaymentResultRow {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  /** As an integer (`monthIndexOf`). */
  readonly month: number;
  readonly result: "failed" | "paid";
}

/** In one transaction of the caller's; a row about no entitlement of a case is without effect. */
export async function takePaymentResults(
  session: IntakeSession,
  rows: readonly PaymentResultRow[],
  day: Day,
): Promise<StepReport> {
  const byPerson = Map.groupBy(rows, ({ beneficiaryId }) => beneficiaryId);
  const people = [...byPerson].map(([beneficiaryId, results]) => ({
    beneficiaryId,
    events: ({ entitlements }: { readonly entitlements: readonly { readonly number: number }[] }) =>
      results.flatMap(({ number, month, result }) => {
        const entitlement = entitlements.findIndex((each) => each.number === number);
        return entitlement === -1 ? [] : [{ type: "payment", entitlement, month, result } as const];
      }),
  }));
  return await stepCases(session, people, day);
}
