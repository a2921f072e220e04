// Certifications in person and on paper, and their first and second review by two people who did not
// submit them (SC 11).

import type { Body, CaseEvent, Day, SignKind } from "@lingdai/policy";
import { bodyOfLevel } from "@lingdai/policy";
import type { BeneficiaryId, StaffId, Transaction } from "@lingdai/store";
import { addCertification, findCertificationForUpdate, keepReview } from "@lingdai/store";

import type { CaseStep } from "../cases/step-case.ts";
import type { CaseAct } from "./act-on-case.ts";
import { actOnCase, asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import type { GivenEvidence } from "./given-evidence.ts";
import { keepEvidence, kindsOf, recordEvidence } from "./given-evidence.ts";
import { RefusalError } from "./refusal-error.ts";

export interface Certifying {
  readonly beneficiaryId: BeneficiaryId;
  readonly day: Day;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly result: "passed" | "failed";
  readonly evidence: readonly GivenEvidence[];
  readonly seenTag?: string | undefined;
  /** What the transaction does last. */
  readonly afterwards?: (tx: Transaction) => Promise<void>;
}

export async function certify(desk: Desk, actor: Actor, given: Certifying): Promise<void> {
  const { beneficiaryId, day, kind, occurredOn, result, seenTag } = given;
  const files = await keepEvidence(desk, given.evidence);
  const event: CaseEvent = {
    type: "certify",
    kind,
    occurredOn,
    by: bodyOf(actor),
    evidence: kindsOf(given.evidence),
    result,
  };
  await actOnCase(desk, actor, {
    command: "certify",
    beneficiaryId,
    day,
    seenTag,
    detail: { kind, result },
    eventsFor: () => [event],
    alongside: async (tx, step) => {
      await recordEvidence(tx, actor.staffId, step, files);
      if (result === "passed") await recordCertification(tx, actor.staffId, step, given);
    },
    ...(given.afterwards === undefined ? {} : { afterwards: given.afterwards }),
  });
}

/** For whom somebody acts: what the case calls a body. */
export function bodyOf({ level }: Pick<Actor, "level">): Body {
  return bodyOfLevel(level);
}

/** Counted, or waiting for its reviews; `day` is that of its submission. */
export async function recordCertification(
  tx: Transaction,
  staffId: StaffId,
  { file, loaded }: CaseStep,
  { kind, occurredOn, day }: Pick<Certifying, "kind" | "occurredOn" | "day">,
): Promise<void> {
  const isReviewed = loaded.pack.reviewsCertifications;
  const ref = isReviewed ? file.submissions.at(-1)?.ref : file.signs.at(-1)?.ref;
  await addCertification(tx, {
    beneficiaryId: loaded.beneficiaryId,
    policy: loaded.pack.id,
    ref: ref ?? `certification-${file.sequence}`,
    kind,
    occurredOn,
    submittedOn: day,
    submittedBy: staffId,
    state: isReviewed ? "submitted" : "counted",
  });
}

export interface Reviewing {
  readonly certificationId: number;
  readonly day: Day;
  readonly result: "accept" | "reject";
}

/** The first review changes nothing of the case, unless it rejects. */
export async function reviewFirst(desk: Desk, actor: Actor, given: Reviewing): Promise<void> {
  const { certificationId, day, result } = given;
  const { beneficiaryId, policy, ref } = await asAttempt(
    desk,
    actor,
    { action: "first-review", detail: { certificationId, result } },
    async (tx) => {
      const found = await certificationIn(tx, certificationId, "submitted", actor);
      if (result === "accept") {
        const review = { state: "first-reviewed", first_reviewer_id: actor.staffId } as const;
        await keepReview(tx, certificationId, review);
      }
      return found;
    },
  );
  if (result === "accept") return;
  await actOnCase(desk, actor, {
    command: "first-review",
    beneficiaryId,
    day,
    detail: { certificationId, result },
    ...reviewOf(policy, { type: "review", result, ref }, async (tx) => {
      await certificationIn(tx, certificationId, "submitted", actor);
      const review = { state: "rejected", first_reviewer_id: actor.staffId } as const;
      await keepReview(tx, certificationId, review);
    }),
  });
}

/** With the second review it counts, from the day it occurred, or is as if it had never been. */
export async function reviewSecond(desk: Desk, actor: Actor, given: Reviewing): Promise<void> {
  const { certificationId, day, result } = given;
  const { beneficiaryId, policy, ref } = await asAttempt(
    desk,
    actor,
    { action: "second-review", detail: { certificationId, result } },
    async (tx) => await certificationIn(tx, certificationId, "first-reviewed", actor),
  );
  await actOnCase(desk, actor, {
    command: "second-review",
    beneficiaryId,
    day,
    detail: { certificationId, result },
    ...reviewOf(policy, { type: "review", result, ref }, async (tx) => {
      await certificationIn(tx, certificationId, "first-reviewed", actor);
      const state = result === "accept" ? "accepted" : "rejected";
      await keepReview(tx, certificationId, { state, second_reviewer_id: actor.staffId });
    }),
  });
}

/** A review concerns the case of one region only; the person's others have none of it. */
function reviewOf(
  policy: string,
  event: CaseEvent,
  keep: (tx: Transaction) => Promise<void>,
): Pick<CaseAct, "eventsFor" | "alongside"> {
  return {
    eventsFor: ({ loaded }) => (loaded.pack.id === policy ? [event] : []),
    alongside: async (tx, _step, { loaded }) => {
      if (loaded.pack.id === policy) await keep(tx);
    },
  };
}

async function certificationIn(
  tx: Transaction,
  certificationId: number,
  state: "submitted" | "first-reviewed",
  { staffId }: Actor,
) {
  const found = await findCertificationForUpdate(tx, certificationId);
  if (found === undefined) throw new RefusalError("not-found");
  if (found.state !== state) throw new RefusalError("not-due");
  if (found.submittedBy === staffId || found.firstReviewerId === staffId) {
    throw new RefusalError("same-person");
  }
  return found;
}
