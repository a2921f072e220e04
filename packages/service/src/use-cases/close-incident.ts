// A difference between what was decided and what a payment system says it did: somebody has worked it
// off, and says how.

import type { Day } from "@lingdai/policy";
import type { IncidentOutcome } from "@lingdai/store";
import { appendAudit, closeIncident } from "@lingdai/store";

import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface ClosingIncident {
  readonly incidentId: number;
  readonly outcome: IncidentOutcome;
  readonly day: Day;
}

export async function closePaymentIncident(
  desk: Desk,
  actor: Actor,
  { incidentId, outcome, day }: ClosingIncident,
): Promise<void> {
  const action = "close-payment-incident";
  const detail = { incidentId, outcome };
  await asAttempt(desk, actor, { action, detail }, async (tx) => {
    const { staffId } = actor;
    if (!(await closeIncident(tx, incidentId, { outcome, staffId, day }))) {
      throw new RefusalError("not-found");
    }
    await appendAudit(tx, [{ action, detail }]);
  });
}
