// What follows decisions: answers of sources to feedback (SC 9), acknowledged retractions (SC 27),
// tracked stops (D12), and the monthly death lists (SC 22).

import type { CaseEvent, Day } from "@lingdai/policy";
import { firstOfMonth } from "@lingdai/policy";
import type { BeneficiaryId, LoadedCase, TrackingOutcome, Transaction } from "@lingdai/store";
import {
  acknowledge,
  addDeathList,
  addObservation,
  appendAudit,
  clientOf,
  closeTracking,
  discloseLosses,
  findTracking,
  moveFeedback,
} from "@lingdai/store";

import { stepCases } from "../cases/step-cases.ts";
import { actOnCase, asAttempt } from "./act-on-case.ts";
import { bodyOf } from "./certify.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface AnsweringFeedback {
  readonly feedbackId: number;
  readonly day: Day;
  readonly state: "sent" | "corrected" | "upheld";
}

export async function answerFeedback(
  desk: Desk,
  actor: Actor,
  { feedbackId, day, state }: AnsweringFeedback,
): Promise<void> {
  const detail = { feedbackId, state };
  await asAttempt(desk, actor, { action: "answer-feedback", detail }, async (tx) => {
    if (!(await moveFeedback(tx, feedbackId, state, day))) throw new RefusalError("not-found");
    await appendAudit(tx, [{ action: "answer-feedback", detail }]);
  });
}

export async function acknowledgeRetraction(
  desk: Desk,
  actor: Actor,
  { retractionId, day }: { readonly retractionId: number; readonly day: Day },
): Promise<void> {
  const detail = { retractionId };
  await asAttempt(desk, actor, { action: "acknowledge-retraction", detail }, async (tx) => {
    const done = await acknowledge(tx, retractionId, actor.staffId, day);
    if (!done) throw new RefusalError("not-found");
    await appendAudit(tx, [{ action: "acknowledge-retraction", detail }]);
  });
}

export interface DisclosingLosses {
  /** Who is told: a department or body, by a name that stays the same. */
  readonly recipient: string;
  readonly beneficiaryIds: readonly BeneficiaryId[];
  readonly day: Day;
}

/** Keeps who is told of whose loss, so that a wrong one can be taken back (SC 27); gives of how many. */
export async function shareLosses(
  desk: Desk,
  actor: Actor,
  { recipient, beneficiaryIds, day }: DisclosingLosses,
): Promise<number> {
  const action = "share-losses";
  return await asAttempt(desk, actor, { action, detail: { recipient } }, async (tx) => {
    const people = await discloseLosses(tx, beneficiaryIds, recipient, day);
    const about = beneficiaryIds.map((beneficiaryId) => ({ action, beneficiaryId }) as const);
    await appendAudit(
      tx,
      about.map((entry) => ({ ...entry, detail: { recipient } })),
    );
    return people;
  });
}

export interface ClosingTracking {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  readonly day: Day;
  readonly outcome: TrackingOutcome;
}

const ONLY_AFTER_DEATH: ReadonlySet<TrackingOutcome> = new Set(["heirs-paid", "account-sealed"]);

/**
 * What became of the money. After a death the outcome asks for the termination that three people sign
 * (SC 32).
 */
export async function endTracking(
  desk: Desk,
  actor: Actor,
  { beneficiaryId, number, day, outcome }: ClosingTracking,
): Promise<void> {
  const detail = { number, outcome };
  const attempt = { action: "close-tracking", beneficiaryId, detail } as const;
  await asAttempt(desk, actor, attempt, async (tx) => {
    const stopReason = await findTracking(tx, beneficiaryId, number);
    if (stopReason === undefined) throw new RefusalError("not-found");
    if (ONLY_AFTER_DEATH.has(outcome)) {
      if (stopReason !== "death") throw new RefusalError("not-due");
      await askForTermination(tx, { beneficiaryId, number, day });
    }
    await closeTracking(tx, { beneficiaryId, number }, outcome, actor.staffId, day);
    await appendAudit(tx, [attempt]);
  });
}

/** Selects the application where one is open already. */
async function askForTermination(
  tx: Transaction,
  { beneficiaryId, number, day }: Omit<ClosingTracking, "outcome">,
): Promise<void> {
  const events = ({ entitlements }: LoadedCase): readonly CaseEvent[] => {
    const entitlement = entitlements.findIndex((each) => each.number === number);
    if (entitlement === -1) return [];
    return [{ type: "apply", entitlement, action: "terminate", wasTerminated: false }];
  };
  const { refused } = await stepCases(clientOf(tx), [{ beneficiaryId, events }], day);
  const [first] = refused;
  if (first !== undefined) throw new RefusalError(first.refusal);
}

export interface FilingDeathList {
  readonly day: Day;
  /** Any day of the month that the list is about. */
  readonly month: Day;
  /** Nobody: the list says `none`. */
  readonly deaths: readonly { readonly beneficiaryId: BeneficiaryId; readonly occurredOn: Day }[];
}

/**
 * Files the list of a month for the actor's unit or service point, once; each death on it is a report
 * of the organisation about that person.
 */
export async function fileDeathList(
  desk: Desk,
  actor: Actor,
  { day, month, deaths }: FilingDeathList,
): Promise<void> {
  const body = bodyOf(actor);
  const of = firstOfMonth(month);
  const detail = { month: of, deaths: deaths.length };
  await asAttempt(desk, actor, { action: "file-death-list", detail }, async (tx) => {
    if (body === "agency") throw new RefusalError("not-permitted");
    if (of > day) throw new RefusalError("future-date");
    const { place } = actor;
    const list = { body, place, month: of, deaths: deaths.length, filedOn: day };
    if (!(await addDeathList(tx, list, actor.staffId))) throw new RefusalError("not-due");
    await appendAudit(tx, [{ action: "file-death-list", detail }]);
  });
  for (const { beneficiaryId, occurredOn } of deaths) {
    const report = {
      kind: "death-org-report",
      occurredOn,
      source: `death-list:${actor.place}`,
      ref: `${of}:${beneficiaryId}`,
    } as const;
    await actOnCase(desk, actor, {
      command: "file-death-list",
      beneficiaryId,
      day,
      detail: { month: of },
      eventsFor: () => [{ type: "observe", ...report }],
      alongside: async (tx, _step, { isFirst }) => {
        if (isFirst) await addObservation(tx, { beneficiaryId, arrivedOn: day, ...report });
      },
    });
  }
}
