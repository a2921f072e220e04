// How a benefit is suspended and stopped, and what that does to clocks and signatures.

import type { LossSign, StopReason } from "../codes.ts";
import { stopReasonOf } from "../codes.ts";
import type { Position } from "../position.ts";
import type { StopCause, SuspensionCause } from "../pack.ts";
import type { Draft, EntitlementDraft } from "./draft.ts";
import { changeBenefit, changeTask } from "./draft.ts";

/** Suspends a paid benefit; a loss gives its own reason (SC 25). */
export function suspend(
  draft: Draft,
  entitlement: EntitlementDraft,
  position: Position,
  cause: SuspensionCause,
  lossKind?: LossSign,
): void {
  const { state } = entitlement;
  if (state.benefit.status !== "paying") return;
  changeBenefit(entitlement, {
    type: "suspend",
    on: draft.day,
    reason: lossKind === undefined ? reasonOf(cause) : stopReasonOf(lossKind),
    lossKind,
    cites: draft.pack.cites.suspension(cause, lossKind),
  });
  state.isInvestigated = false;
  state.clockFrom = undefined;
  state.needsSignatures = position.conclusion === "lost" || position.failure !== undefined;
  startClock(draft, entitlement, position);
}

/**
 * The 3-month clock of SC 26 and ZB 4.2.4 runs only for a suspended row without a conclusion:
 * not for the eligible, the lost or a conflict, and not while an objection is looked into.
 */
export function startClock(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  const runs =
    draft.pack.suspension.stopAfterMonths !== undefined &&
    state.benefit.status === "suspended" &&
    position.conclusion === "pending" &&
    position.pendingReason !== "conflict";
  if (runs) state.clockFrom = draft.day;
}

export function stop(
  draft: Draft,
  entitlement: EntitlementDraft,
  cause: StopCause,
  reason: StopReason,
  lossKind?: LossSign,
): void {
  const { state } = entitlement;
  if (state.benefit.status === "terminated") return;
  changeBenefit(entitlement, {
    type: "stop",
    on: draft.day,
    reason,
    lossKind,
    cites: draft.pack.cites.stop(cause, lossKind),
  });
  state.clockFrom = undefined;
  state.resumeOn = undefined;
  state.needsSignatures = true;
  state.hasObjection = false;
  changeTask(entitlement, { type: "close" });
}

function reasonOf(cause: SuspensionCause): StopReason {
  switch (cause) {
    case "lapse":
    case "conflict":
    case "unreachable":
    case "unit-fail":
    case "failed-certification":
      return "not-certified";
    case "payment-failures":
    case "public-objection":
    case "came-of-age":
    case "loss-found":
    case "loss-unanswered":
      return "other";
  }
}
