// A walk-in's certification (ZB 3.1, WH 5): filed by a clerk anywhere, taken up in the person's own
// region by its own rules, where the clerk sees nothing.

import type { CaseEvent, Day, EvidenceKind, Refusal, SignKind } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { clientOf, fileWalkIn, inTransaction, takeUpWalkIn } from "@lingdai/store";

import { stepCases } from "../cases/step-cases.ts";
import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import type { GivenEvidence } from "./given-evidence.ts";
import { keepEvidence } from "./given-evidence.ts";
import { RefusalError } from "./refusal-error.ts";

export interface FilingWalkIn {
  readonly walkInId: number;
  readonly day: Day;
  readonly kind: SignKind;
  readonly evidence: readonly GivenEvidence[];
}

interface FiledCertification {
  readonly kind: SignKind;
  readonly day: Day;
  readonly evidence: readonly { readonly kind: EvidenceKind; readonly contentHash: string }[];
}

/** Refused `not-found` where this clerk has not just looked the person up, or has filed already. */
export async function fileWalkInCertification(
  desk: Desk,
  actor: Actor,
  { walkInId, day, kind, evidence }: FilingWalkIn,
): Promise<void> {
  const files = await keepEvidence(desk, evidence);
  const filed: FiledCertification = {
    kind,
    day,
    evidence: files.map((file) => ({
      kind: file.kind,
      contentHash: file.contentHash.toString("hex"),
    })),
  };
  await asAttempt(desk, actor, { action: "certify", detail: { walkInId, kind } }, async (tx) => {
    const isFiled = await fileWalkIn(tx, walkInId, { ...filed });
    if (!isFiled) throw new RefusalError("not-found");
  });
}

/** Steps the person's cases with it; what their own region refuses comes back as a value. */
export async function takeUpWalkInCertification(
  worker: Database,
  walkInId: number,
): Promise<Refusal | undefined> {
  return await inTransaction(worker, "worker", async (tx) => {
    const taken = await takeUpWalkIn(tx, walkInId);
    if (taken === undefined) return undefined;
    const { kind, day, evidence } = taken.filed as FiledCertification;
    const event: CaseEvent = {
      type: "certify",
      kind,
      occurredOn: day,
      by: "service-point",
      evidence: evidence.map((each) => each.kind),
      result: "passed",
    };
    const steps = [{ beneficiaryId: taken.beneficiaryId, events: [event] }];
    const report = await stepCases(clientOf(tx), steps, day);
    return report.cases > 0 ? undefined : report.refused[0]?.refusal;
  });
}
