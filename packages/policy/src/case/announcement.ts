// The announcement of a certification window (WH 5): whether it may be made, and whom it can make
// due. It is a region's act, not a person's; every file of the region then has the window.

import type { Day } from "../civil-date.ts";
import { addMonths } from "../civil-date.ts";
import { BENEFIT_KINDS, INSURANCES } from "../codes.ts";
import type { BenefitKind, Insurance } from "../codes.ts";
import type { CertificationWindow } from "../facts.ts";
import type { Pack } from "../pack.ts";
import type { Refusal } from "./refusal.ts";

/** It comes at least one month before the window's last day. */
export function judgeAnnouncement(
  pack: Pack,
  { from, to }: CertificationWindow,
  day: Day,
): Refusal | undefined {
  const isTooLate = addMonths(day, 1) > to;
  return !pack.clock.usesWindows || from > to || isTooLate ? "not-due" : undefined;
}

/** The sorts of entitlement that are due in a window at all: the clock itself is asked for each. */
export function sortsDueIn(
  pack: Pack,
  window: CertificationWindow,
): readonly (readonly [Insurance, BenefitKind])[] {
  const since = addMonths(window.from, -1200);
  const isDue = (insurance: Insurance, kind: BenefitKind): boolean =>
    pack.covers(insurance, kind) &&
    pack.clock.cycle({
      facts: {
        insurance,
        kind,
        since,
        status: "paying",
        hasPhone: true,
        hasUnit: true,
        hasResidence: true,
      },
      anchor: since,
      isAnchorSigned: false,
      latestSign: undefined,
      latestPaper: undefined,
      windows: [window],
      asOf: window.from,
    }).deadline !== undefined;
  const kinds = Object.keys(BENEFIT_KINDS) as BenefitKind[];
  return (Object.keys(INSURANCES) as Insurance[]).flatMap((insurance) =>
    kinds.filter((kind) => isDue(insurance, kind)).map((kind) => [insurance, kind] as const),
  );
}

/**
 * Whether an older paper can certify for a window for which a later sign does not: only where the
 * window is longer than the frequency without the validity of papers.
 */
export function mayOlderPaperCertify(pack: Pack, window: CertificationWindow): boolean {
  const months = window.frequencyMonths - (pack.paperValidityMonths ?? 0);
  return window.to > addMonths(window.from, months);
}
