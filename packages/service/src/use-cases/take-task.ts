// Who works on a verification task: somebody of the body that it lies with takes it, and gives it back.
// Neither changes the case; a result may be reported by whoever is permitted to.

import type { Body } from "@lingdai/policy";
import { appendAudit, assignTask, findOpenTaskForUpdate } from "@lingdai/store";
import type { Transaction } from "@lingdai/store";

import { asAttempt } from "./act-on-case.ts";
import { refuseOthersTask } from "./decide.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

interface OfTask {
  readonly taskId: number;
}

/** Taking what one has already changes nothing. */
export async function takeTask(desk: Desk, actor: Actor, { taskId }: OfTask): Promise<void> {
  await asAttempt(desk, actor, { action: "take-task", detail: { taskId } }, async (tx) => {
    const { beneficiaryId, assigneeId } = await taskFor(tx, actor, taskId);
    if (assigneeId === actor.staffId) return;
    if (assigneeId !== null) throw new RefusalError("taken-already");
    await assignTask(tx, taskId, actor.staffId);
    await appendAudit(tx, [{ action: "take-task", beneficiaryId, detail: { taskId } }]);
  });
}

/** By whoever has it, or a reviewer or approver for somebody who is away. */
export async function releaseTask(desk: Desk, actor: Actor, { taskId }: OfTask): Promise<void> {
  await asAttempt(desk, actor, { action: "take-task", detail: { taskId } }, async (tx) => {
    const { beneficiaryId, assigneeId } = await taskFor(tx, actor, taskId);
    if (assigneeId === null) return;
    const isOwn = assigneeId === actor.staffId;
    if (!isOwn && actor.role !== "reviewer" && actor.role !== "approver") {
      throw new RefusalError("taken-already");
    }
    await assignTask(tx, taskId, null);
    await appendAudit(tx, [{ action: "release-task", beneficiaryId, detail: { taskId } }]);
  });
}

async function taskFor(tx: Transaction, actor: Actor, taskId: number) {
  const task = await findOpenTaskForUpdate(tx, taskId);
  if (task === undefined) throw new RefusalError("not-found");
  refuseOthersTask(actor, { to: task.body as Body });
  return task;
}
