// Protecting the living (D16): two ways in which time alone suspends or stops nobody. When a region
// is used for the first time nobody overdue had a warning; and while a source that used to certify
// people is late, an agency may hold the clock for them. Knows no day but those it is given.

import type { Day } from "../civil-date.ts";
import { addMonths } from "../civil-date.ts";
import type { Position } from "../position.ts";

/** Whether people count as warned already, or are reminded on day one (`firstRun` of D16). */
export type Start = "running" | "first-run";

/** An agency holds the clock for everybody whose last certification came from that source. */
export interface ClockHold {
  readonly source: string;
  readonly from: Day;
  /** The last day of the hold; absent while nobody has ended it. */
  readonly until?: Day | undefined;
}

const FIRST_RUN_MONTHS = 3;

/**
 * The day before which no lapse of time suspends whoever was overdue when the file was opened.
 * Reading: overdue means that the last day of the cycle had passed; whoever still had it ahead is
 * reminded on day one, which is in time.
 */
export function firstRunSparesUntil(
  { start, openedOn }: { readonly start: Start; readonly openedOn: Day },
  deadline: Day | undefined,
): Day | undefined {
  const isSpared = start === "first-run" && deadline !== undefined && deadline < openedOn;
  return isSpared ? addMonths(openedOn, FIRST_RUN_MONTHS) : undefined;
}

/**
 * Reading: a hold keeps time from suspending for a lapse and from stopping after the three months
 * of a suspension; what fell due meanwhile follows in the run of the day after it, as after a
 * rejected review (D6). Reminders and tasks go on, for they harm nobody.
 */
export function isClockHeld(holds: readonly ClockHold[], { anchor }: Position, day: Day): boolean {
  const source = anchor.event?.sign?.source;
  return (
    source !== undefined &&
    holds.some(
      (hold) =>
        hold.source === source &&
        hold.from <= day &&
        (hold.until === undefined || day <= hold.until),
    )
  );
}
