// What follows at once from a conclusion, after an event as in the nightly run: tasks, reminders,
// suspensions that wait for nothing, applications. Settling twice changes nothing.

import type { Day } from "../civil-date.ts";
import { addMonths, firstOfNextMonth } from "../civil-date.ts";
import type { Position } from "../position.ts";
import { latestLoss } from "../position.ts";
import type { Loss } from "../losses.ts";
import type { Body } from "../pack.ts";
import type { Draft, EntitlementDraft } from "./draft.ts";
import { changeBenefit, changeTask, factsIn, isCovered, positionIn } from "./draft.ts";
import { stepApplications } from "./high-risk-approval.ts";
import { hasFailedInARow } from "./payments.ts";
import { reminderFor } from "./reminder.ts";
import { startClock, suspend } from "./suspend.ts";
import type { TaskReason } from "./verification-task.ts";

/** Draws the consequences for every entitlement that the policy covers. */
export function settleAll(draft: Draft): void {
  for (const entitlement of draft.entitlements) {
    if (isCovered(draft, entitlement)) settle(draft, entitlement);
  }
}

/** Draws the consequences for one entitlement and returns where it stands. */
export function settle(draft: Draft, entitlement: EntitlementDraft): Position {
  const position = positionIn(draft, entitlement);
  const { state } = entitlement;
  const before = state.concluded;
  state.concluded = { conclusion: position.conclusion, reason: position.pendingReason };
  if (before?.conclusion !== position.conclusion || before.reason !== position.pendingReason) {
    onNewConclusion(draft, entitlement, position, before);
  }
  settleLock(entitlement, position);
  const needsNotice = settleReminder(draft, entitlement, position);
  settlePayments(draft, entitlement, position);
  settleLoss(draft, entitlement, position);
  settleTask(draft, entitlement, position);
  // The notice of a task stands for the reminder; where none went out now, one of its own.
  if (needsNotice && !entitlement.notices.includes("task-notice")) {
    entitlement.notices.push("task-notice");
  }
  return position;
}

function onNewConclusion(
  draft: Draft,
  entitlement: EntitlementDraft,
  position: Position,
  before: EntitlementDraft["state"]["concluded"],
): void {
  const { state } = entitlement;
  const isHeldBack = state.benefit.status === "suspended" || state.benefit.status === "stopped";
  const runsOn = isOpenQuestion(before) && isOpenQuestion(state.concluded);
  if (!runsOn) state.clockFrom = undefined;
  if (position.conclusion === "eligible") {
    state.eligibleSince = draft.day;
    state.hasObjection = false;
    state.isOnPublicNoticeList = false;
    if (isHeldBack) onEligibleAgain(draft, entitlement);
  } else {
    state.eligibleSince = undefined;
    state.resumeOn = undefined;
    state.applications = stepApplications(state.applications, { type: "withdraw" });
    if (isHeldBack && position.conclusion === "lost") state.needsSignatures = true;
    if (!runsOn && !state.hasObjection) startClock(draft, entitlement, position);
  }
  state.conflictTaskDueOn =
    position.pendingReason === "conflict" ? draft.pack.tasks.dueOn(draft.day) : undefined;
}

/** Pending without a contradiction: the only conclusions under which the clock of SC 26 runs. */
function isOpenQuestion(concluded: EntitlementDraft["state"]["concluded"]): boolean {
  return concluded?.conclusion === "pending" && concluded.reason !== "conflict";
}

/** A new death on a row that is held for death locks it again after a refutation (D2, D11). */
function settleLock(entitlement: EntitlementDraft, position: Position): void {
  const { status, reason, isDeathLocked } = entitlement.state.benefit;
  if (isDeathLocked || reason !== "death" || (status !== "suspended" && status !== "stopped")) {
    return;
  }
  const isDeathOnFile = [...position.standing, ...position.disputed].some(
    (loss) => loss.group === "death",
  );
  if (isDeathOnFile) changeBenefit(entitlement, { type: "lock" });
}

/** D7: the applications open by themselves; only the signatures are missing. */
function onEligibleAgain(draft: Draft, entitlement: EntitlementDraft): void {
  const { state } = entitlement;
  if (state.payments.isBlocked || state.benefit.reason === undefined) return;
  const isMereLapse = state.benefit.reason === "not-certified" && !state.needsSignatures;
  if (draft.pack.resumption.lapseResumesByItself && isMereLapse) {
    state.resumeOn = firstOfNextMonth(draft.day);
  }
  state.applications = stepApplications(state.applications, {
    type: "open",
    actions: ["resume", "backpay"],
  });
}

/**
 * SC 37, SX 1.4: once an anchor; to the unit without a phone. With neither the answer is true:
 * the service point must be told.
 */
function settleReminder(draft: Draft, entitlement: EntitlementDraft, position: Position): boolean {
  const { state } = entitlement;
  const { remindOn, deadline } = position.cycle;
  if (!draft.pack.reminds || remindOn === undefined || draft.day < remindOn) return false;
  if (state.reminded?.anchor === position.anchor.on || position.conclusion === "lost") return false;
  if (state.benefit.status === "stopped" || state.benefit.status === "terminated") return false;
  state.reminded = {
    anchor: position.anchor.on,
    // On a policy's first day people count as having been reminded before (`firstRun`, D16).
    inTime: deadline === undefined || draft.day < deadline || draft.day === draft.file.openedOn,
  };
  // An arrival set a cycle whose reminder is due already: its task goes out with it (D16).
  if (state.workedReason === "no-sign" && position.pendingReason === "no-sign") {
    openTask(draft, entitlement, "no-sign");
  }
  const notice = reminderFor(draft.file.person, state.grant);
  if (notice !== "task-notice") {
    entitlement.notices.push(notice);
    return false;
  }
  state.isOnPublicNoticeList = true;
  return true;
}

/** D13: six failed months in a row suspend at once, and payment waits for the account. */
function settlePayments(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  const months = draft.pack.suspension.paymentFailureMonths;
  if (months === undefined || !hasFailedInARow(state.payments, months)) return;
  state.payments = { ...state.payments, isBlocked: true };
  suspend(draft, entitlement, position, "payment-failures");
}

/** Losses that suspend without waiting for anybody, and when an unanswered one does (D2). */
function settleLoss(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  const cameOfAge = position.standing.find((loss) => loss.group === "came-of-age");
  if (cameOfAge !== undefined && cameOfAge.arrivedOn <= draft.day) {
    suspend(draft, entitlement, position, "came-of-age", "came-of-age");
  }
  const loss = unconfirmedLoss(position);
  const rule = draft.pack.suspension.lossFromData;
  if (loss === undefined) {
    state.unansweredOn = undefined;
  } else if (rule.order === "suspend-first") {
    suspend(draft, entitlement, position, "loss-found", loss.kind);
  } else {
    // A further loss does not give the task a later due date.
    state.unansweredOn ??= rule.unansweredOn(draft.day);
  }
}

/** The latest standing loss from data, unless a person confirmed one that stands. */
export function unconfirmedLoss(position: Position): Loss | undefined {
  if (position.standing.some((loss) => loss.confirmedAt !== undefined)) return undefined;
  return latestLoss(position.standing.filter((loss) => loss.sign !== undefined));
}

/** Opens, replaces or closes the task where the strongest reason for it has changed (D9). */
export function settleTask(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  const reason = reasonToWorkOn(entitlement, position);
  if (reason === state.workedReason) return;
  state.workedReason = reason;
  if (reason === undefined) changeTask(entitlement, { type: "close" });
  else openTask(draft, entitlement, reason);
}

/** The strongest reason that holds (D9); undefined where nobody has anything to check. */
export function reasonToWorkOn(
  entitlement: EntitlementDraft,
  position: Position,
): TaskReason | undefined {
  const { state } = entitlement;
  if (state.benefit.status === "terminated") return undefined;
  const objection = state.hasObjection ? "objection" : undefined;
  switch (position.conclusion) {
    case "eligible":
      return objection;
    case "lost":
      return position.standing.some((loss) => loss.confirmedAt !== undefined)
        ? objection
        : "confirmation";
    case "pending":
      if (position.pendingReason === "conflict") return "conflict";
      if (state.benefit.status === "stopped") return objection;
      if (position.pendingReason === "incapacity-unknown") return "incapacity-unknown";
      return objection ?? "no-sign";
  }
}

export function openTask(draft: Draft, entitlement: EntitlementDraft, reason: TaskReason): void {
  changeTask(entitlement, {
    type: "open",
    task: {
      reason,
      to: bodyFor(draft, entitlement, reason),
      openedOn: draft.day,
      dueOn: dueOn(draft, reason),
    },
  });
}

const OBJECTION_MONTHS = 3;

function dueOn(draft: Draft, reason: TaskReason): Day {
  const { tasks } = draft.pack;
  switch (reason) {
    case "confirmation":
      return tasks.confirmationDueOn(draft.day);
    case "objection":
    case "investigation":
      return addMonths(draft.day, OBJECTION_MONTHS);
    case "conflict":
    case "incapacity-unknown":
    case "no-sign":
      return tasks.dueOn(draft.day);
  }
}

function bodyFor(draft: Draft, entitlement: EntitlementDraft, reason: TaskReason): Body {
  const facts = factsIn(draft, entitlement);
  switch (reason) {
    case "confirmation":
      return draft.pack.tasks.confirmationBody(facts);
    case "investigation":
      return "agency";
    case "objection":
    case "conflict":
    case "incapacity-unknown":
    case "no-sign":
      return draft.pack.tasks.bodyFor(facts);
  }
}
