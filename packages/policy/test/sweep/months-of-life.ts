// The months in which a policy decides, for tests that sweep over all of them.

import type { Day } from "../../src/civil-date.ts";
import { dayAt, firstOfMonth, firstOfNextMonth } from "../../src/civil-date.ts";
import type { Pack } from "../../src/pack.ts";

/** Where a policy has no end: beyond the years of which the official calendar is known. */
const LAST_MONTH = dayAt("2028-12-01");

/** The first days of the months of a pack's life. */
export function monthsOf({ validity }: Pack): readonly Day[] {
  const months: Day[] = [];
  const last = validity.to ?? LAST_MONTH;
  for (let month = firstOfMonth(validity.from); month <= last; month = firstOfNextMonth(month)) {
    months.push(month);
  }
  return months;
}
