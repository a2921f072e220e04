// Counts of places as rows of `roll_up` in COPY's binary form. Knows no connection and counts nothing.

import type { Day } from "@lingdai/policy";

import { CopyBytes } from "../intake/copy-bytes.ts";

/** How many benefits of a group have their deadline in which month. */
interface CountedGroup {
  readonly policy?: string | undefined;
  readonly insurance: string;
  readonly conclusion?: string | undefined;
  readonly status: string;
  /** Their first days; undefined for benefits without a deadline. */
  readonly months: readonly (Day | undefined)[];
  readonly benefits: readonly number[];
}

export interface PlaceCounts {
  readonly place: string;
  readonly groups: readonly CountedGroup[];
}

export const ROLL_UP_COLUMNS =
  "digits, place, policy, insurance, conclusion, status, deadline_months, benefits";
const FIELDS = ROLL_UP_COLUMNS.split(",").length;

export function encodeCounts(places: readonly PlaceCounts[]): Uint8Array {
  const rows = new CopyBytes();
  for (const { place, groups } of places) {
    for (const group of groups) {
      rows.row(FIELDS);
      rows.smallint(place.length);
      rows.text(place);
      rows.text(group.policy);
      rows.text(group.insurance);
      rows.text(group.conclusion);
      rows.text(group.status);
      rows.days(group.months);
      rows.bigints(group.benefits);
    }
  }
  return rows.take();
}
