// Events by which somebody is seen alive, or a window for it is announced: matched observations,
// certifications in person or on paper, their reviews, windows.

import { monthIndexOf } from "../civil-date.ts";
import { isLifeSign } from "../codes.ts";
import type { SignKind } from "../codes.ts";
import type { KnownSign } from "../facts.ts";
import type { EvidenceKind, EvidenceNeed } from "../pack.ts";
import { isAcceptedKind, isPaperTooOld } from "../standing.ts";
import { judgeAnnouncement } from "./announcement.ts";
import { review, submit } from "./certification-review.ts";
import { isComplete } from "./case-file.ts";
import type { Draft } from "./draft.ts";
import { isCovered, nextSequence } from "./draft.ts";
import type { CaseEventOf } from "./event.ts";
import { stepDisplay } from "./public-display.ts";
import { recordFailedPayment } from "./record-events.ts";
import type { Refusal } from "./refusal.ts";
import { firstRefusal } from "./refusal.ts";

export function applyObserve(draft: Draft, event: CaseEventOf<"observe">): Refusal | undefined {
  const refused = firstRefusal({
    "future-date": event.occurredOn > draft.day,
    "method-not-accepted": draft.pack.refusedMethods.has(event.kind),
    "too-old": isTooOld(draft, event.kind, event.occurredOn),
  });
  if (refused !== undefined) return refused;
  const isKnown = draft.file.signs.some(
    (sign) => sign.source === event.source && sign.ref === event.ref,
  );
  // Known already: accepted without effect.
  if (isKnown) return undefined;
  addSign(draft, { ...event, arrivedOn: draft.day });
  if (event.kind === "payment-failure") {
    for (const entitlement of draft.entitlements) {
      recordFailedPayment(draft, entitlement, monthIndexOf(event.occurredOn));
    }
  }
  show(draft, event.kind);
  return undefined;
}

export function applyCertify(draft: Draft, event: CaseEventOf<"certify">): Refusal | undefined {
  const { pack, day } = draft;
  const { kind } = event;
  const refused = firstRefusal({
    "future-date": event.occurredOn > day,
    "method-not-accepted": !isLifeSign(kind) || pack.refusedMethods.has(kind),
    "too-old": isTooOld(draft, kind, event.occurredOn),
    "evidence-missing": isEvidenceMissing(pack.evidence.certify(kind), event.evidence),
    // A unit's confirmation is its pass by another way (QD A7).
    "incomplete-data":
      kind === "unit-confirmation" && pack.unit.decides && !isComplete(draft.file.person),
  });
  if (refused !== undefined || !isLifeSign(kind)) return refused;
  const sequence = nextSequence(draft);
  if (event.result === "failed") {
    // Elsewhere a failed attempt is only tried again (SX 1.4).
    if (pack.failedCertificationSuspendsAfterWorkingDays === undefined) return undefined;
    for (const { state } of draft.entitlements) {
      state.failures = [...state.failures, { on: event.occurredOn, sequence }];
    }
    return undefined;
  }
  const submission = {
    kind,
    occurredOn: event.occurredOn,
    submittedOn: day,
    ref: `certification-${sequence}`,
  };
  if (pack.reviewsCertifications) {
    draft.file.submissions = submit(draft.file.submissions, submission).waiting;
    return undefined;
  }
  addSign(draft, { ...submission, arrivedOn: day, source: "in-person" });
  show(draft, kind);
  return undefined;
}

/** Counts from the day it occurred; in D1 it arrives with the review that made it count. */
export function applyReview(draft: Draft, event: CaseEventOf<"review">): Refusal | undefined {
  const reviewed = review(draft.file.submissions, event.result, event.ref);
  if (reviewed === undefined) return "not-due";
  draft.file.submissions = reviewed.waiting;
  if (reviewed.accepted !== undefined) {
    const { kind, occurredOn, ref } = reviewed.accepted;
    addSign(draft, { kind, occurredOn, ref, arrivedOn: draft.day, source: "in-person" });
  }
  return undefined;
}

/** WH 5: what a region's announcement is for one file. */
export function announceWindow(draft: Draft, event: CaseEventOf<"announce">): Refusal | undefined {
  const refused = judgeAnnouncement(draft.pack, event.window, draft.day);
  if (refused !== undefined) return refused;
  draft.file.windows = [...draft.file.windows, { ...event.window, announcedOn: draft.day }];
  return undefined;
}

export function isEvidenceMissing(need: EvidenceNeed, given: readonly EvidenceKind[]): boolean {
  return !need.every((anyOf) => anyOf.some((kind) => given.includes(kind)));
}

function isTooOld(draft: Draft, kind: SignKind, occurredOn: number): boolean {
  return isPaperTooOld(draft.pack, { kind, occurredOn, arrivedOn: draft.day });
}

/** A certification made here and now is nobody's data: it never waits for the 4th (QD 1.3). */
function addSign(draft: Draft, sign: Omit<KnownSign, "sequence">): void {
  const known: KnownSign = {
    kind: sign.kind,
    occurredOn: sign.occurredOn,
    arrivedOn: sign.arrivedOn,
    source: sign.source,
    ref: sign.ref,
    sequence: nextSequence(draft),
    isDecision: sign.source === "in-person",
  };
  draft.file.signs = [...draft.file.signs, known];
}

/** Community results are displayed publicly (WH 7.1). */
function show(draft: Draft, kind: SignKind): void {
  const rules = draft.pack.display;
  if (rules === undefined || !rules.kinds.has(kind) || !isAcceptedKind(draft.pack, kind)) return;
  for (const entitlement of draft.entitlements) {
    if (!isCovered(draft, entitlement)) continue;
    const { state } = entitlement;
    state.display =
      stepDisplay(rules, state.display, { type: "show", on: draft.day }) ?? state.display;
  }
}
