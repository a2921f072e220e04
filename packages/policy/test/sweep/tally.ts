// Counts what a sweep has seen, so that a sweep that sees nothing fails instead of passing.

import type { BenefitStatus, Conclusion } from "../../src/codes.ts";
import type { CaseEvent } from "../../src/case/event.ts";
import type { Refusal } from "../../src/case/refusal.ts";

export interface Tally {
  lives: number;
  days: number;
  announcedDays: number;
  backPaidMonths: number;
  readonly changes: Map<`${BenefitStatus} to ${BenefitStatus}`, number>;
  readonly conclusions: Map<Conclusion, number>;
  readonly carriedOut: Map<CaseEvent["type"], number>;
  readonly refused: Map<Refusal, number>;
}

export function emptyTally(): Tally {
  return {
    lives: 0,
    days: 0,
    announcedDays: 0,
    backPaidMonths: 0,
    changes: new Map(),
    conclusions: new Map(),
    carriedOut: new Map(),
    refused: new Map(),
  };
}

export function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** One line for the test's output. */
export function tallyText(tally: Tally): string {
  const list = (counts: ReadonlyMap<string, number>): string =>
    [...counts].map(([key, times]) => `${key} ${times}`).join(", ");
  return [
    `${tally.lives} lives, ${tally.days} days, ${tally.announcedDays} announced`,
    list(tally.changes),
    `refused: ${list(tally.refused)}`,
  ].join("; ");
}
