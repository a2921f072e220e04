// What one night or one event changed in a case, as rows of the record: status, task, notices,
// applications, instructions to the payment system, public displays. Reads the difference off the two files and
// knows no rule.

import type {
  CaseFile,
  EntitlementFile,
  HighRiskAction,
  NoticesByEntitlement,
  Pack,
} from "@lingdai/policy";
import { firstDayOfMonthIndex, isSameValue } from "@lingdai/policy";
import type { InstructionWrite, LoadedCase, TaskOutcome } from "@lingdai/store";

import type { Happening } from "./happening.ts";
import type { StepWrites } from "./step-writes.ts";
import { wrongLosses } from "./wrong-losses.ts";

interface Change {
  readonly pack: Pack;
  readonly of: {
    readonly beneficiaryId: LoadedCase["beneficiaryId"];
    readonly number: number;
  };
  readonly happening: Happening;
  readonly before: EntitlementFile;
  readonly after: EntitlementFile;
}

export function changesOf(
  { beneficiaryId, pack, entitlements }: LoadedCase,
  before: CaseFile,
  next: { readonly file: CaseFile; readonly notices: NoticesByEntitlement },
  happening: Happening,
  round: number,
  writes: StepWrites,
): void {
  wrongLosses(beneficiaryId, before, next.file, happening, writes);
  for (const [at, after] of next.file.entitlements.entries()) {
    const row = entitlements[at];
    const was = before.entitlements[at];
    // A new entitlement is on record with its row; its first change comes later.
    if (row === undefined || was === undefined) continue;
    const of = { beneficiaryId, number: row.number };
    for (const notice of next.notices[at] ?? []) {
      writes.notices.push({ ...of, notice, issuedOn: happening.day });
    }
    if (was === after) continue;
    const change: Change = { pack, of, happening, before: was, after };
    statusChange(change, writes);
    taskChange(change, round, writes);
    instructionChanges(change, writes);
    applicationChanges(change, writes);
    displayChange(change, writes);
  }
}

function statusChange({ of, before, after }: Change, { statuses }: StepWrites): void {
  const { status, reason, lossKind, changedOn, cites } = after.benefit;
  const was = before.benefit;
  const isSame =
    was.status === status &&
    was.reason === reason &&
    was.lossKind === lossKind &&
    was.changedOn === changedOn;
  if (!isSame) statuses.push({ ...of, changedOn, status, stopReason: reason, lossKind, cites });
}

function taskChange(change: Change, round: number, { tasks }: StepWrites): void {
  const { of, happening, before, after } = change;
  const task = after.task;
  if (isSameValue(before.task, task)) return;
  const at = { ...of, round, onDay: happening.day };
  if (task === undefined) {
    tasks.push({ ...at, change: "close", outcome: outcomeOf(change) });
    return;
  }
  const opened = { reason: task.reason, body: task.to, openedOn: task.openedOn, dueOn: task.dueOn };
  if (before.task === undefined) {
    tasks.push({ ...at, change: "open", ...opened });
  } else if (before.task.reason === task.reason && before.task.openedOn === task.openedOn) {
    tasks.push({ ...at, change: "move", ...opened });
  } else {
    tasks.push({ ...at, change: "replace", outcome: "replaced", ...opened });
  }
}

/** How the task ended: by its own result, or because its reason went away. */
function outcomeOf({ happening, of: _of }: Change): TaskOutcome {
  return happening.type === "verify" ? happening.result : "no-longer-due";
}

function instructionChanges(change: Change, { instructions }: StepWrites): void {
  const { of, happening, before, after } = change;
  const { status, reason, lossKind } = after.benefit;
  const effectiveOn = happening.day;
  if (before.benefit.status !== status) {
    instructions.push({
      ...of,
      instruction: INSTRUCTION[status],
      effectiveOn,
      stopReason: reason,
      lossKind,
      unsignedCause: status === "paying" ? unsignedCauseOf(change) : undefined,
    });
  }
  const known = new Set(before.backPaidMonths);
  const months = after.backPaidMonths.filter((month) => !known.has(month));
  if (months.length === 0) return;
  instructions.push({
    ...of,
    instruction: "back-pay",
    effectiveOn,
    months: months.map(firstDayOfMonthIndex),
    unsignedCause: unsignedCauseOf(change),
  });
}

const INSTRUCTION = {
  paying: "resume",
  suspended: "suspend",
  stopped: "stop",
  terminated: "terminate",
} as const satisfies Record<EntitlementFile["benefit"]["status"], InstructionWrite["instruction"]>;

/** Why nobody had to sign: only where the region says so; the database asks for one or the other. */
function unsignedCauseOf({ pack, happening, before }: Change): InstructionWrite["unsignedCause"] {
  if (happening.type === "resolve-objection") return "objection-resolved";
  const isByItself = pack.resumption.lapseResumesByItself && !before.needsSignatures;
  return happening.type === "night" && isByItself ? "lapse-made-good" : undefined;
}

/** Opened by a person or by the engine (D7); signed and carried out, or withdrawn with its ground. */
function applicationChanges(change: Change, { applications, instructions }: StepWrites): void {
  const { of, happening, before, after } = change;
  const onDay = happening.day;
  const signed = signedAction(change);
  for (const action of before.applications.open) {
    if (after.applications.open.has(action)) continue;
    if (action !== signed) {
      applications.push({ ...of, action, was: "open", state: "withdrawn", onDay });
      continue;
    }
    // The instruction carries it out, now or on the day from which payment is back.
    const isCarriedOut = instructions.some(
      (each) => each.number === of.number && ACTION[each.instruction] === action,
    );
    const isScheduled = action === "resume" && after.resumeOn !== undefined;
    const state = isCarriedOut || isScheduled ? "signed" : "carried-out";
    applications.push({ ...of, action, was: "open", state, onDay });
  }
  for (const action of after.applications.open) {
    if (before.applications.open.has(action)) continue;
    const byPerson = happening.type === "apply";
    const wasTerminated = after.applications.wasTerminated;
    applications.push({ ...of, action, state: "open", onDay, byPerson, wasTerminated });
  }
  const isScheduleDropped =
    before.resumeOn !== undefined &&
    after.resumeOn === undefined &&
    after.benefit.status !== "paying";
  if (!isScheduleDropped) return;
  applications.push({ ...of, action: "resume", was: "signed", state: "withdrawn", onDay });
}

const ACTION: Readonly<Record<InstructionWrite["instruction"], HighRiskAction | undefined>> = {
  suspend: undefined,
  stop: undefined,
  resume: "resume",
  "back-pay": "backpay",
  terminate: "terminate",
};

/** Up for the public until that day; objected to; resolved. */
function displayChange({ of, happening, before, after }: Change, { displays }: StepWrites): void {
  const display = after.display;
  if (isSameValue(before.display, display)) return;
  const at = { ...of, onDay: happening.day };
  if (display.state === "displayed") {
    displays.push({ ...at, change: "show", untilOn: display.untilOn });
  } else if (display.state === "objected") {
    if (before.display.state === "objected") return;
    displays.push({ ...at, change: "object", suspendOn: display.suspendOn });
  } else if (happening.type === "resolve-objection") {
    displays.push({ ...at, change: "resolve", outcome: happening.result });
  }
}

function signedAction({ happening, before }: Change): HighRiskAction | undefined {
  return happening.type === "approve" ? (before.applications.selected ?? "resume") : undefined;
}
