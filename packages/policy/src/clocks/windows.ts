// The window clock: certification is due in windows that the agency announces (WH 5, 7, 10).

import type { Day } from "../civil-date.ts";
import { addMonths } from "../civil-date.ts";
import type { CertificationWindow, EntitlementFacts } from "../facts.ts";
import { addWorkingDays } from "../working-days.ts";
import type { Clock, CycleInput } from "./clock.ts";

export interface WindowOptions {
  /** The group of people, numbered as the regulation does, to which an entitlement belongs. */
  readonly groupOf: (facts: EntitlementFacts) => number;
  readonly suspendAfterWorkingDays: number;
  /** Months around a window within which a paper's date must lie. */
  readonly paperValidityMonths: number;
}

export function windowClock(options: WindowOptions): Clock {
  return {
    usesWindows: true,
    dependsOn: "windows",
    firstCycleStart: (facts) => facts.since,
    cycle: (input) => {
      const missed = earliest(
        input.windows.filter(
          (window) => isDue(options, window, input.facts) && !isCertified(options, window, input),
        ),
      );
      if (missed === undefined) {
        return {
          deadline: undefined,
          remindOn: undefined,
          pendingFrom: undefined,
          suspendOn: undefined,
        };
      }
      return {
        deadline: missed.to,
        remindOn: undefined,
        pendingFrom: missed.to + 1,
        suspendOn: addWorkingDays(missed.to, options.suspendAfterWorkingDays),
      };
    },
  };
}

/** Benefits begun on or after the window's first day are not due in it. */
function isDue(
  options: WindowOptions,
  window: CertificationWindow,
  facts: EntitlementFacts,
): boolean {
  if (facts.since >= window.from) return false;
  return window.groups === undefined || window.groups.includes(options.groupOf(facts));
}

function isCertified(
  options: WindowOptions,
  window: CertificationWindow,
  input: CycleInput,
): boolean {
  const counts = (sign: Day): boolean =>
    // Later than the window: a late certification by any method (WH 10).
    sign > window.to || sign >= window.from || window.to <= addMonths(sign, window.frequencyMonths);
  // A benefit's beginning counts as a sign for the frequency (D5).
  if (counts(input.facts.since)) return true;
  if (input.latestSign !== undefined && counts(input.latestSign)) return true;
  const paper = input.latestPaper;
  return (
    paper !== undefined &&
    (paper > window.to || addMonths(paper, options.paperValidityMonths) >= window.from)
  );
}

function earliest(windows: readonly CertificationWindow[]): CertificationWindow | undefined {
  return windows.reduce<CertificationWindow | undefined>(
    (first, window) => (first === undefined || window.to < first.to ? window : first),
    undefined,
  );
}
