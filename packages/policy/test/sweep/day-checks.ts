// What must hold of every entitlement at the end of every day: exactly one conclusion where the
// policy covers it, with its clauses, and none elsewhere.

import assert from "node:assert/strict";

import type { CaseFile } from "../../src/case/case-file.ts";
import { isInForce } from "../../src/case/case-file.ts";
import { viewEntitlement } from "../../src/case/view.ts";
import type { Day } from "../../src/civil-date.ts";
import { CONCLUSIONS, PENDING_REASONS } from "../../src/codes.ts";
import type { Conclusion } from "../../src/codes.ts";
import type { Pack } from "../../src/pack.ts";

/** Returns the conclusions of the covered entitlements. */
export function checkDay(pack: Pack, file: CaseFile, day: Day): readonly Conclusion[] {
  return file.entitlements.flatMap((entitlement, number) => {
    const view = viewEntitlement(pack, file, number, day);
    assert.ok(view);
    assert.equal(view.status, entitlement.benefit.status);
    const { insurance, kind } = entitlement.grant;
    if (!isInForce(pack, day) || !pack.covers(insurance, kind)) {
      assert.equal(view.conclusion, undefined, "a conclusion where the policy decides nothing");
      assert.equal(view.task, entitlement.task);
      return [];
    }
    const { conclusion, pendingReason } = view;
    assert.ok(conclusion !== undefined && conclusion in CONCLUSIONS, "no conclusion");
    assert.equal(pendingReason !== undefined, conclusion === "pending");
    if (pendingReason !== undefined) assert.ok(pendingReason in PENDING_REASONS);
    assert.deepEqual(
      entitlement.concluded,
      { conclusion, reason: pendingReason },
      "what was settled and what is shown differ",
    );
    assert.ok(view.basis.length > 0, "a conclusion without a clause");
    for (const clause of view.basis) assert.ok(clause.startsWith(`${pack.citationPrefix} `));
    checkTask(view, entitlement.confirmedLosses.length > 0);
    return [conclusion];
  });
}

/** Whoever is paid without being eligible is somebody's task; whoever is eligible is nobody's. */
function checkTask(
  view: NonNullable<ReturnType<typeof viewEntitlement>>,
  hasConfirmedLoss: boolean,
): void {
  if (view.conclusion === "eligible") {
    const reason = view.task?.reason;
    assert.ok(reason === undefined || reason === "objection", `eligible, yet a task: ${reason}`);
  } else if (view.status === "paying" && !hasConfirmedLoss) {
    assert.ok(view.task !== undefined, `paid and ${view.conclusion}, yet nobody's task`);
  }
  if (view.status === "terminated") assert.equal(view.task, undefined);
}
