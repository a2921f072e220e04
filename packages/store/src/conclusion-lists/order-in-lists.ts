// Where a benefit stands in every list, as one number: by conclusion, then by its anchor. The same as
// `entitlement.order_in_lists` (0040-lists-in-numbers.sql). Knows no query.

import type { Conclusion, Day } from "@lingdai/policy";

/** A stretch of the lists: from the first to the last of these places, both included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

const TURN: Readonly<Record<Conclusion, number>> = { eligible: 0, lost: 1, pending: 2 };
/** Room for each conclusion: more days than any calendar has. */
const ROOM = 2 ** 24;
/** Days from the first of the year 1 to 1970-01-01, which is day 0. */
const DAYS_BEFORE = 719_162;

export function orderInLists(conclusion: Conclusion, anchorOn: Day): number {
  return TURN[conclusion] * ROOM + DAYS_BEFORE + anchorOn;
}

/** All of a conclusion, whoever has no anchor included. */
export function stretchOf(conclusion: Conclusion): Stretch {
  const first = TURN[conclusion] * ROOM;
  return { first, last: first + ROOM - 1 };
}
