// High-risk actions: asked for, signed by three, carried out (SC 27-29, 32; D7, D8).

import { firstOfNextMonth } from "../civil-date.ts";
import { positionOn } from "../position.ts";
import { owedMonths } from "./back-pay.ts";
import { factsOf, recordsOf } from "./case-file.ts";
import type { CaseFile, EntitlementFile } from "./case-file.ts";
import type { Draft, EntitlementDraft } from "./draft.ts";
import { changeBenefit, changeTask, finish, isCovered } from "./draft.ts";
import type { CaseEventOf } from "./event.ts";
import type { HighRiskAction } from "./high-risk-approval.ts";
import { isHeldByObjection } from "./public-display.ts";
import { judgeSignatures, stepApplications } from "./high-risk-approval.ts";
import { resume } from "./nightly-run.ts";
import type { Refusal } from "./refusal.ts";
import { firstRefusal } from "./refusal.ts";
import { stop } from "./suspend.ts";

type Obstacles = Readonly<Partial<Record<Refusal, boolean>>>;

export function applyApplication(draft: Draft, event: CaseEventOf<"apply">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  if (entitlement === undefined) return "not-due";
  const refused = firstRefusal(obstacles(draft, entitlement, event.action));
  if (refused !== undefined) return refused;
  const { state } = entitlement;
  state.applications = stepApplications(state.applications, {
    type: "select",
    action: event.action,
    wasTerminated: event.wasTerminated || state.benefit.status === "terminated",
  });
  return undefined;
}

export function applyApproval(draft: Draft, event: CaseEventOf<"approve">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  if (entitlement === undefined) return "not-due";
  const { state } = entitlement;
  const action = state.applications.selected ?? "resume";
  const signing = judgeSignatures(event.names);
  const isCityBusiness =
    action === "resume" &&
    draft.pack.resumption.terminatedByCityOnly &&
    state.grant.insurance !== "work-injury" &&
    (state.applications.wasTerminated || state.benefit.status === "terminated");
  const refused = firstRefusal({
    ...obstacles(draft, entitlement, action),
    "same-person": signing === "same-person",
    "wrong-level": isCityBusiness && event.level !== undefined && event.level !== "city",
  });
  if (refused !== undefined) return refused;
  if (signing === "complete") carryOut(draft, entitlement, action);
  return undefined;
}

/** Why an action cannot be asked for now. */
function obstacles(draft: Draft, entitlement: EntitlementDraft, action: HighRiskAction): Obstacles {
  if (!isCovered(draft, entitlement)) return { "not-due": true };
  const { pack, day } = draft;
  const { state } = entitlement;
  const { file } = finish(draft);
  const isEligible = conclusionOf(draft, file, state) === "eligible";
  const { status } = state.benefit;
  switch (action) {
    case "resume":
      return {
        locked: state.benefit.isDeathLocked,
        "not-suspended": status === "paying",
        "not-due": !isEligible || state.payments.isBlocked || isHeldByObjection(state.display),
      };
    case "backpay":
      return { "not-due": owedMonths(pack, file, state, day).length === 0 };
    case "terminate":
      return {
        "not-suspended":
          status === "terminated" || (status === "paying" && !pack.unit.terminatesDirectly),
        "not-due": isEligible,
      };
  }
}

function conclusionOf(draft: Draft, file: CaseFile, state: EntitlementFile): string {
  return positionOn(draft.pack, factsOf(file, state), recordsOf(file, state), draft.day).conclusion;
}

function carryOut(draft: Draft, entitlement: EntitlementDraft, action: HighRiskAction): void {
  const { state } = entitlement;
  switch (action) {
    case "resume":
      carryOutResumption(draft, entitlement);
      break;
    case "backpay": {
      const owed = owedMonths(draft.pack, finish(draft).file, state, draft.day);
      state.backPaidMonths = [...state.backPaidMonths, ...owed];
      break;
    }
    case "terminate":
      carryOutTermination(draft, entitlement);
      break;
  }
  state.applications = stepApplications(state.applications, { type: "close", action });
}

/** On the third signature, or on the 1st that the region names (WH 10, QD 3.3). */
function carryOutResumption(draft: Draft, entitlement: EntitlementDraft): void {
  const { state } = entitlement;
  const { day, pack } = draft;
  switch (pack.resumption.signed) {
    case "at-once":
      resume(
        draft,
        entitlement,
        state.applications.wasTerminated ? "signed-after-termination" : "signed",
      );
      return;
    case "first-after-certification": {
      const first = firstOfNextMonth(state.eligibleSince ?? day);
      if (day >= first) resume(draft, entitlement, "signed");
      else state.resumeOn = first;
      return;
    }
    case "first-after-signature":
      state.resumeOn ??= firstOfNextMonth(day);
  }
}

/** QD A11: a unit's termination; for imprisonment it becomes a stop, for the term will end. */
function carryOutTermination(draft: Draft, entitlement: EntitlementDraft): void {
  const { state } = entitlement;
  const { file } = finish(draft);
  const { standing } = positionOn(
    draft.pack,
    factsOf(file, state),
    recordsOf(file, state),
    draft.day,
  );
  const isImprisoned =
    standing.length > 0 && standing.every((loss) => loss.group === "imprisonment");
  if (isImprisoned && draft.pack.unit.terminatesDirectly) {
    stop(draft, entitlement, "unit-termination", "imprisonment", "imprisonment");
    return;
  }
  changeBenefit(entitlement, {
    type: "terminate",
    on: draft.day,
    cites: draft.pack.cites.termination,
  });
  changeTask(entitlement, { type: "close" });
  state.clockFrom = undefined;
  state.resumeOn = undefined;
}
