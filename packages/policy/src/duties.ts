// What is due for a paid benefit and since when (FORMATS section 3, `action` and `due_on`),
// worked out from the records alone, as the batch must: it keeps no tasks of its own.

import { lifeEvents } from "./anchor.ts";
import type { Day } from "./civil-date.ts";
import { monthIndexOf } from "./civil-date.ts";
import type { Position } from "./position.ts";
import type { EntitlementFacts, KnownSign, Records } from "./facts.ts";
import { applyingLosses, conflictsWith, isEnded } from "./losses.ts";
import type { Pack } from "./pack.ts";

export type Action = "suspend" | "verify" | "remind";

export interface Duty {
  readonly action: Action;
  /** The earliest day on which it fell due, of all its causes that hold. */
  readonly dueOn: Day;
}

/** The actions due on or before the day, from strong to weak. */
export function dutiesOf(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  position: Position,
  asOf: Day,
): readonly Duty[] {
  const conflictSince =
    position.pendingReason === "conflict" ? conflictSinceOn(pack, facts, records, asOf) : undefined;
  const reminds = pack.reminds && position.conclusion !== "lost";
  const duties: Duty[] = [];
  const add = (action: Action, dueOn: Day | undefined): void => {
    if (dueOn !== undefined && dueOn <= asOf) duties.push({ action, dueOn });
  };
  add("suspend", suspendDue(pack, records, position, conflictSince, asOf));
  add("verify", verifyDue(position, conflictSince, asOf));
  add("remind", reminds ? position.cycle.remindOn : undefined);
  return duties;
}

function suspendDue(
  pack: Pack,
  records: Records,
  position: Position,
  conflictSince: Day | undefined,
  asOf: Day,
): Day | undefined {
  let due: Day | undefined;
  const consider = (day: Day | undefined): void => {
    if (day !== undefined && day <= asOf) due = Math.min(due ?? day, day);
  };
  consider(lapseOn(pack, position, conflictSince));
  if (!position.isIncapacityUnknown) consider(position.cameOfAgeOn);
  consider(lossFromDataOn(pack, position));
  consider(paymentFailuresDueOn(pack, records.signs, asOf));
  return due;
}

/** The day on which a loss that data tell of suspends (D2). */
function lossFromDataOn(pack: Pack, { standing }: Position): Day | undefined {
  if (standing.length === 0) return undefined;
  const observed = standing.filter((loss) => loss.sign !== undefined);
  const arrival = earliest(observed.map((loss) => loss.arrivedOn));
  const rule = pack.suspension.lossFromData;
  const isAtOnce = arrival === undefined || rule.order === "suspend-first";
  return isAtOnce ? arrival : rule.unansweredOn(arrival);
}

/** The day on which the lapse of time suspends; a conflict may hold it off (D1, SC 24). */
function lapseOn(pack: Pack, position: Position, conflictSince: Day | undefined): Day | undefined {
  const { suspendOn, deadline } = position.cycle;
  if (suspendOn === undefined || position.isHeldByWaitingSign) return undefined;
  if (conflictSince === undefined || !pack.suspension.conflictWaitsForTask) return suspendOn;
  return Math.max(deadline ?? suspendOn, pack.tasks.dueOn(conflictSince)) + 1;
}

function verifyDue(position: Position, conflictSince: Day | undefined, asOf: Day): Day | undefined {
  const { pendingFrom } = position.cycle;
  return earliest([
    ...position.standing.map((loss) => loss.arrivedOn),
    conflictSince,
    position.cameOfAgeOn,
    pendingFrom !== undefined && pendingFrom <= asOf ? pendingFrom : undefined,
  ]);
}

/**
 * The first day since which, by the arrival of the signs, the row has been in conflict without
 * a break. Only people with a loss sign come here, so every arrival is judged anew.
 */
export function conflictSinceOn(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  asOf: Day,
): Day | undefined {
  const all = lifeEvents(pack, facts, records.signs, asOf).counted;
  const losses = applyingLosses(pack, facts, records);
  const arrivals = [...all.map((event) => event.countsOn), ...losses.map((loss) => loss.arrivedOn)];
  const days = [...new Set(arrivals.filter((day) => day <= asOf))].toSorted((a, b) => b - a);
  let since: Day | undefined;
  for (const day of days) {
    const life = all.filter((event) => event.countsOn <= day);
    const counting = losses.filter((loss) => loss.arrivedOn <= day && !isEnded(loss, life));
    const isInConflict =
      counting.length > 0 &&
      counting.every((loss) => life.some((event) => conflictsWith(loss, event)));
    if (!isInConflict) break;
    since = day;
  }
  return since;
}

/**
 * D13 in the batch: payments failed in each of six consecutive months, the last being this
 * month or the one before it; due on the arrival of the first failure in the last of them.
 */
function paymentFailuresDueOn(pack: Pack, signs: readonly KnownSign[], asOf: Day): Day | undefined {
  const months = pack.suspension.paymentFailureMonths;
  if (months === undefined) return undefined;
  if (!signs.some((sign) => sign.kind === "payment-failure")) return undefined;
  const firstArrival = new Map<number, Day>();
  for (const sign of signs) {
    if (sign.kind !== "payment-failure" || sign.arrivedOn > asOf) continue;
    const month = monthIndexOf(sign.occurredOn);
    firstArrival.set(month, Math.min(sign.arrivedOn, firstArrival.get(month) ?? sign.arrivedOn));
  }
  if (firstArrival.size < months) return undefined;
  const thisMonth = monthIndexOf(asOf);
  return earliest(
    [thisMonth - 1, thisMonth].map((last) => {
      for (let month = last - months + 1; month <= last; month += 1) {
        if (!firstArrival.has(month)) return undefined;
      }
      return firstArrival.get(last);
    }),
  );
}

function earliest(days: readonly (Day | undefined)[]): Day | undefined {
  return days.reduce<Day | undefined>((first, day) => {
    if (day === undefined) return first;
    return first === undefined ? day : Math.min(first, day);
  }, undefined);
}
