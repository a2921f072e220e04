// The day on which something is done: the only clock that use cases are handed.

import type { Day } from "@lingdai/policy";

/** Says which civil day it is in Asia/Shanghai. */
export interface CivilClock {
  readonly today: () => Day;
}

const MS_PER_HOUR = 3_600_000;
/** China has had one time and no summer time since 1991. */
const HOURS_EAST = 8;

export const SHANGHAI_CLOCK: CivilClock = {
  today: () => Math.floor((Date.now() + HOURS_EAST * MS_PER_HOUR) / (24 * MS_PER_HOUR)),
};
