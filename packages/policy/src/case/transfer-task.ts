// The body with a verification task hands it on to another one, because the person moved or the unit
// answers for them after all. Reading: the due date stays, so that no task is put off by being passed
// on; the new body is told.

import type { Draft } from "./draft.ts";
import { changeTask } from "./draft.ts";
import type { CaseEventOf } from "./event.ts";
import type { Refusal } from "./refusal.ts";
import { firstRefusal } from "./refusal.ts";

export function applyTransfer(draft: Draft, event: CaseEventOf<"transfer">): Refusal | undefined {
  const entitlement = draft.entitlements[event.entitlement];
  const task = entitlement?.state.task;
  const { to } = event;
  const isNobodyThere =
    (to === "unit" && entitlement?.state.grant.hasUnit !== true) ||
    (to === "service-point" && !draft.file.person.hasResidence);
  const refused = firstRefusal({
    "incomplete-data": isNobodyThere,
    "no-open-task": task === undefined,
    "not-due": task?.to === to,
  });
  if (refused !== undefined || entitlement === undefined || task === undefined) return refused;
  changeTask(entitlement, { type: "move", to, dueOn: task.dueOn });
  return undefined;
}
