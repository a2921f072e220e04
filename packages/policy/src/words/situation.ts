// Everything that the wording of one page asks about: the question, the policy core's answer, and what
// time alone will change. Knows no wording.

import type { Day } from "../civil-date.ts";
import type { Evaluation } from "../evaluation.ts";
import { evaluateEntitlement } from "../evaluation.ts";
import type { CertificationWindow, EntitlementFacts } from "../facts.ts";
import type { Pack, SuspensionCause } from "../pack.ts";
import type { Position } from "../position.ts";
import { latestLoss, positionOn } from "../position.ts";
import type { LossSign } from "../codes.ts";
import type { Sign } from "../sign.ts";
import type { Turn } from "./ahead.ts";
import { turnsAfter } from "./ahead.ts";

export interface Situation {
  readonly pack: Pack;
  readonly facts: EntitlementFacts;
  readonly signs: readonly Sign[];
  readonly asOf: Day;
  readonly windows: readonly CertificationWindow[];
  readonly evaluation: Evaluation;
  readonly position: Position;
  readonly turns: readonly Turn[];
}

/** Asks the core about an entitlement on a day and on the days after it. */
export function situationOn(
  pack: Pack,
  facts: EntitlementFacts,
  signs: readonly Sign[],
  asOf: Day,
  windows: readonly CertificationWindow[],
): Situation {
  const evaluation = evaluateEntitlement(pack, facts, signs, asOf, windows);
  return {
    pack,
    facts,
    signs,
    asOf,
    windows,
    evaluation,
    position: positionOn(pack, facts, { signs, windows }, asOf),
    turns: evaluation.covered ? turnsAfter(pack, facts, signs, asOf, windows) : [],
  };
}

/** Why a suspension is due, told from where the entitlement stands on that day. */
export interface DueSuspension {
  readonly cause: SuspensionCause;
  readonly lossKind?: LossSign | undefined;
  readonly dueOn: Day;
}

/** The suspension that is due by that day, if one is, with its cause. */
export function dueSuspension(
  { pack, facts, signs, windows }: Situation,
  evaluation: Evaluation,
  on: Day,
): DueSuspension | undefined {
  const dueOn = evaluation.duties.find(({ action }) => action === "suspend")?.dueOn;
  if (dueOn === undefined) return undefined;
  const position = positionOn(pack, facts, { signs, windows }, on);
  const lossKind = latestLoss(position.standing)?.kind;
  const isForAge = position.standing.some((loss) => loss.group === "came-of-age");
  if (isForAge && dueOn === position.cameOfAgeOn) return { cause: "came-of-age", lossKind, dueOn };
  if (position.pendingReason === "conflict" && dueOn > (position.cycle.deadline ?? dueOn)) {
    return { cause: "conflict", dueOn };
  }
  if (dueOn === position.cycle.suspendOn) return { cause: "lapse", dueOn };
  if (lossKind === undefined) return { cause: "payment-failures", dueOn };
  const isFirst = pack.suspension.lossFromData.order === "suspend-first";
  return { cause: isFirst ? "loss-found" : "loss-unanswered", lossKind, dueOn };
}
