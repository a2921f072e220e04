// The rolling clock: a cycle of months from the last certification (SC 7-8, SX 1.4, QD 3.1).

import type { Day } from "../civil-date.ts";
import { addMonths, firstOfNextMonth } from "../civil-date.ts";
import type { BenefitKind } from "../codes.ts";
import type { Clock } from "./clock.ts";

export interface RollingOptions {
  readonly periodMonths: (kind: BenefitKind) => number;
  /** Where the first cycle starts: on `since`, or on the 1st of the month after it (SC 7). */
  readonly firstCycle: "since" | "month-after-since";
  /** Months after the anchor on which the reminder falls due. */
  readonly remindAfterMonths?: number;
  /** Pending with the reminder (SC 14), or on the day after the deadline. */
  readonly pendingFrom: "reminder" | "day-after-deadline";
  readonly suspendOn: "day-after-deadline" | "first-of-next-month" | "never";
}

export function rollingClock(options: RollingOptions): Clock {
  return {
    usesWindows: false,
    dependsOn: "anchor",
    firstCycleStart: (facts) =>
      options.firstCycle === "since" ? facts.since : firstOfNextMonth(facts.since),
    cycle: ({ facts, anchor }) => {
      const deadline = addMonths(anchor, options.periodMonths(facts.kind));
      const remindOn =
        options.remindAfterMonths === undefined
          ? undefined
          : addMonths(anchor, options.remindAfterMonths);
      return {
        deadline,
        remindOn,
        pendingFrom: options.pendingFrom === "reminder" ? remindOn : deadline + 1,
        suspendOn: suspendOn(options, deadline),
      };
    },
  };
}

function suspendOn(options: RollingOptions, deadline: Day): Day | undefined {
  switch (options.suspendOn) {
    case "day-after-deadline":
      return deadline + 1;
    case "first-of-next-month":
      return firstOfNextMonth(deadline);
    case "never":
      return undefined;
  }
}
