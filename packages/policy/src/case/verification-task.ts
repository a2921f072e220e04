// The verification task (核实任务): one pending entitlement handed to one body.
//
// none    nobody has anything to check.
// open    one body checks until the due date. Out: a new reason replaces it, its reason ceases,
//         a result answers it, `unreachable` moves or closes it, it becomes overdue.
// An overdue task of a service point or unit moves to the agency in the run of the day after its
// due date and is due a month after that run; an agency's own overdue task stays and is counted.
//
// Invariant: an entitlement has at most one open task (D9).

import type { Day } from "../civil-date.ts";
import { addMonths } from "../civil-date.ts";
import type { Body } from "../pack.ts";

/** Which reason is worked on first where several hold at once (D9). */
export const TASK_REASONS = [
  "confirmation",
  "conflict",
  "incapacity-unknown",
  "objection",
  "investigation",
  "no-sign",
] as const;
export type TaskReason = (typeof TASK_REASONS)[number];

export interface VerificationTask {
  readonly reason: TaskReason;
  readonly to: Body;
  readonly openedOn: Day;
  readonly dueOn: Day;
}

export type TaskCommand =
  | { readonly type: "open"; readonly task: VerificationTask }
  | { readonly type: "move"; readonly to: Body; readonly dueOn: Day }
  | { readonly type: "nightly-run"; readonly on: Day }
  | { readonly type: "close" };

const ESCALATED_MONTHS = 1;

export interface TaskStep {
  readonly task: VerificationTask | undefined;
  /** Whether a body must be told: a task opened, or moved to another body. */
  readonly isNews: boolean;
}

export function stepTask(task: VerificationTask | undefined, command: TaskCommand): TaskStep {
  switch (command.type) {
    case "open":
      return { task: command.task, isNews: true };
    case "move":
      if (task === undefined || task.to === command.to) return { task, isNews: false };
      return { task: { ...task, to: command.to, dueOn: command.dueOn }, isNews: true };
    case "nightly-run": {
      const isOverdue = task !== undefined && task.to !== "agency" && command.on > task.dueOn;
      if (!isOverdue) return { task, isNews: false };
      return {
        task: { ...task, to: "agency", dueOn: escalatedDueOn(command.on) },
        isNews: true,
      };
    }
    case "close":
      return { task: undefined, isNews: false };
  }
}

/** When a task that came to the agency on that day is due. */
export function escalatedDueOn(on: Day): Day {
  return addMonths(on, ESCALATED_MONTHS);
}
