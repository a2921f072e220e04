// What must hold of every entitlement at the end of every day: exactly one conclusion where the
// policy covers it, with its clauses, and none elsewhere; somebody's task, clock and signatures
// wherever they are due.

import assert from "node:assert/strict";

import type { CaseFile, EntitlementFile } from "../../src/case/case-file.ts";
import { isInForce, lossesOnFile } from "../../src/case/case-file.ts";
import type { EntitlementView } from "../../src/case/view.ts";
import { viewEntitlement } from "../../src/case/view.ts";
import type { Day } from "../../src/civil-date.ts";
import { CONCLUSIONS, PENDING_REASONS } from "../../src/codes.ts";
import type { Conclusion } from "../../src/codes.ts";
import type { Pack } from "../../src/pack.ts";

/** Returns the conclusions of the covered entitlements. */
export function checkDay(pack: Pack, file: CaseFile, day: Day): readonly Conclusion[] {
  return file.entitlements.flatMap((entitlement, number) => {
    const view = viewEntitlement(pack, file, number, day);
    assert.ok(view);
    assert.equal(view.status, entitlement.benefit.status);
    const { insurance, kind } = entitlement.grant;
    if (!isInForce(pack, day) || !pack.covers(insurance, kind)) {
      assert.equal(view.conclusion, undefined, "a conclusion where the policy decides nothing");
      return [];
    }
    const conclusion = checkConclusion(pack, entitlement, view);
    checkTask(view, entitlement, day);
    checkClock(pack, view, entitlement);
    checkSignatures(view, entitlement);
    checkOwed(file, view, entitlement);
    checkLock(view, entitlement);
    return [conclusion];
  });
}

function checkConclusion(
  pack: Pack,
  entitlement: EntitlementFile,
  { conclusion, pendingReason, basis }: EntitlementView,
): Conclusion {
  assert.ok(conclusion !== undefined && conclusion in CONCLUSIONS, "no conclusion");
  assert.equal(pendingReason !== undefined, conclusion === "pending");
  if (pendingReason !== undefined) assert.ok(pendingReason in PENDING_REASONS);
  assert.deepEqual(
    entitlement.concluded,
    { conclusion, reason: pendingReason },
    "what was settled and what is shown differ",
  );
  assert.ok(basis.length > 0, "a conclusion without a clause");
  for (const clause of basis) assert.ok(clause.startsWith(`${pack.citationPrefix} `));
  return conclusion;
}

/**
 * Whoever is paid without being eligible is somebody's task; whoever is eligible is nobody's, but
 * for objections of the person and, when one has held payment for long, of the public.
 */
function checkTask(
  view: EntitlementView,
  { confirmedLosses, display }: EntitlementFile,
  day: Day,
): void {
  const { task } = view;
  if (view.conclusion === "eligible") {
    const reason = task?.reason;
    const isLookedInto = reason === "investigation" && display.state === "objected";
    assert.ok(
      reason === undefined || reason === "objection" || isLookedInto,
      `eligible, yet a task: ${reason}`,
    );
  } else if (view.status === "paying" && confirmedLosses.length === 0) {
    assert.ok(task !== undefined, `paid and ${view.conclusion}, yet nobody's task`);
  }
  if (view.status === "terminated") assert.equal(task, undefined, "terminated, yet a task");
  if (task === undefined) return;
  assert.ok(task.openedOn <= task.dueOn);
  // D9: in the run of the day after its due date it has moved to the agency.
  assert.ok(task.to === "agency" || day <= task.dueOn, `overdue with the ${task.to}`);
}

/** SC 26, ZB 4.2.4: it runs for whoever is suspended without an answer, and for nobody else. */
function checkClock(
  { suspension }: Pack,
  { conclusion, pendingReason, status }: EntitlementView,
  { clockFrom, hasObjection }: EntitlementFile,
): void {
  const isUnanswered =
    status === "suspended" && conclusion === "pending" && pendingReason !== "conflict";
  if (clockFrom !== undefined) assert.ok(isUnanswered, "a clock that should not run");
  else if (isUnanswered && suspension.stopAfterMonths !== undefined) {
    assert.ok(hasObjection, "suspended without an answer, and no clock runs");
  }
}

/** D7: the applications of whoever becomes eligible again open by themselves. */
function checkSignatures(
  { conclusion, status }: EntitlementView,
  { applications, payments, resumeOn, benefit, eligibleSince }: EntitlementFile,
): void {
  const isHeldBack = status === "suspended" || status === "stopped";
  const becameEligible = eligibleSince !== undefined && eligibleSince > benefit.changedOn;
  if (conclusion !== "eligible" || !isHeldBack || !becameEligible || payments.isBlocked) return;
  assert.ok(
    applications.open.has("resume") || resumeOn !== undefined,
    "eligible again, yet nothing is to be signed",
  );
}

/** Where nothing was ever lost, every unpaid month is owed until it is paid back. */
function checkOwed(file: CaseFile, view: EntitlementView, entitlement: EntitlementFile): void {
  const { unpaidMonths, backPaidMonths } = entitlement;
  const left = unpaidMonths.filter((month) => !backPaidMonths.includes(month));
  for (const month of view.backpayMonths)
    assert.ok(left.includes(month), "owed, though not unpaid");
  if (view.conclusion !== "eligible" || lossesOnFile(file, entitlement).length > 0) return;
  assert.deepEqual(view.backpayMonths, left);
}

/** D11: from a suspension or stop for death until somebody refutes it. */
function checkLock({ status, stopReason, isLocked }: EntitlementView, file: EntitlementFile): void {
  const isForDeath = stopReason === "death" && (status === "suspended" || status === "stopped");
  if (!isForDeath || isLocked) return;
  assert.ok(
    file.refutations.some(({ groups }) => groups.has("death")),
    "for death, yet not locked",
  );
}
