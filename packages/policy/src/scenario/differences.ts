// Holds what a scenario expects against what people would see; only what is named is compared.

import { firstDayOfMonthIndex, formatDay } from "../civil-date.ts";
import type { Notice } from "../case/notice.ts";
import type { Refusal } from "../case/refusal.ts";
import type { EntitlementView } from "../case/view.ts";
import type { Citation } from "../pack.ts";
import type { Expected } from "./scenario.ts";

export interface Difference {
  readonly key: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export function differences(
  expected: Expected,
  view: EntitlementView,
  notices: readonly Notice[],
  refused: Refusal | undefined,
): readonly Difference[] {
  const actual = {
    conclusion: view.conclusion ?? "none",
    pendingReason: view.pendingReason ?? "none",
    status: view.status,
    stopReason: view.stopReason ?? "none",
    deadline: view.deadline === undefined ? "none" : formatDay(view.deadline),
    locked: view.isLocked,
    band: view.band ?? "none",
    refused: refused ?? false,
  };
  const found: Difference[] = [];
  for (const key of Object.keys(actual) as (keyof typeof actual)[]) {
    if (expected[key] !== undefined && expected[key] !== actual[key]) {
      found.push({ key, expected: expected[key], actual: actual[key] });
    }
  }
  return [
    ...found,
    ...taskDifference(expected, view),
    ...listDifference("notices", expected.notices, notices),
    ...basisDifference(expected.basis, view.basis),
    ...backpayDifference(expected.backpayMonths, view.backpayMonths),
  ];
}

function taskDifference(expected: Expected, view: EntitlementView): readonly Difference[] {
  if (expected.task === undefined) return [];
  const actual =
    view.task === undefined ? "none" : { to: view.task.to, due: formatDay(view.task.dueOn) };
  const agrees =
    expected.task === "none" || actual === "none"
      ? expected.task === actual
      : (expected.task.to ?? actual.to) === actual.to &&
        (expected.task.due ?? actual.due) === actual.due;
  return agrees ? [] : [{ key: "task", expected: expected.task, actual }];
}

function listDifference(
  key: string,
  expected: readonly string[] | undefined,
  actual: readonly string[],
): readonly Difference[] {
  if (expected === undefined) return [];
  const agrees =
    expected.length === actual.length && expected.every((each, at) => each === actual[at]);
  return agrees ? [] : [{ key, expected, actual }];
}

/** `SC 13` is met by `SC 13.2`. */
function basisDifference(
  expected: readonly Citation[] | undefined,
  actual: readonly Citation[],
): readonly Difference[] {
  const isMet = (clause: Citation): boolean =>
    actual.some((cited) => cited === clause || cited.startsWith(`${clause}.`));
  if (expected === undefined || expected.every(isMet)) return [];
  return [{ key: "basis", expected, actual }];
}

function backpayDifference(
  expected: number | readonly string[] | undefined,
  actual: readonly number[],
): readonly Difference[] {
  if (expected === undefined) return [];
  const key = "backpayMonths";
  if (typeof expected === "number") {
    return expected === actual.length ? [] : [{ key, expected, actual: actual.length }];
  }
  return listDifference(
    key,
    expected,
    actual.map((month) => formatDay(firstDayOfMonthIndex(month)).slice(0, 7)),
  );
}
