// The dates of the worked examples in a policy document: inside the policy's validity, and with a
// month's end among them, where counting goes wrong most easily. Knows no region.

import { civilOf, dayOf } from "@lingdai/policy";
import type { CertificationWindow, Day, Pack } from "@lingdai/policy";

export interface ExampleDates {
  /** The first whole calendar year of the policy. */
  readonly year: number;
  /** Where certification is by window: the one that the examples announce. */
  readonly window: CertificationWindow | undefined;
  /** The last certification of whoever does nothing more. */
  readonly lastCertifiedOn: Day;
}

const FREQUENCY_MONTHS = 12;

export function exampleDates(pack: Pack): ExampleDates {
  const year = civilOf(pack.validity.from).year + 1;
  if (!pack.clock.usesWindows) {
    return { year, window: undefined, lastCertifiedOn: dayOf(year, 5, 31) };
  }
  return {
    year,
    window: {
      announcedOn: dayOf(year, 3, 1),
      from: dayOf(year, 4, 1),
      to: dayOf(year, 7, 31),
      frequencyMonths: FREQUENCY_MONTHS,
    },
    // More than the frequency before the window's end: due in it.
    lastCertifiedOn: dayOf(year - 1, 5, 31),
  };
}
