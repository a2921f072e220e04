/**
 * What falls due on one row and since when (FORMATS 3, `action`, `due_on`, `actions`; DOMAIN D2).
 * Each action gathers every day that some sentence names and that has come; the earliest counts.
 * It must not know files.
 */
import { anchorOf, deadlineOf, noSignSince, waitingSignHoldsOff } from "./anchor-by-hand.ts";
import { concludeByHand } from "./conclude-by-hand.ts";
import { ageStanding, eighteenthBirthday } from "./known-signs.ts";
import type { Case } from "./known-signs.ts";
import { lossStateOn, standingLossesOn } from "./losses-by-hand.ts";
import { addMonths, dayBefore, earliest, firstOfNextMonth, later, nextDay } from "./naive-days.ts";
import { workingDaysAfter } from "./state-council-days.ts";

/** FORMATS 3, from strong to weak. */
export const ACTIONS = ["suspend", "verify", "remind"] as const;
type Action = (typeof ACTIONS)[number];

/** Actions due on or before the as-of date, with the day each fell due. */
export function dueActions(one: Case): { action: Action; dueOn: string }[] {
  if (one.row["status"] !== "paying") return [];
  const days: Record<Action, readonly string[]> = {
    suspend: suspensionDays(one),
    verify: verificationDays(one),
    remind: reminderDays(one),
  };
  const due: { action: Action; dueOn: string }[] = [];
  for (const action of ACTIONS) {
    const dueOn = earliest(days[action].filter((day) => day <= one.asOf));
    if (dueOn !== undefined) due.push({ action, dueOn });
  }
  return due;
}

/** FORMATS 3: `came-of-age`, `incapacity-unknown`: the later of the 18th birthday and `since`. */
function ageDay(one: Case): string {
  return later(eighteenthBirthday(one.row) ?? "", one.row["since"] ?? "");
}

/** FORMATS 3: arrival of the earliest standing loss. */
function lossArrival(one: Case): string | undefined {
  return earliest(standingLossesOn(one, one.asOf).map((loss) => loss.arrived));
}

/** FORMATS 3: the first day since which, by arrivals, the row has been in conflict without break. */
export function firstDayOfConflict(one: Case): string {
  let day = one.asOf;
  while (lossStateOn(one, dayBefore(day)) === "conflict") day = dayBefore(day);
  return day;
}

/** FORMATS 3, `due_on` of `verify`: the earliest where several hold. */
function verificationDays(one: Case): string[] {
  const { reason } = concludeByHand(one);
  const days: string[] = [];
  const lapsed = noSignSince(one);
  if (lapsed !== undefined) days.push(lapsed);
  if (ageStanding(one.row, one.asOf) !== "none") days.push(ageDay(one));
  if (reason === "conflict") days.push(firstDayOfConflict(one));
  const arrival = lossArrival(one);
  if (arrival !== undefined) days.push(arrival);
  return days;
}

/** FORMATS 3: in sichuan and shanxi on A + 9 months, still after the deadline, never for `lost`. */
function reminderDays(one: Case): string[] {
  if (one.policy !== "sichuan-2022" && one.policy !== "shanxi-2018") return [];
  const due = addMonths(anchorOf(one).day, 9);
  return concludeByHand(one).conclusion === "lost" ? [] : [due];
}

function suspensionDays(one: Case): string[] {
  const days = [...lapseDays(one), ...paymentFailureDays(one)];
  if (ageStanding(one.row, one.asOf) === "came-of-age") days.push(ageDay(one));
  const arrival = lossArrival(one);
  if (arrival !== undefined) days.push(suspensionForLoss(one, arrival));
  return days;
}

/**
 * D2: `suspend-first` on arrival; `confirm-first` the day after one month after the due date of a
 * task due in 3 working days; in qingdao the 1st after the month of arrival.
 */
function suspensionForLoss(one: Case, arrival: string): string {
  switch (one.policy) {
    case "shanxi-2018":
    case "zibo-2019":
      return arrival;
    case "sichuan-2022":
    case "weihai-2017":
      return nextDay(addMonths(workingDaysAfter(arrival, 3), 1));
    case "qingdao-2019":
      return firstOfNextMonth(arrival);
  }
}

/** The lapse of time, which goes on for lost rows and for conflicts too (FORMATS 3). */
function lapseDays(one: Case): string[] {
  const deadline = deadlineOf(one);
  if (deadline === "" || deadline >= one.asOf) return [];
  switch (one.policy) {
    case "sichuan-2022": {
      // A conflict has its task's three months first, counted from its first day.
      if (concludeByHand(one).reason !== "conflict") return [nextDay(deadline)];
      return [nextDay(later(deadline, addMonths(firstDayOfConflict(one), 3)))];
    }
    case "qingdao-2019":
      return waitingSignHoldsOff(one) ? [] : [firstOfNextMonth(deadline)];
    case "weihai-2017":
      return [workingDaysAfter(deadline, 3)];
    case "shanxi-2018":
    case "zibo-2019":
      return [];
  }
}

/**
 * FORMATS 3, sichuan D13: a failure in each of six months on end, the last being the as-of month or
 * the one before; due on the arrival of the first failure in that last month to become known.
 */
function paymentFailureDays(one: Case): string[] {
  if (one.policy !== "sichuan-2022") return [];
  const failures = one.signs
    .filter((sign) => sign.kind === "payment-failure" && !sign.fromRoster)
    .toSorted((left, right) => (left.arrived < right.arrived ? -1 : 1));
  const inMonth = (month: string): string | undefined =>
    failures.find((failure) => failure.occurred.startsWith(month))?.arrived;
  const days: string[] = [];
  const thisMonth = `${one.asOf.slice(0, 7)}-01`;
  for (const last of [thisMonth, addMonths(thisMonth, -1)]) {
    const months = [0, 1, 2, 3, 4, 5].map((back) => addMonths(last, -back).slice(0, 7));
    const arrival = inMonth(last.slice(0, 7));
    if (arrival !== undefined && months.every((month) => inMonth(month) !== undefined))
      days.push(arrival);
  }
  return days;
}
