// An attempt in an app that failed, as the app tells it: checked as an observation is, kept, and
// answered by a reminder where one is due (SX 1.4). It is no sign: no case is stepped by it.

import type { PushedFields } from "@lingdai/matching";
import { foldName, isRejection, judgePushed } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { Database, FailedAttemptReason, Transaction } from "@lingdai/store";
import { appendAudit, keepFailedAttempt } from "@lingdai/store";

import { remindAgain } from "../messages/remind-again.ts";
import type { PushReport } from "./push-observation.ts";

export interface PushedAttempt extends Omit<PushedFields, "kind" | "arrived_on"> {
  readonly reason?: FailedAttemptReason | undefined;
}

/** A kind that is a sign of nothing, for the checks that an attempt shares with observations. */
const NO_SIGN = "contact-failed";

/** In a transaction of the caller's, as the worker. */
export async function takeFailedAttempt(
  tx: Transaction,
  { keyring }: Database,
  { reason, ...fields }: PushedAttempt,
  day: Day,
): Promise<PushReport> {
  const judged = judgePushed(
    { ...fields, kind: NO_SIGN },
    { asOf: day, arrivesWhenItOccurs: false },
  );
  if (isRejection(judged)) {
    return { outcome: "rejected", reason: judged.reason, field: judged.field };
  }
  const { idType, idNumber, name, sign } = judged;
  const { occurredOn, source, ref } = sign;
  const kept = await keepFailedAttempt(tx, {
    documentKey: keyring.documentKey(idType, idNumber),
    nameKey: keyring.nameKey(foldName(name)),
    occurredOn,
    arrivedOn: day,
    source,
    ref,
    reason,
  });
  const { outcome } = kept;
  const audited = { action: "push-failed-attempt", detail: { source, outcome } };
  if (outcome !== "accepted") {
    await appendAudit(tx, [audited]);
    return { outcome };
  }
  const { beneficiaryId, failedAttemptId } = kept;
  await appendAudit(tx, [{ ...audited, beneficiaryId }]);
  await remindAgain(tx, { beneficiaryId, failedAttemptId, occurredOn }, day);
  return { outcome };
}
