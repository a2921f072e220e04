// What time alone will bring if nothing else is heard of: the policy core is asked for one day after
// the other, and the days on which its answer changes are the turns. No rule is repeated here.

import type { Day } from "../civil-date.ts";
import { addMonths } from "../civil-date.ts";
import type { Action } from "../duties.ts";
import type { Evaluation } from "../evaluation.ts";
import { evaluateEntitlement } from "../evaluation.ts";
import type { CertificationWindow, EntitlementFacts } from "../facts.ts";
import type { Pack } from "../pack.ts";
import type { Sign } from "../sign.ts";

/** Longer than the longest cycle (a calendar year and the whole next one). */
const MONTHS_AHEAD = 27;

/** A day on which the answer becomes another. */
export interface Turn {
  readonly on: Day;
  /** The actions that fall due on that day. */
  readonly due: readonly Action[];
  /** Whether conclusion or reason become others. */
  readonly isNewConclusion: boolean;
  /** Whether the last day moves on, as when a record that waits begins to count. */
  readonly isNewDeadline: boolean;
  readonly evaluation: Evaluation;
}

/** The turns after a day, in order, up to the first suspension or the end of the policy. */
export function turnsAfter(
  pack: Pack,
  facts: EntitlementFacts,
  signs: readonly Sign[],
  asOf: Day,
  windows: readonly CertificationWindow[],
): readonly Turn[] {
  const last = Math.min(addMonths(asOf, MONTHS_AHEAD), pack.validity.to ?? Infinity);
  const turns: Turn[] = [];
  let before = evaluateEntitlement(pack, facts, signs, asOf, windows);
  for (let on = asOf + 1; on <= last; on += 1) {
    const evaluation = evaluateEntitlement(pack, facts, signs, on, windows);
    const known = new Set(before.duties.map(({ action }) => action));
    const due = evaluation.duties.map(({ action }) => action).filter((each) => !known.has(each));
    const isNewConclusion =
      evaluation.conclusion !== before.conclusion ||
      evaluation.pendingReason !== before.pendingReason;
    const isNewDeadline = isLater(evaluation.deadline, before.deadline);
    if (due.length > 0 || isNewConclusion || isNewDeadline) {
      turns.push({ on, due, isNewConclusion, isNewDeadline, evaluation });
    }
    if (due.includes("suspend")) break;
    before = evaluation;
  }
  return turns;
}

/** A window that is announced only later is no last day that moves. */
function isLater(deadline: Day | undefined, before: Day | undefined): boolean {
  return deadline !== undefined && before !== undefined && deadline > before;
}
