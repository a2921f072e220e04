// Events on the record itself: a unit's decision, maintenance of basic data, ordinary edits,
// the bank's results (QD 3.2, 4.1, 4.3; SC 24, 36).

import { firstDayOfMonthIndex, monthIndexOf } from "../civil-date.ts";
import { lossApplies } from "../losses.ts";
import type { Body } from "../pack.ts";
import { isComplete } from "./case-file.ts";
import type { Draft, EntitlementDraft } from "./draft.ts";
import { factsIn, isCovered, nextSequence } from "./draft.ts";
import type { CaseEventOf } from "./event.ts";
import { stepApplications } from "./high-risk-approval.ts";
import { clearedThrough, withFailure } from "./payments.ts";
import type { Refusal } from "./refusal.ts";
import { firstRefusal } from "./refusal.ts";

export function applyUnit(draft: Draft, event: CaseEventOf<"unit">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  const refused = firstRefusal({
    "method-not-accepted": !draft.pack.unit.decides,
    "incomplete-data": event.result === "pass" && !isComplete(draft.file.person),
  });
  if (refused !== undefined) return refused;
  if (entitlement === undefined || !isCovered(draft, entitlement)) return "not-due";
  const { state } = entitlement;
  const sequence = nextSequence(draft);
  const decided = {
    occurredOn: draft.day,
    arrivedOn: draft.day,
    source: "unit",
    ref: `decision-${sequence}`,
    sequence,
    isDecision: true,
  };
  if (event.result === "pass") {
    state.ownSigns = [...state.ownSigns, { ...decided, kind: "unit-confirmation" }];
    return undefined;
  }
  const lossKind =
    event.loss !== undefined && lossApplies(draft.pack, factsIn(draft, entitlement), event.loss)
      ? event.loss
      : undefined;
  state.failures = [...state.failures, { on: draft.day, sequence, lossKind }];
  if (lossKind !== undefined) state.ownSigns = [...state.ownSigns, { ...decided, kind: lossKind }];
  return undefined;
}

/** Renewed basic data; in qingdao, data that the unit makes complete are a certification (QD 4.3). */
export function applyMaintain(draft: Draft, event: CaseEventOf<"maintain">): Refusal | undefined {
  if (isLocked(draft)) return "locked";
  const { person } = draft.file;
  const renews = (datum: (typeof event.renewed)[number]): boolean => event.renewed.includes(datum);
  draft.file.person = {
    ...person,
    hasPhone: person.hasPhone || renews("phone"),
    hasHousehold: person.hasHousehold || renews("household"),
    hasResidence: person.hasResidence || renews("residence"),
  };
  if (
    draft.pack.unit.maintenanceCertifies &&
    isComplete(draft.file.person) &&
    answersForPerson(draft, event.by)
  ) {
    certifyByMaintenance(draft);
  }
  if (renews("account")) {
    for (const entitlement of draft.entitlements) maintainAccount(draft, entitlement);
  }
  return undefined;
}

export function applyEdit(draft: Draft): Refusal | undefined {
  return isLocked(draft) ? "locked" : undefined;
}

export function applyPayment(draft: Draft, event: CaseEventOf<"payment">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  if (entitlement === undefined) return "not-due";
  if (firstDayOfMonthIndex(event.month) > draft.day) return "future-date";
  if (event.result === "failed") {
    recordFailedPayment(draft, entitlement, event.month);
  } else {
    const { state } = entitlement;
    state.payments = clearedThrough(state.payments, event.month);
  }
  return undefined;
}

/** Recorded here; what follows from six in a row is drawn when the file is settled (D13). */
export function recordFailedPayment(
  draft: Draft,
  entitlement: EntitlementDraft,
  month: number,
): void {
  const { state } = entitlement;
  if (draft.pack.suspension.paymentFailureMonths === undefined) return;
  state.payments = withFailure(state.payments, month);
}

/** A person's data are renewed for the person, so every entitlement is locked with one. */
function isLocked(draft: Draft): boolean {
  return draft.entitlements.some(({ state }) => state.benefit.isDeathLocked);
}

/** The unit; the agency for whom no unit answers. A village or a relative says nothing by a new number. */
function answersForPerson(draft: Draft, by: Body | undefined): boolean {
  if (by === undefined || by === "unit") return true;
  return by === "agency" && draft.entitlements.every(({ state }) => !state.grant.hasUnit);
}

function certifyByMaintenance(draft: Draft): void {
  const sequence = nextSequence(draft);
  draft.file.signs = [
    ...draft.file.signs,
    {
      kind: "info-maintenance",
      occurredOn: draft.day,
      arrivedOn: draft.day,
      source: "maintenance",
      ref: `maintenance-${sequence}`,
      sequence,
    },
  ];
}

/** Maintenance of the account clears the months before and lets payment be resumed (D13). */
function maintainAccount(draft: Draft, entitlement: EntitlementDraft): void {
  const { state } = entitlement;
  const wasBlocked = state.payments.isBlocked;
  const cleared = clearedThrough(state.payments, monthIndexOf(draft.day));
  state.payments = { ...cleared, isBlocked: false };
  if (!wasBlocked) return;
  if (state.benefit.status === "suspended" && state.concluded?.conclusion === "eligible") {
    state.applications = stepApplications(state.applications, {
      type: "open",
      actions: ["resume", "backpay"],
    });
  }
}
