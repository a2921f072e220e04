// Which day it is where the benefits are paid. The only clock of the command line.

import type { Day } from "@lingdai/policy";

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** China has had one time and no summer time since 1991. */
const HOURS_EAST = 8;

/** The civil date in Asia/Shanghai, whatever the machine's own time zone is. */
export function todayInShanghai(nowMs: number = Date.now()): Day {
  return Math.floor((nowMs + HOURS_EAST * MS_PER_HOUR) / MS_PER_DAY);
}
