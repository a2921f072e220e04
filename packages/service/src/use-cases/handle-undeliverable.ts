// A notice that reached nobody is a task for a human (D16): somebody tells the person by other means
// and says how.

import type { Day } from "@lingdai/policy";
import type { HandledHow } from "@lingdai/store";
import { appendAudit, beneficiaryIdOf, handleMessage } from "@lingdai/store";

import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface Handling {
  readonly noticeId: number;
  readonly how: HandledHow;
  readonly day: Day;
}

export async function handleUndeliverable(
  desk: Desk,
  actor: Actor,
  given: Handling,
): Promise<void> {
  const { noticeId, how, day } = given;
  const detail = { noticeId, how };
  await asAttempt(desk, actor, { action: "handle-undeliverable", detail }, async (tx) => {
    const handled = await handleMessage(tx, noticeId, { how, staffId: actor.staffId, day });
    if (handled === undefined) throw new RefusalError("not-found");
    const beneficiaryId = beneficiaryIdOf(handled.beneficiaryId);
    await appendAudit(tx, [{ action: "handle-undeliverable", beneficiaryId, detail }]);
  });
}
