// The nightly run: before anything else that day, what falls due is applied (DOMAIN section 3).

import type { Day } from "../civil-date.ts";
import { addMonths, civilOf, firstOfNextMonth, monthIndexOf } from "../civil-date.ts";
import type { Position } from "../position.ts";
import type { Pack } from "../pack.ts";
import { addWorkingDays } from "../working-days.ts";
import type { CaseFile, NoticesByEntitlement } from "./case-file.ts";
import { isInForce } from "./case-file.ts";
import type { Draft, EntitlementDraft } from "./draft.ts";
import { changeBenefit, changeTask, draftOf, finish, isCovered } from "./draft.ts";
import { stepApplications } from "./high-risk-approval.ts";
import { firstRunSparesUntil, isClockHeld } from "./protection.ts";
import { isHeldByObjection, stepDisplay } from "./public-display.ts";
import { openTask, settle, settleTask, unconfirmedLoss } from "./settle.ts";
import { stop, suspend } from "./suspend.ts";

/** Applies what falls due on that day. Running a day twice changes nothing. */
export function nightlyRun(
  pack: Pack,
  file: CaseFile,
  day: Day,
): { readonly file: CaseFile; readonly notices: NoticesByEntitlement } {
  const draft = draftOf(pack, file, day);
  if (isInForce(pack, day)) {
    for (const entitlement of draft.entitlements) {
      if (isCovered(draft, entitlement)) runEntitlement(draft, entitlement);
    }
  }
  return finish(draft);
}

function runEntitlement(draft: Draft, entitlement: EntitlementDraft): void {
  const position = settle(draft, entitlement);
  resumeWhereDue(draft, entitlement, position);
  suspendWhereDue(draft, entitlement, position);
  stopWhereDue(draft, entitlement, position);
  // A stop or a resumption may have taken the task's reason away.
  settleTask(draft, entitlement, position);
  investigateWhereDue(draft, entitlement, position);
  changeTask(entitlement, { type: "nightly-run", on: draft.day });
  countUnpaidMonth(draft, entitlement);
}

function resumeWhereDue(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  if (state.resumeOn === undefined || draft.day < state.resumeOn) return;
  if (position.conclusion === "eligible") {
    const isUnsigned = draft.pack.resumption.lapseResumesByItself && !state.needsSignatures;
    resume(draft, entitlement, isUnsigned ? "by-itself" : "signed");
  }
}

/** Payment is back; what the suspension had left open is closed with it. */
export function resume(
  draft: Draft,
  entitlement: EntitlementDraft,
  cause: "signed" | "signed-after-termination" | "by-itself" | "objection-resolved",
): void {
  const { state } = entitlement;
  changeBenefit(entitlement, {
    type: "resume",
    on: draft.day,
    cites: draft.pack.cites.resumption(cause),
  });
  state.resumeOn = undefined;
  state.clockFrom = undefined;
  state.needsSignatures = false;
  state.isInvestigated = false;
  state.hasObjection = false;
  // An investigation that no other reason holds open is answered by it.
  if (state.workedReason === undefined) changeTask(entitlement, { type: "close" });
  state.applications = stepApplications(state.applications, { type: "close", action: "resume" });
}

function suspendWhereDue(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  const { day, pack } = draft;
  const failed = failureSuspendsOn(pack, position);
  const isFailureDue = failed !== undefined && day >= failed && !isHeld(draft, position);
  if (state.benefit.status !== "paying") {
    // A fail whose 1st has come can no longer be annulled, though a lapse suspended before it.
    if (isFailureDue && state.benefit.status === "suspended") state.needsSignatures = true;
    return;
  }
  const loss = unconfirmedLoss(position);
  if (loss !== undefined && state.unansweredOn !== undefined && day >= state.unansweredOn) {
    suspend(draft, entitlement, position, "loss-unanswered", loss.kind);
    return;
  }
  if (isFailureDue) {
    suspend(
      draft,
      entitlement,
      position,
      pack.unit.decides ? "unit-fail" : "failed-certification",
      position.failure?.lossKind,
    );
    return;
  }
  const lapse = lapseSuspendsOn(draft, entitlement, position);
  const isLapseDue = lapse !== undefined && day >= lapse;
  if (isLapseDue && !isHeld(draft, position) && !isClockHeld(draft.file.holds, position, day)) {
    const cause = position.pendingReason === "conflict" ? "conflict" : "lapse";
    suspend(draft, entitlement, position, cause);
    return;
  }
  if (state.display.state === "objected" && day >= state.display.suspendOn) {
    suspend(draft, entitlement, position, "public-objection");
    const rules = pack.display;
    if (rules === undefined) return;
    state.display = stepDisplay(rules, state.display, { type: "suspended" }) ?? state.display;
  }
}

/** QD 3.2: the 1st after a unit's fail; WH 10: the third working day after a failed attempt. */
export function failureSuspendsOn(pack: Pack, position: Position): Day | undefined {
  if (position.failure === undefined) return undefined;
  const workingDays = pack.failedCertificationSuspendsAfterWorkingDays;
  return workingDays === undefined
    ? firstOfNextMonth(position.failure.on)
    : addWorkingDays(position.failure.on, workingDays);
}

/** The run in which the lapse of time suspends; undefined: not in this cycle. */
export function lapseSuspendsOn(
  draft: Draft,
  entitlement: EntitlementDraft,
  position: Position,
): Day | undefined {
  const { state } = entitlement;
  const { suspendOn, deadline } = position.cycle;
  if (position.conclusion === "eligible" || suspendOn === undefined) return undefined;
  // D16: nobody is suspended for a lapse of which no reminder warned in time; SC 35 knows no
  // such condition for the lost, to whom no reminder is sent.
  const isWarned = state.reminded?.anchor === position.anchor.on && state.reminded.inTime;
  const needsReminder = draft.pack.suspension.needsReminder && position.conclusion !== "lost";
  if (needsReminder && !isWarned) return undefined;
  const isConflict = position.pendingReason === "conflict";
  const lapse =
    isConflict && draft.pack.suspension.conflictWaitsForTask
      ? Math.max(deadline ?? suspendOn, state.conflictTaskDueOn ?? suspendOn) + 1
      : suspendOn;
  return Math.max(lapse, firstRunSparesUntil(draft.file, deadline) ?? lapse);
}

/** D6: a certification that waits for review, or for its day, holds off every lapse. */
function isHeld(draft: Draft, position: Position): boolean {
  const { deadline } = position.cycle;
  return (
    position.isHeldByWaitingSign ||
    draft.file.submissions.some(
      (submission) => deadline === undefined || submission.submittedOn <= deadline,
    )
  );
}

function stopWhereDue(draft: Draft, entitlement: EntitlementDraft, position: Position): void {
  const { state } = entitlement;
  const on = clockStopsOn(draft.pack, state.clockFrom);
  if (on === undefined || draft.day < on || state.benefit.status !== "suspended") return;
  if (isClockHeld(draft.file.holds, position, draft.day)) return;
  stop(draft, entitlement, "no-objection", "not-certified");
}

/** SC 26, ZB 4.2.4: the run of the day after three months of suspension without objection. */
export function clockStopsOn(pack: Pack, clockFrom: Day | undefined): Day | undefined {
  const months = pack.suspension.stopAfterMonths;
  return clockFrom === undefined || months === undefined
    ? undefined
    : addMonths(clockFrom, months) + 1;
}

/** WH 10: the agency itself finds out about whoever is suspended for over six months. */
function investigateWhereDue(
  draft: Draft,
  entitlement: EntitlementDraft,
  position: Position,
): void {
  const { state } = entitlement;
  const on = investigationOpensOn(draft.pack, entitlement);
  // Whoever is certified again waits for signatures only; an objection waits to be looked into.
  const isFoundOut = position.conclusion === "eligible" && !isHeldByObjection(state.display);
  if (on === undefined || draft.day < on || isFoundOut) return;
  state.isInvestigated = true;
  openTask(draft, entitlement, "investigation");
}

export function investigationOpensOn(
  pack: Pack,
  { state }: Pick<EntitlementDraft, "state">,
): Day | undefined {
  const months = pack.suspension.investigateAfterMonths;
  if (months === undefined || state.isInvestigated || state.benefit.status !== "suspended") {
    return undefined;
  }
  return addMonths(state.benefit.changedOn, months) + 1;
}

/** D14: a month is paid when the benefit is paid at the end of the run of its first day. */
function countUnpaidMonth(draft: Draft, { state }: EntitlementDraft): void {
  if (civilOf(draft.day).dayOfMonth !== 1 || state.benefit.status === "paying") return;
  const month = monthIndexOf(draft.day);
  if (!state.unpaidMonths.includes(month)) state.unpaidMonths = [...state.unpaidMonths, month];
}
