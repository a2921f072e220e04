// What lists and pages say about the source on which a certification rests: whether it is late, and
// whether the clock is held for its people (D16). Reads public facts only; knows no route.

import type { Day } from "@lingdai/policy";
import { expectedUntil, isLate } from "@lingdai/policy";
import type { Transaction } from "@lingdai/store";
import { listKnownSources } from "@lingdai/store";

export interface SourceState {
  readonly source: string;
  readonly lastDeliveredOn: Day | undefined;
  /** The last day on which it is not late; undefined while nobody knows its rhythm. */
  readonly expectedUntil: Day | undefined;
  readonly isLate: boolean;
  /** Paying divisions for which the clock of its people is held. */
  readonly heldFor: readonly string[];
}

/** Every source that ever came, by name. */
export async function listSources(tx: Transaction, day: Day): Promise<readonly SourceState[]> {
  return (await listKnownSources(tx, day)).flatMap(({ source, deliveredOn, heldFor }) => {
    if (deliveredOn === null) return [];
    return {
      source,
      lastDeliveredOn: deliveredOn.length === 0 ? undefined : Math.max(...deliveredOn),
      expectedUntil: expectedUntil(deliveredOn),
      isLate: isLate(deliveredOn, day),
      heldFor,
    };
  });
}

export interface SourceMarks {
  readonly certifiedBySource: string | null;
  readonly isSourceLate: boolean;
  readonly isClockHeld: boolean;
}

export interface MarkedRow {
  readonly anchorSource: string | null;
  readonly payDivision: string;
}

/** The marks of rows on that day, by one short read for any number of them. */
export async function sourceMarks(
  tx: Transaction,
  day: Day,
): Promise<{
  readonly lateSources: readonly string[];
  readonly marksOf: (row: MarkedRow) => SourceMarks;
}> {
  const known = await listKnownSources(tx, day);
  const late = new Set(
    known.filter((each) => isLate(each.deliveredOn ?? [], day)).map(({ source }) => source),
  );
  const heldFor = new Map(known.map((each) => [each.source, each.heldFor]));
  return {
    lateSources: [...late],
    marksOf: ({ anchorSource, payDivision }) => ({
      certifiedBySource: anchorSource,
      isSourceLate: anchorSource !== null && late.has(anchorSource),
      isClockHeld:
        anchorSource !== null &&
        (heldFor.get(anchorSource) ?? []).some((division) => payDivision.startsWith(division)),
    }),
  };
}
