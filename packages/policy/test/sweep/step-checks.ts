// What must hold of one entitlement across one step, be it a nightly run or an event: the clauses
// behind every change, who alone can pay again, stop or terminate, and what is told. Independent of
// the engine: it looks at the file before and after, and at what was asked for.

import assert from "node:assert/strict";

import type { CaseFile, EntitlementFile } from "../../src/case/case-file.ts";
import { isInForce } from "../../src/case/case-file.ts";
import type { CaseEvent } from "../../src/case/event.ts";
import type { Notice } from "../../src/case/notice.ts";
import { viewEntitlement } from "../../src/case/view.ts";
import type { Day } from "../../src/civil-date.ts";
import { addMonths, civilOf, monthIndexOf } from "../../src/civil-date.ts";
import type { Pack } from "../../src/pack.ts";

/** A nightly run, or an event that was carried out. */
export type Cause = "night" | CaseEvent;

export interface Step {
  readonly pack: Pack;
  readonly day: Day;
  readonly cause: Cause;
  readonly before: EntitlementFile;
  readonly after: EntitlementFile;
  readonly notices: readonly Notice[];
  /** Whether three people signed since payment ended. */
  readonly isSigned: boolean;
  /** As it stands after the step; worked out where it is asked for. */
  readonly deadline: () => Day | undefined;
  /** Certifications that wait for their review. */
  readonly submissions: CaseFile["submissions"];
}

/** Checks every entitlement of a file across one step. */
export function entitlementSteps(
  pack: Pack,
  day: Day,
  cause: Cause,
  before: CaseFile,
  after: CaseFile,
  notices: readonly (readonly Notice[])[],
  isSigned: (entitlement: number) => boolean,
): readonly Step[] {
  assert.equal(after.entitlements.length, before.entitlements.length);
  return after.entitlements.map((entitlement, at) => {
    const old = before.entitlements[at];
    assert.ok(old);
    return {
      pack,
      day,
      cause,
      before: old,
      after: entitlement,
      notices: notices[at] ?? [],
      isSigned: isSigned(at),
      deadline: () => viewEntitlement(pack, after, at, day)?.deadline,
      submissions: after.submissions,
    };
  });
}

/** Whether three different people signed, and for this entitlement. */
export function isThreefold(cause: Cause): boolean {
  return cause !== "night" && cause.type === "approve" && new Set(cause.names).size >= 3;
}

export function checkStep(step: Step): void {
  const { pack, day, before, after } = step;
  if (!pack.covers(after.grant.insurance, after.grant.kind) || !isInForce(pack, day)) {
    assert.deepEqual(after.benefit, before.benefit, "not covered or not in force, yet changed");
    assert.equal(after.task, before.task);
    assert.deepEqual(step.notices, []);
    return;
  }
  checkBenefit(step);
  checkMonths(step);
  checkNotices(step);
}

function checkBenefit(step: Step): void {
  const { pack, day, before, after } = step;
  const { status, reason, cites, changedOn, isDeathLocked } = after.benefit;
  if (status === "paying") assert.equal(reason, undefined, "a paid benefit has no reason");
  if (status === "suspended" || status === "stopped") {
    assert.ok(reason, `${status} without a reason`);
    assert.ok(cites.length > 0, `${status} without a clause`);
  }
  if (isDeathLocked) assert.notEqual(status, "paying", "paid although locked");
  if (status === before.benefit.status) return;
  assert.equal(changedOn, day);
  assert.ok(cites.length > 0, `no clause behind ${before.benefit.status} to ${status}`);
  for (const clause of cites) assert.ok(clause.startsWith(`${pack.citationPrefix} `), clause);
  switch (status) {
    case "paying":
      checkResumption(step);
      break;
    case "suspended":
      assert.equal(before.benefit.status, "paying", "only what is paid is suspended");
      if (step.cause === "night" && reason === "not-certified") checkLapse(step);
      break;
    case "stopped":
      checkStop(step);
      break;
    case "terminated":
      assert.ok(isThreefold(step.cause), "terminated without three signatures");
  }
}

/** Time suspends after the deadline alone, and while nothing that came in time waits (D6). */
function checkLapse({ day, after, deadline: deadlineOf, submissions }: Step): void {
  // Of a failed attempt it is the third working day, of a unit's fail the 1st: no deadline there.
  if (after.failures.length > 0) return;
  const deadline = deadlineOf();
  assert.ok(deadline !== undefined && day > deadline, "suspended by time within the deadline");
  for (const { submittedOn } of submissions) {
    assert.ok(submittedOn > deadline, "suspended while a certification waits for its review");
  }
}

/** Payment is back by three people, by itself after a mere lapse, or after a public objection. */
function checkResumption({ pack, cause, before, after, isSigned }: Step): void {
  const isResolved = cause !== "night" && cause.type === "resolve-objection";
  if (isResolved) {
    checkResolvedObjection(pack, cause, before);
    return;
  }
  assert.equal(after.concluded?.conclusion, "eligible", "paid again without being eligible");
  assert.equal(before.benefit.isDeathLocked, false, "paid again although locked");
  if (cause === "night") {
    const isMereLapse = before.benefit.reason === "not-certified" && !before.needsSignatures;
    const isByItself = pack.resumption.lapseResumesByItself && isMereLapse;
    assert.ok(isSigned || isByItself, "paid again overnight though nobody signed");
    return;
  }
  assert.ok(isThreefold(cause), `paid again by ${cause.type} alone`);
}

/** It takes back the precaution that it was, and nothing else (WH 10). */
function checkResolvedObjection(pack: Pack, cause: Cause, before: EntitlementFile): void {
  assert.ok(cause !== "night" && cause.type === "resolve-objection");
  assert.equal(cause.result, "eligible");
  assert.equal(before.benefit.status, "suspended");
  assert.equal(before.display.state, "objected");
  assert.deepEqual(
    before.benefit.cites,
    pack.cites.suspension("public-objection"),
    "an objection resolved pays what was suspended for another reason",
  );
}

/** A stop is what a person decided, or three months without an objection (SC 26, ZB 4.2.4). */
function checkStop({ pack, day, cause, before }: Step): void {
  if (cause !== "night") {
    const decides = ["verify", "confirm-loss", "resolve-objection"].includes(cause.type);
    assert.ok(decides || isThreefold(cause), `stopped by ${cause.type}`);
    return;
  }
  const months = pack.suspension.stopAfterMonths;
  assert.equal(before.benefit.status, "suspended", "stopped overnight though it was paid");
  assert.ok(months !== undefined, "stopped overnight in a region that knows no such clock");
  assert.ok(
    day > addMonths(before.benefit.changedOn, months),
    "stopped before three months of suspension were over",
  );
  assert.equal(before.concluded?.conclusion, "pending", "the clock ran for another conclusion");
  assert.notEqual(before.concluded?.reason, "conflict", "the clock ran in a conflict");
}

function checkMonths({ pack, day, cause, before, after }: Step): void {
  const isFirst = civilOf(day).dayOfMonth === 1;
  const isNewlyUnpaid =
    cause === "night" && isFirst && isInForce(pack, day) && after.benefit.status !== "paying";
  const isCounted = before.unpaidMonths.includes(monthIndexOf(day));
  const unpaid =
    isNewlyUnpaid && !isCounted ? [...before.unpaidMonths, monthIndexOf(day)] : before.unpaidMonths;
  assert.deepEqual(after.unpaidMonths, unpaid, "a month counts as unpaid on its first day alone");
  assert.equal(new Set(after.backPaidMonths).size, after.backPaidMonths.length, "paid back twice");
  for (const month of after.backPaidMonths) assert.ok(after.unpaidMonths.includes(month));
  if (after.backPaidMonths.length === before.backPaidMonths.length) return;
  const isResolved = cause !== "night" && cause.type === "resolve-objection";
  assert.ok(isThreefold(cause) || isResolved, "paid back without three signatures");
}

/** A change of status is told once; what does not change is not told. */
function checkNotices({ before, after, notices }: Step): void {
  const told = (notice: Notice): number => notices.filter((each) => each === notice).length;
  const [from, to] = [before.benefit.status, after.benefit.status];
  const isChanged = from !== to;
  assert.equal(told("suspension-notice"), Number(isChanged && to === "suspended"));
  assert.equal(told("stop-notice"), Number(isChanged && to === "stopped"));
  assert.equal(told("resume-notice"), Number(isChanged && to === "paying"));
  assert.ok(told("expiry-reminder") + told("expiry-reminder-unit") <= 1, "reminded twice at once");
}
