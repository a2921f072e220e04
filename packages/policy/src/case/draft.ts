// A case file while one run or event is applied to it: fields change in place, notices collect,
// and nothing outside sees it before it is finished.

import type { Day } from "../civil-date.ts";
import type { Position } from "../position.ts";
import { positionOn } from "../position.ts";
import type { EntitlementFacts } from "../facts.ts";
import type { Pack } from "../pack.ts";
import type { BenefitCommand } from "./benefit.ts";
import { stepBenefit } from "./benefit.ts";
import type { CaseFile, EntitlementFile, NoticesByEntitlement } from "./case-file.ts";
import { factsOf, recordsOf } from "./case-file.ts";
import type { Notice } from "./notice.ts";
import { inOrderOfIssue } from "./notice.ts";
import type { TaskCommand } from "./verification-task.ts";
import { stepTask } from "./verification-task.ts";

type Mutable<Whole> = { -readonly [Key in keyof Whole]: Whole[Key] };

export interface Draft {
  readonly pack: Pack;
  readonly day: Day;
  readonly file: Mutable<Omit<CaseFile, "entitlements">>;
  readonly entitlements: readonly EntitlementDraft[];
}

export interface EntitlementDraft {
  readonly state: Mutable<EntitlementFile>;
  readonly notices: Notice[];
}

export function draftOf(pack: Pack, file: CaseFile, day: Day): Draft {
  return {
    pack,
    day,
    file: { ...file },
    entitlements: file.entitlements.map((state) => ({ state: { ...state }, notices: [] })),
  };
}

export function finish(draft: Draft): {
  readonly file: CaseFile;
  readonly notices: NoticesByEntitlement;
} {
  return {
    file: { ...draft.file, entitlements: draft.entitlements.map(({ state }) => state) },
    notices: draft.entitlements.map(({ notices }) => inOrderOfIssue(notices)),
  };
}

/** The next place in the order in which things become known. */
export function nextSequence(draft: Draft): number {
  draft.file.sequence += 1;
  return draft.file.sequence;
}

export function factsIn(draft: Draft, entitlement: EntitlementDraft): EntitlementFacts {
  return factsOf(fileOf(draft), entitlement.state);
}

export function positionIn(draft: Draft, entitlement: EntitlementDraft): Position {
  return positionOn(
    draft.pack,
    factsIn(draft, entitlement),
    recordsOf(fileOf(draft), entitlement.state),
    draft.day,
  );
}

export function isCovered(draft: Draft, entitlement: EntitlementDraft): boolean {
  const { insurance, kind } = entitlement.state.grant;
  return draft.pack.covers(insurance, kind);
}

export function changeBenefit(entitlement: EntitlementDraft, command: BenefitCommand): void {
  const { benefit, notice } = stepBenefit(entitlement.state.benefit, command);
  entitlement.state.benefit = benefit;
  if (notice !== undefined) entitlement.notices.push(notice);
}

export function changeTask(entitlement: EntitlementDraft, command: TaskCommand): void {
  const { task, isNews } = stepTask(entitlement.state.task, command);
  entitlement.state.task = task;
  if (isNews) entitlement.notices.push("task-notice");
}

function fileOf(draft: Draft): CaseFile {
  return { ...draft.file, entitlements: [] };
}
