// Runs one case file through time as the product does: every day its nightly run, then the events
// of that day. Keeps what was told. Knows no rule.

import type { EventOutcome } from "../src/case/apply-event.ts";
import { applyEvent } from "../src/case/apply-event.ts";
import type { CaseFile, EntitlementFile } from "../src/case/case-file.ts";
import type { CaseEvent } from "../src/case/event.ts";
import { nightlyRun } from "../src/case/nightly-run.ts";
import type { EntitlementView } from "../src/case/view.ts";
import { viewEntitlement } from "../src/case/view.ts";
import type { Day } from "../src/civil-date.ts";
import type { Pack } from "../src/pack.ts";

export interface CaseRun {
  readonly pack: Pack;
  /** The day whose run has been made last. */
  readonly day: Day;
  readonly file: CaseFile;
  advanceTo(day: Day): void;
  take(event: CaseEvent): EventOutcome;
  /** Of the first entitlement, or of that number. */
  view(number?: number): EntitlementView;
  entitlement(number?: number): EntitlementFile;
}

/** Starts with the nightly run of the day on which the file was opened. */
export function startCaseRun(pack: Pack, opened: CaseFile): CaseRun {
  let day = opened.openedOn;
  let { file } = nightlyRun(pack, opened, day);
  return {
    pack,
    get day() {
      return day;
    },
    get file() {
      return file;
    },
    advanceTo(to) {
      while (day < to) {
        day += 1;
        file = nightlyRun(pack, file, day).file;
      }
    },
    take(event) {
      const outcome = applyEvent(pack, file, event, day);
      file = outcome.file;
      return outcome;
    },
    view: (number = 0) => known(viewEntitlement(pack, file, number, day)),
    entitlement: (number = 0) => known(file.entitlements[number]),
  };
}

function known<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new RangeError("the file has no entitlement of that number");
  return found;
}
