// Events by which a person decides: results of verification, losses confirmed or refuted,
// objections of the person and of the public.

import type { LossGroup, LossSign } from "../codes.ts";
import { firstDayOfMonthIndex } from "../civil-date.ts";
import { lossGroupOf, stopReasonOf } from "../codes.ts";
import { VERIFICATION_SOURCE } from "../facts.ts";
import { lossApplies } from "../losses.ts";
import type { Position } from "../position.ts";
import { latestLoss } from "../position.ts";
import { lossesOnFile } from "./case-file.ts";
import { isEvidenceMissing } from "./certification-events.ts";
import type { Draft, EntitlementDraft } from "./draft.ts";
import {
  changeBenefit,
  changeTask,
  factsIn,
  finish,
  isCovered,
  nextSequence,
  positionIn,
} from "./draft.ts";
import type { CaseEventOf } from "./event.ts";
import { VERIFICATION_SIGN } from "./event.ts";
import { resume } from "./nightly-run.ts";
import { isHeldByObjection, stepDisplay } from "./public-display.ts";
import type { Refusal } from "./refusal.ts";
import { firstRefusal } from "./refusal.ts";
import { openTask, reasonToWorkOn } from "./settle.ts";
import { startClock, stop, suspend } from "./suspend.ts";
import type { VerificationTask } from "./verification-task.ts";
import { escalatedDueOn } from "./verification-task.ts";

/** What a verification refutes without being asked (D1). */
const REFUTED_BY_SEEING: readonly LossGroup[] = ["death", "missing", "imprisonment"];

export function applyVerify(draft: Draft, event: CaseEventOf<"verify">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  const { pack } = draft;
  const refused = firstRefusal({
    "future-date": event.occurredOn !== undefined && event.occurredOn > draft.day,
    "evidence-missing":
      event.result === "eligible" &&
      isEvidenceMissing(pack.evidence.verifyEligible, event.evidence),
    "no-open-task": entitlement?.state.task === undefined,
  });
  if (refused !== undefined || entitlement === undefined) return refused;
  switch (event.result) {
    case "eligible":
      certifyInPerson(draft, entitlement, [
        ...REFUTED_BY_SEEING,
        ...event.refutes.map(lossGroupOf),
      ]);
      return undefined;
    case "lost":
      confirm(
        draft,
        entitlement,
        event.loss ?? lossSuspected(draft, entitlement),
        event.occurredOn,
      );
      return undefined;
    case "unreachable":
      answerUnreachable(draft, entitlement);
      return undefined;
  }
}

export function applyConfirmLoss(
  draft: Draft,
  event: CaseEventOf<"confirm-loss">,
): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  if (event.occurredOn !== undefined && event.occurredOn > draft.day) return "future-date";
  if (entitlement === undefined) return "not-due";
  confirm(draft, entitlement, event.kind, event.occurredOn);
  return undefined;
}

/** Refutes all loss signs then on file; `came-of-age` is no record and stays (D1). */
export function applyRefuteLoss(draft: Draft): Refusal | undefined {
  const { file } = finish(draft);
  const groupsByEntitlement = draft.entitlements.map(
    ({ state }) => new Set(lossesOnFile(file, state).map((loss) => lossGroupOf(loss.kind))),
  );
  if (groupsByEntitlement.every((groups) => groups.size === 0)) return "not-due";
  const sequence = nextSequence(draft);
  draft.entitlements.forEach((entitlement, at) => {
    refute(draft, entitlement, groupsByEntitlement[at] ?? new Set(), sequence);
  });
  return undefined;
}

/** D10: somebody states that the person is entitled. */
export function applyObjection(draft: Draft, event: CaseEventOf<"object">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  const status = entitlement?.state.benefit.status;
  if (entitlement === undefined || (status !== "suspended" && status !== "stopped")) {
    return "not-suspended";
  }
  const { state } = entitlement;
  state.hasObjection = true;
  state.clockFrom = undefined;
  openTask(draft, entitlement, "objection");
  // Only a reason that arises after this objection takes its task.
  if (state.workedReason === undefined || state.workedReason === "no-sign") {
    state.workedReason = "objection";
  }
  return undefined;
}

export function applyPublicObjection(
  draft: Draft,
  event: CaseEventOf<"public-objection">,
): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  const rules = draft.pack.display;
  if (entitlement === undefined || rules === undefined) return "not-due";
  const { state } = entitlement;
  const objected = stepDisplay(rules, state.display, { type: "object", on: draft.day });
  if (objected === undefined) return "not-due";
  state.display = objected;
  return undefined;
}

export function applyResolveObjection(
  draft: Draft,
  event: CaseEventOf<"resolve-objection">,
): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  const rules = draft.pack.display;
  if (entitlement === undefined || rules === undefined) return "not-due";
  const { state } = entitlement;
  const { display, benefit } = state;
  const resolved = stepDisplay(rules, display, { type: "resolve" });
  if (resolved === undefined) return "not-due";
  state.display = resolved;
  if (event.result === "lost") {
    confirm(draft, entitlement, event.loss ?? lossSuspected(draft, entitlement));
    return undefined;
  }
  if (
    isHeldByObjection(display) &&
    benefit.status === "suspended" &&
    benefit.lossKind === undefined
  ) {
    // The suspension was a precaution: no signatures, and its own months are paid back.
    const itsMonths = state.unpaidMonths.filter(
      (month) => firstDayOfMonthIndex(month) >= benefit.changedOn,
    );
    resume(draft, entitlement, "objection-resolved");
    state.backPaidMonths = [...new Set([...state.backPaidMonths, ...itsMonths])];
  }
  return undefined;
}

/** Seen in person: certified on that day, at once, after what the verifier refuted. */
function certifyInPerson(
  draft: Draft,
  entitlement: EntitlementDraft,
  refutes: readonly LossGroup[],
): void {
  const { state } = entitlement;
  refute(draft, entitlement, new Set(refutes), nextSequence(draft));
  state.hasObjection = false;
  const sequence = nextSequence(draft);
  state.ownSigns = [
    ...state.ownSigns,
    {
      kind: VERIFICATION_SIGN,
      occurredOn: draft.day,
      arrivedOn: draft.day,
      source: VERIFICATION_SOURCE,
      ref: `verification-${sequence}`,
      sequence,
      isDecision: true,
    },
  ];
}

function refute(
  draft: Draft,
  entitlement: EntitlementDraft,
  groups: ReadonlySet<LossGroup>,
  sequence: number,
): void {
  if (groups.size === 0) return;
  const { state } = entitlement;
  state.refutations = [...state.refutations, { on: draft.day, sequence, groups }];
  if (groups.has("death")) changeBenefit(entitlement, { type: "unlock" });
}

/** A person confirms a loss: it stops every benefit for which it counts (SC 25, ZB 4.2.4). */
function confirm(
  draft: Draft,
  addressed: EntitlementDraft,
  kind: LossSign,
  occurredOn?: number,
): void {
  const group = lossGroupOf(kind);
  // Death and a disappearance concern the person, other losses the addressed entitlement.
  const concerned = group === "death" || group === "missing" ? draft.entitlements : [addressed];
  const { file } = finish(draft);
  const sequence = nextSequence(draft);
  for (const entitlement of concerned) {
    if (!isCovered(draft, entitlement)) continue;
    if (!lossApplies(draft.pack, factsIn(draft, entitlement), kind)) continue;
    const { state } = entitlement;
    const onFile = lossesOnFile(file, state).filter((loss) => lossGroupOf(loss.kind) === group);
    const known = onFile.reduce<number | undefined>(
      (latest, loss) => Math.max(latest ?? loss.occurredOn, loss.occurredOn),
      undefined,
    );
    state.confirmedLosses = [
      ...state.confirmedLosses,
      { kind, occurredOn: occurredOn ?? known ?? draft.day, confirmedOn: draft.day, sequence },
    ];
    stop(draft, entitlement, "loss-confirmed", stopReasonOf(kind), kind);
  }
}

/** The loss that a verifier confirms without naming one: the latest that stands or is disputed. */
function lossSuspected(draft: Draft, entitlement: EntitlementDraft): LossSign {
  const position = positionIn(draft, entitlement);
  return latestLoss([...position.standing, ...position.disputed])?.kind ?? "other-loss";
}

/** D9: what nobody's finding the person does to the task and to payment. */
function answerUnreachable(draft: Draft, entitlement: EntitlementDraft): void {
  const { state } = entitlement;
  const { task } = state;
  if (task === undefined) return;
  const position = positionIn(draft, entitlement);
  state.isOnPublicNoticeList = true;
  suspendUnreachable(draft, entitlement, position, task);
  // D10: an objection is answered by it, and a new clock starts.
  if (state.clockFrom === undefined) startClock(draft, entitlement, position);
  handOnUnreachable(draft, entitlement, task);
  if (!state.hasObjection) return;
  // A stopped row has no clock to start: its objection stays while its task is open (D9).
  if (state.benefit.status === "stopped" && state.task !== undefined) return;
  state.hasObjection = false;
  // What is left to work on keeps the task that is open for the objection.
  state.workedReason = reasonToWorkOn(entitlement, position);
  if (state.workedReason === undefined) changeTask(entitlement, { type: "close" });
}

/** A unit that must hand on what it cannot verify concludes nothing from it (SC 16). */
function suspendUnreachable(
  draft: Draft,
  entitlement: EntitlementDraft,
  position: Position,
  task: VerificationTask,
): void {
  const { tasks, suspension } = draft.pack;
  if (task.to === "unit" && tasks.bodyAfterUnitUnreachable !== undefined) return;
  const isByRightBody = suspension.unreachableBy === "any-body" || task.to === "agency";
  const { deadline } = position.cycle;
  const isLateEnough =
    !suspension.unreachableOnlyAfterDeadline || (deadline !== undefined && draft.day > deadline);
  if (isByRightBody && isLateEnough) suspend(draft, entitlement, position, "unreachable");
}

function handOnUnreachable(
  draft: Draft,
  entitlement: EntitlementDraft,
  task: VerificationTask,
): void {
  const { tasks } = draft.pack;
  if (task.to === "unit" && tasks.bodyAfterUnitUnreachable !== undefined) {
    const to = draft.file.person.hasResidence ? tasks.bodyAfterUnitUnreachable : "agency";
    changeTask(entitlement, { type: "move", to, dueOn: tasks.dueOn(draft.day) });
    return;
  }
  switch (tasks.afterUnreachable) {
    case "close":
      changeTask(entitlement, { type: "close" });
      return;
    case "to-agency":
      changeTask(entitlement, { type: "move", to: "agency", dueOn: escalatedDueOn(draft.day) });
      return;
    case "stay":
  }
}
