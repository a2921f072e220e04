// Gives memory back between the phases of a large run. What threads share is freed only when every
// thread's collector has run, and no collector knows how large it is: left alone, the logs of one
// phase would still be there in the next. Knows nothing of phases.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Below this there is nothing to gain. */
const WORTHWHILE_BYTES = 768 * 1024 * 1024;

let collect: (() => void) | undefined;

/** Frees what nobody holds any more; a few dozen milliseconds, and nothing in a small run. */
export function giveBack(): void {
  if (process.memoryUsage.rss() < WORTHWHILE_BYTES) return;
  if (collect === undefined) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
}
