// A single observation pushed by a source (SC 33): judged, matched and stepped in one transaction, and
// by its source and reference without effect when it comes again.

import type { PushedFields, RejectReason } from "@lingdai/matching";
import { foldName, isRejection, judgePushed, referenceNumberOf } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { Database, Transaction } from "@lingdai/store";
import { appendAudit, appendPushed, clientOf, inTransaction, noteDeliveries } from "@lingdai/store";

import { stepCases } from "../cases/step-cases.ts";

export type PushReport =
  | { readonly outcome: "accepted" | "duplicate" | "not-on-roster" | "suspicious" }
  | { readonly outcome: "rejected"; readonly reason: RejectReason; readonly field: string };

export async function pushObservation(
  database: Database,
  fields: PushedFields,
  day: Day,
): Promise<PushReport> {
  return await inTransaction(
    database,
    "worker",
    async (tx) => await takePushed(tx, database, fields, day),
  );
}

/** In a transaction of the caller's, as the worker. */
export async function takePushed(
  tx: Transaction,
  { keyring }: Database,
  fields: PushedFields,
  day: Day,
): Promise<PushReport> {
  const judged = judgePushed(fields, { asOf: day, arrivesWhenItOccurs: false });
  if (isRejection(judged)) {
    return { outcome: "rejected", reason: judged.reason, field: judged.field };
  }
  const { idType, idNumber, name, sign } = judged;
  const { kind, occurredOn, source, ref } = sign;
  const row = {
    documentKey: keyring.documentKey(idType, idNumber),
    nameKey: keyring.nameKey(foldName(name)),
    fingerprint: referenceNumberOf(source, ref),
    kind,
    occurredOn,
    source,
    ref,
  };
  const session = clientOf(tx);
  await noteDeliveries(session, [source], day);
  const pushed = await appendPushed(session, row, day, keyring.sealText(name));
  if (pushed.outcome === "accepted") {
    const { beneficiaryId } = pushed;
    const event = { type: "observe", kind, occurredOn, source, ref } as const;
    await stepCases(session, [{ beneficiaryId, events: [event] }], day);
  }
  await appendAudit(tx, [
    { action: "push-observation", detail: { source, outcome: pushed.outcome } },
  ]);
  return { outcome: pushed.outcome };
}
