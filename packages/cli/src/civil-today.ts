// Which day it is where the benefits are paid. The only clock of the verbs that need no record.

import type { Day } from "@lingdai/policy";
import { dayInShanghai } from "@lingdai/policy";

/** The civil date in Asia/Shanghai, whatever the machine's own time zone is. */
export function todayInShanghai(nowMs: number = Date.now()): Day {
  return dayInShanghai(nowMs);
}
