// A policy's executable example (FORMATS section 4) as plain values.

import type { Day } from "../civil-date.ts";
import type { Grant, PersonData } from "../case/case-file.ts";
import type { CaseEvent } from "../case/event.ts";
import type { Citation } from "../pack.ts";

export interface Scenario {
  readonly name: string;
  readonly policy: string;
  readonly person: PersonData;
  readonly grants: readonly Grant[];
  /** The first day that is run: the last certification, else the earliest `since`. */
  readonly startsOn: Day;
  readonly steps: readonly ScenarioStep[];
}

export type ScenarioStep =
  | { readonly on: Day; readonly type: "event"; readonly event: CaseEvent }
  | {
      readonly on: Day;
      readonly type: "expect";
      readonly entitlement: number;
      readonly expected: Expected;
    };

/** Only what is named is held against the file; `none` means that there is nothing. */
export interface Expected {
  readonly conclusion?: string;
  readonly pendingReason?: string;
  readonly status?: string;
  readonly stopReason?: string;
  readonly deadline?: string;
  readonly task?: "none" | { readonly to?: string; readonly due?: string };
  readonly notices?: readonly string[];
  readonly basis?: readonly Citation[];
  readonly locked?: boolean;
  readonly band?: string;
  /** A number of months, or the months themselves (`YYYY-MM`). */
  readonly backpayMonths?: number | readonly string[];
  readonly refused?: string | false;
}
