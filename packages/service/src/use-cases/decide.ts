// What people decide about a case: results of verification, losses confirmed and refuted, a unit's
// decision, objections, and the bank's results. Each is one event of policy.

import type { Body, CaseEvent, Command, Day, LossSign, VerificationTask } from "@lingdai/policy";
import type { BeneficiaryId } from "@lingdai/store";

import type { AddressedCase } from "./act-on-case.ts";
import { actOnCase } from "./act-on-case.ts";
import { bodyOf } from "./certify.ts";
import type { Actor, Desk } from "./desk.ts";
import type { GivenEvidence } from "./given-evidence.ts";
import { keepEvidence, kindsOf, recordEvidence } from "./given-evidence.ts";
import { RefusalError } from "./refusal-error.ts";

interface OfEntitlement {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  readonly day: Day;
  readonly seenTag?: string | undefined;
}

export interface Verifying extends OfEntitlement {
  readonly result: "eligible" | "lost" | "unreachable";
  readonly loss?: LossSign | undefined;
  readonly refutes: readonly LossSign[];
  readonly occurredOn?: Day | undefined;
  readonly evidence: readonly GivenEvidence[];
}

/** The result of the open task, given by the body that it lies with, or an agency for it. */
export async function verify(desk: Desk, actor: Actor, given: Verifying): Promise<void> {
  const { result, loss, refutes, occurredOn } = given;
  const files = await keepEvidence(desk, given.evidence);
  await actOnCase(desk, actor, {
    ...given,
    command: "verify",
    detail: { result, loss, refutes },
    eventsFor: ({ loaded, at }) => {
      refuseOthersTask(actor, loaded.file.entitlements[at]?.task);
      const evidence = kindsOf(given.evidence);
      return [{ type: "verify", entitlement: at, result, loss, refutes, evidence, occurredOn }];
    },
    alongside: async (tx, step) => {
      await recordEvidence(tx, actor.staffId, step, files);
    },
  });
}

export interface ConfirmingLoss extends OfEntitlement {
  readonly kind: LossSign;
  readonly occurredOn?: Day | undefined;
}

export async function confirmLoss(desk: Desk, actor: Actor, given: ConfirmingLoss): Promise<void> {
  const { kind, occurredOn } = given;
  await decide(desk, actor, "confirm-loss", given, { kind }, ({ at }) => ({
    type: "confirm-loss",
    entitlement: at,
    kind,
    occurredOn,
  }));
}

/** The loss signs on file are wrong: for the person, so in all their cases. */
export async function refuteLoss(
  desk: Desk,
  actor: Actor,
  given: Omit<OfEntitlement, "number">,
): Promise<void> {
  await actOnCase(desk, actor, {
    ...given,
    command: "refute-loss",
    eventsFor: () => [{ type: "refute-loss" }],
  });
}

export interface UnitDeciding extends OfEntitlement {
  readonly result: "pass" | "fail";
  readonly loss?: LossSign | undefined;
}

export async function decideAsUnit(desk: Desk, actor: Actor, given: UnitDeciding): Promise<void> {
  const { result, loss } = given;
  await decide(desk, actor, "unit-decide", given, { result, loss }, ({ at }) => ({
    type: "unit",
    entitlement: at,
    result,
    loss,
  }));
}

export interface TransferringTask extends OfEntitlement {
  readonly to: Body;
}

/** By the body that it lies with, or an agency; the due date stays. */
export async function transferTask(
  desk: Desk,
  actor: Actor,
  given: TransferringTask,
): Promise<void> {
  const { to } = given;
  await decide(desk, actor, "transfer-task", given, { to }, ({ loaded, at }) => {
    refuseOthersTask(actor, loaded.file.entitlements[at]?.task);
    return { type: "transfer", entitlement: at, to };
  });
}

/** A task is its own body's to work on, and any agency's in whose sight it is. */
export function refuseOthersTask(
  actor: Actor,
  task: Pick<VerificationTask, "to"> | undefined,
): void {
  const body = bodyOf(actor);
  if (task !== undefined && task.to !== body && body !== "agency") {
    throw new RefusalError("no-open-task");
  }
}

/** D10: somebody states that the person is entitled. */
export async function objectTo(desk: Desk, actor: Actor, given: OfEntitlement): Promise<void> {
  await decide(desk, actor, "object", given, {}, ({ at }) => ({ type: "object", entitlement: at }));
}

/** WH 7.1: the public objects to a displayed result. */
export async function objectPublicly(
  desk: Desk,
  actor: Actor,
  given: OfEntitlement,
): Promise<void> {
  await decide(desk, actor, "object-publicly", given, {}, ({ at }) => ({
    type: "public-objection",
    entitlement: at,
  }));
}

export interface ResolvingObjection extends OfEntitlement {
  readonly result: "eligible" | "lost";
  readonly loss?: LossSign | undefined;
}

export async function resolveObjection(
  desk: Desk,
  actor: Actor,
  given: ResolvingObjection,
): Promise<void> {
  const { result, loss } = given;
  await decide(desk, actor, "resolve-objection", given, { result }, ({ at }) => ({
    type: "resolve-objection",
    entitlement: at,
    result,
    loss,
  }));
}

export interface PaymentResult extends OfEntitlement {
  readonly result: "failed" | "paid";
  /** As an integer (`monthIndexOf`). */
  readonly month: number;
}

export async function recordPayment(desk: Desk, actor: Actor, given: PaymentResult): Promise<void> {
  const { result, month } = given;
  await decide(desk, actor, "record-payment", given, { result, month }, ({ at }) => ({
    type: "payment",
    entitlement: at,
    result,
    month,
  }));
}

async function decide(
  desk: Desk,
  actor: Actor,
  command: Command,
  { beneficiaryId, number, day, seenTag }: OfEntitlement,
  detail: Readonly<Record<string, unknown>>,
  event: (addressed: AddressedCase) => CaseEvent,
): Promise<void> {
  await actOnCase(desk, actor, {
    command,
    beneficiaryId,
    number,
    day,
    seenTag,
    detail,
    eventsFor: (addressed) => [event(addressed)],
  });
}
