// One event on a case file: refused with a reason and without effect, or carried out with all
// that follows at once. The nightly run is the only other way in which a file changes.

import type { Day } from "../civil-date.ts";
import type { Pack } from "../pack.ts";
import type { CaseFile, NoticesByEntitlement } from "./case-file.ts";
import { isInForce } from "./case-file.ts";
import { announceWindow, applyCertify, applyObserve, applyReview } from "./certification-events.ts";
import {
  applyConfirmLoss,
  applyObjection,
  applyPublicObjection,
  applyRefuteLoss,
  applyResolveObjection,
  applyVerify,
} from "./decision-events.ts";
import type { Draft } from "./draft.ts";
import { draftOf, finish } from "./draft.ts";
import type { CaseEvent } from "./event.ts";
import { applyEdit, applyMaintain, applyPayment, applyUnit } from "./record-events.ts";
import type { Refusal } from "./refusal.ts";
import { settleAll } from "./settle.ts";
import { applyApplication, applyApproval } from "./signature-events.ts";
import { applyTransfer } from "./transfer-task.ts";

export interface EventOutcome {
  readonly file: CaseFile;
  readonly notices: NoticesByEntitlement;
  /** Absent where the event was carried out. */
  readonly refused?: Refusal | undefined;
}

/** Applies an event that becomes known on that day. A refused event changes nothing. */
export function applyEvent(pack: Pack, file: CaseFile, event: CaseEvent, day: Day): EventOutcome {
  const draft = draftOf(pack, file, day);
  // Outside its validity a policy decides nothing; what becomes known is kept.
  const isDecided = isInForce(pack, day);
  const refused = isDecided || RECORDED.has(event.type) ? carryOut(draft, event) : "not-due";
  if (refused !== undefined) return { file, notices: file.entitlements.map(() => []), refused };
  if (isDecided) settleAll(draft);
  return finish(draft);
}

/** Events that put something on record without anybody's decision. */
const RECORDED: ReadonlySet<CaseEvent["type"]> = new Set([
  "observe",
  "certify",
  "maintain",
  "payment",
  "announce",
  "edit",
] as const);

function carryOut(draft: Draft, event: CaseEvent): Refusal | undefined {
  switch (event.type) {
    case "observe":
      return applyObserve(draft, event);
    case "certify":
      return applyCertify(draft, event);
    case "review":
      return applyReview(draft, event);
    case "verify":
      return applyVerify(draft, event);
    case "confirm-loss":
      return applyConfirmLoss(draft, event);
    case "refute-loss":
      return applyRefuteLoss(draft);
    case "unit":
      return applyUnit(draft, event);
    case "maintain":
      return applyMaintain(draft, event);
    case "payment":
      return applyPayment(draft, event);
    case "object":
      return applyObjection(draft, event);
    case "apply":
      return applyApplication(draft, event);
    case "approve":
      return applyApproval(draft, event);
    case "announce":
      return announceWindow(draft, event);
    case "public-objection":
      return applyPublicObjection(draft, event);
    case "resolve-objection":
      return applyResolveObjection(draft, event);
    case "transfer":
      return applyTransfer(draft, event);
    case "edit":
      return applyEdit(draft);
  }
}
