// Tells what happens to one invented person day by day, by running the policy core itself: nightly
// runs, events, and what people would see change. Knows no region and no output format.

import {
  BENEFIT_STATUSES,
  CONCLUSIONS,
  NOTICES,
  PENDING_REASONS,
  REFUSALS,
  STOP_REASONS,
  applyEvent,
  firstDayOfMonthIndex,
  formatDay,
  nightlyRun,
  openCaseFile,
  viewEntitlement,
} from "@lingdai/policy";
import type {
  CaseEvent,
  Citation,
  Day,
  EntitlementView,
  Grant,
  Label,
  Notice,
  Pack,
  Refusal,
} from "@lingdai/policy";

import { BODIES } from "./decision-words.ts";

type Task = EntitlementView["task"];

/** Something that somebody does, with the words for it. */
export interface Deed {
  readonly event: CaseEvent;
  readonly words: Label;
}

/** What is done on a day, given what people see that day. */
export type Script = (day: Day, view: EntitlementView) => readonly Deed[];

/** A day on which something changed. */
export interface Moment {
  readonly on: Day;
  readonly words: readonly Label[];
  /** The clauses, where a conclusion or a status changed. */
  readonly cites: readonly Citation[];
  readonly view: EntitlementView;
}

export function tellStory(
  pack: Pack,
  grant: Grant,
  script: Script,
  from: Day,
  to: Day,
): readonly Moment[] {
  const person = { hasPhone: true, hasHousehold: true, hasResidence: true };
  let file = openCaseFile(person, [grant], from);
  let before: EntitlementView | undefined;
  const moments: Moment[] = [];
  for (let day = from; day <= to; day += 1) {
    const night = nightlyRun(pack, file, day);
    file = night.file;
    const words: Label[] = [];
    const cites = new Set<Citation>();
    const look = (notices: readonly Notice[]): EntitlementView => {
      const view = getView(pack, file, day);
      words.push(...changes(before, view), ...notices.map(noticeInWords));
      if (before !== undefined && isDecision(before, view))
        view.basis.forEach((clause) => cites.add(clause));
      before = view;
      return view;
    };
    let view = look(night.notices[0] ?? []);
    for (const { event, words: deed } of script(day, view)) {
      const outcome = applyEvent(pack, file, event, day);
      file = outcome.file;
      words.push(outcome.refused === undefined ? deed : refusedInWords(deed, outcome.refused));
      view = look(outcome.notices[0] ?? []);
    }
    if (words.length > 0) moments.push({ on: day, words, cites: [...cites], view });
  }
  return moments;
}

function getView(
  pack: Pack,
  file: Parameters<typeof viewEntitlement>[1],
  day: Day,
): EntitlementView {
  const view = viewEntitlement(pack, file, 0, day);
  if (view === undefined) throw new Error("a story is about one entitlement");
  return view;
}

function isDecision(before: EntitlementView, view: EntitlementView): boolean {
  return (
    before.conclusion !== view.conclusion ||
    before.pendingReason !== view.pendingReason ||
    before.status !== view.status ||
    before.stopReason !== view.stopReason
  );
}

function changes(before: EntitlementView | undefined, view: EntitlementView): readonly Label[] {
  const found: Label[] = [];
  if (before?.conclusion !== view.conclusion || before?.pendingReason !== view.pendingReason) {
    found.push(conclusionInWords(view));
  }
  if (before?.deadline !== view.deadline) found.push(deadlineInWords(view.deadline));
  if (
    before !== undefined &&
    (before.status !== view.status || before.stopReason !== view.stopReason)
  ) {
    found.push(statusInWords(view));
  }
  if (!isSameTask(before?.task, view.task)) found.push(taskInWords(view.task));
  if (before !== undefined && before.isLocked !== view.isLocked) {
    found.push(
      view.isLocked
        ? { zh: "档案锁定", en: "the record is locked" }
        : { zh: "档案解锁", en: "the record is unlocked" },
    );
  }
  if (before !== undefined && before.backpayMonths.join() !== view.backpayMonths.join()) {
    found.push(monthsInWords(view.backpayMonths));
  }
  return found;
}

function isSameTask(left: Task, right: Task): boolean {
  return left?.to === right?.to && left?.dueOn === right?.dueOn && left?.reason === right?.reason;
}

function conclusionInWords({ conclusion, pendingReason }: EntitlementView): Label {
  if (conclusion === undefined) return { zh: "政策不作结论", en: "the policy decides nothing" };
  const { zh, en } = CONCLUSIONS[conclusion];
  if (pendingReason === undefined) return { zh: `结论：${zh}`, en: `conclusion: ${en}` };
  const why = PENDING_REASONS[pendingReason];
  return { zh: `结论：${zh}（${why.zh}）`, en: `conclusion: ${en} (${why.en})` };
}

function deadlineInWords(deadline: Day | undefined): Label {
  if (deadline === undefined) return { zh: "没有截止日期", en: "no deadline" };
  return { zh: `截止日期：${formatDay(deadline)}`, en: `deadline: ${formatDay(deadline)}` };
}

function statusInWords({ status, stopReason }: EntitlementView): Label {
  const { zh, en } = BENEFIT_STATUSES[status];
  if (stopReason === undefined) return { zh: `待遇：${zh}`, en: `benefit: ${en}` };
  const why = STOP_REASONS[stopReason];
  return { zh: `待遇：${zh}（${why.zh}）`, en: `benefit: ${en} (${why.en})` };
}

function taskInWords(task: Task): Label {
  if (task === undefined) return { zh: "核实任务结束", en: "the task is closed" };
  const due = formatDay(task.dueOn);
  const { zh, en } = BODIES[task.to];
  return { zh: `核实任务：${zh}，${due} 到期`, en: `task: ${en}, due ${due}` };
}

function monthsInWords(months: readonly number[]): Label {
  if (months.length === 0) return { zh: "没有欠发月份", en: "no month is owed" };
  const list = months.map((month) => formatDay(firstDayOfMonthIndex(month)).slice(0, 7));
  return { zh: `欠发月份：${list.join("、")}`, en: `months owed: ${list.join(", ")}` };
}

function noticeInWords(notice: Notice): Label {
  const { zh, en } = NOTICES[notice];
  return { zh: `发出：${zh}`, en: `sent: ${en}` };
}

function refusedInWords(deed: Label, refusal: Refusal): Label {
  const { zh, en } = REFUSALS[refusal];
  return { zh: `${deed.zh}（未受理：${zh}）`, en: `${deed.en} (refused: ${en})` };
}
