// When a source that used to come is late (D16). Knows no day but those it is given.
//
// Reading: a source comes again within the longest pause between its last deliveries; it is late once a
// week more has passed. Before its third delivery nobody knows its rhythm, and it is not late.

import type { Day } from "../civil-date.ts";

/** Deliveries by which a rhythm is judged; the latest ones, for habits change. */
export const DELIVERIES_KEPT = 7;

const DELIVERIES_MIN = 3;
const GRACE_DAYS = 7;

/** The last day on which it is not late yet; undefined where nobody knows. In any order, days once. */
export function expectedUntil(deliveredOn: readonly Day[]): Day | undefined {
  const latest = deliveredOn.toSorted((left, right) => right - left).slice(0, DELIVERIES_KEPT);
  const [last] = latest;
  if (last === undefined || latest.length < DELIVERIES_MIN) return undefined;
  const pauses = latest.slice(1).map((day, at) => (latest[at] ?? day) - day);
  return last + Math.max(...pauses) + GRACE_DAYS;
}

/** Whether it should have come by that day. */
export function isLate(deliveredOn: readonly Day[], day: Day): boolean {
  const until = expectedUntil(deliveredOn);
  return until !== undefined && day > until;
}
