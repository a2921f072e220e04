// The day on which something is done: the only clock that use cases are handed.

import type { Day } from "@lingdai/policy";
import { dayInShanghai } from "@lingdai/policy";

/** Says which civil day it is in Asia/Shanghai. */
export interface CivilClock {
  readonly today: () => Day;
}

export const SHANGHAI_CLOCK: CivilClock = { today: () => dayInShanghai(Date.now()) };
