// What one simulation is about: whose rules, how many people, which months, which chances. Made
// once from the arguments; everything else only reads it.

import type { Day, Pack } from "@lingdai/policy";

import type { Seed } from "./chance.ts";
import type { Area } from "./place/areas.ts";
import type { Divisions } from "./place/divisions.ts";
import type { Rates } from "./rates/rates.ts";

/** A certification window that the agency announced. */
export interface AnnouncedWindow {
  readonly from: Day;
  readonly to: Day;
}

export interface Setting {
  readonly pack: Pack;
  readonly area: Area;
  readonly divisions: Divisions;
  readonly rates: Rates;
  readonly seed: Seed;
  readonly persons: number;
  readonly months: number;
  /** The first day of the first month. */
  readonly from: Day;
  /** The last day of the last month; nothing arrives later. */
  readonly asOf: Day;
  /** Days from `from` to `asOf`, both included. */
  readonly days: number;
  /** Only where the policy works with windows. */
  readonly window: AnnouncedWindow | undefined;
}

/** What each stream of chance is for; a new purpose gets a new number, old ones keep theirs. */
export const STREAMS = {
  household: 1,
  name: 2,
  person: 3,
  life: 4,
  signs: 5,
  rows: 6,
  falseSigns: 7,
  resentFiles: 8,
  rosterRows: 9,
  /** Plus how often the number had to be drawn again. */
  number: 1000,
} as const;
