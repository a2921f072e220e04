// What time alone brings to an entitlement: the cycle and the days on which something follows.

import type { Day } from "../civil-date.ts";
import type { CertificationWindow, EntitlementFacts } from "../facts.ts";

export interface CycleInput {
  readonly facts: EntitlementFacts;
  /** The latest of the first cycle's start and the signs that move it. */
  readonly anchor: Day;
  /** Whether a sign stands at the anchor; else it is the bare start of the first cycle. */
  readonly isAnchorSigned: boolean;
  /** The latest moving sign that is no paper, and the latest that is one. */
  readonly latestSign: Day | undefined;
  readonly latestPaper: Day | undefined;
  readonly windows: readonly CertificationWindow[];
  readonly asOf: Day;
}

/** The days that follow from the cycle alone; absent: never. */
export interface Cycle {
  /** The last day of the cycle, still inside it. */
  readonly deadline: Day | undefined;
  /** From this day on nothing certifies the person any more: `no-sign`. */
  readonly pendingFrom: Day | undefined;
  readonly remindOn: Day | undefined;
  /** From the run of this day on the lapse suspends. */
  readonly suspendOn: Day | undefined;
}

export interface Clock {
  readonly firstCycleStart: (facts: EntitlementFacts) => Day;
  readonly cycle: (input: CycleInput) => Cycle;
  /** Whether windows are announced here. */
  readonly usesWindows: boolean;
  /**
   * What a cycle depends on besides the grant, for who remembers cycles: the anchor alone (and
   * whether it is signed), the year of `since` too, or, each for itself and window by window,
   * `since`, the latest sign and the latest paper: a window that somebody with a later day misses,
   * somebody with an earlier one misses too. The start of the first cycle depends on `since` alone.
   * `facts`: on more than that, so nothing is remembered and every row is asked anew.
   */
  readonly dependsOn: "anchor" | "anchor-and-year" | "windows" | "facts";
}
