// The clock of the fictional region: everybody's year ends with the month of birth (YW 2), and an
// announced window stretches the years that end inside it (YW 3). None of the shipped clocks.

import { addMonths, civilOf, dayOf, daysInMonth, lastOfMonth } from "../../src/civil-date.ts";
import type { Day } from "../../src/civil-date.ts";
import type { Clock } from "../../src/clocks/clock.ts";
import type { CertificationWindow, EntitlementFacts } from "../../src/facts.ts";
import { isWorkingDay } from "../../src/working-days.ts";

export interface BirthMonthOptions {
  /** YW 2: a certification holds for no birth month that ends sooner than this. */
  readonly leastMonths: number;
  /** YW 4: days before the deadline on which the reminder goes out. */
  readonly remindDaysBefore: number;
  /** YW 6: the day of the next month from which, once worked, the lapse suspends. */
  readonly suspendOnDay: number;
  readonly groupOf: (facts: EntitlementFacts) => number;
}

export function birthMonthClock(options: BirthMonthOptions): Clock {
  return {
    usesWindows: true,
    // It asks for the birth month, which nobody can remember by the anchor.
    dependsOn: "facts",
    firstCycleStart: (facts) => facts.since,
    cycle: ({ facts, anchor, windows }) => {
      const deadline = stretched(options, facts, birthMonthEnd(options, facts, anchor), windows);
      return {
        deadline,
        remindOn: deadline - options.remindDaysBefore,
        pendingFrom: deadline + 1,
        suspendOn: firstWorkingDayFrom(lastOfMonth(deadline) + options.suspendOnDay),
      };
    },
  };
}

/** The end of the first birth month that is far enough away. */
function birthMonthEnd(options: BirthMonthOptions, facts: EntitlementFacts, anchor: Day): Day {
  const { month } = civilOf(facts.birthDate ?? facts.since);
  const earliest = addMonths(anchor, options.leastMonths);
  const { year } = civilOf(earliest);
  const inThatYear = dayOf(year, month, daysInMonth(year, month));
  return inThatYear >= earliest ? inThatYear : dayOf(year + 1, month, daysInMonth(year + 1, month));
}

/** YW 3: of several windows around the deadline the one that ends last. */
function stretched(
  options: BirthMonthOptions,
  facts: EntitlementFacts,
  deadline: Day,
  windows: readonly CertificationWindow[],
): Day {
  const group = options.groupOf(facts);
  return windows
    .filter(({ from, to, groups }) => {
      return from <= deadline && deadline <= to && (groups?.includes(group) ?? true);
    })
    .reduce((latest, { to }) => Math.max(latest, to), deadline);
}

function firstWorkingDayFrom(day: Day): Day {
  let reached = day;
  while (!isWorkingDay(reached)) reached += 1;
  return reached;
}
