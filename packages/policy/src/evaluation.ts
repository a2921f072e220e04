// The whole answer about one entitlement on one day, as counter, batch and letters show it:
// conclusion, deciding records, clauses, what is due. The rules themselves live in `position`.

import type { Day } from "./civil-date.ts";
import type { Conclusion, PendingReason, SignKind } from "./codes.ts";
import type { Duty } from "./duties.ts";
import { dutiesOf } from "./duties.ts";
import type { CertificationWindow, EntitlementFacts, KnownSign, Records } from "./facts.ts";
import { VERIFICATION_SOURCE } from "./facts.ts";
import type { Loss } from "./losses.ts";
import { conflictsWith } from "./losses.ts";
import type { Citation, Pack } from "./pack.ts";
import type { Position } from "./position.ts";
import { latestLife, latestLoss, positionOn } from "./position.ts";

export interface Evaluation {
  /** False where the policy does not cover the entitlement: everything else is then absent. */
  readonly covered: boolean;
  readonly conclusion?: Conclusion | undefined;
  readonly pendingReason?: PendingReason | undefined;
  readonly anchor?: Day | undefined;
  readonly lastCertifiedOn?: Day | undefined;
  readonly lastCertifiedBy?: SignKind | undefined;
  readonly deadline?: Day | undefined;
  /** From strong to weak; empty where the benefit is not paid. */
  readonly duties: readonly Duty[];
  readonly basis: readonly Citation[];
  /** `source:ref` of the deciding observations; the roster's own certification is `roster`. */
  readonly decidedBy: readonly string[];
}

const NOT_COVERED: Evaluation = { covered: false, duties: [], basis: [], decidedBy: [] };

/** The whole answer about one roster row, as the batch writes it and `explain` words it. */
export function evaluateEntitlement(
  pack: Pack,
  facts: EntitlementFacts,
  signs: readonly KnownSign[],
  asOf: Day,
  windows: readonly CertificationWindow[],
): Evaluation {
  if (!pack.covers(facts.insurance, facts.kind)) return NOT_COVERED;
  const records: Records = { signs, windows };
  const position = positionOn(pack, facts, records, asOf);
  const { anchor, cycle } = position;
  return {
    covered: true,
    conclusion: position.conclusion,
    pendingReason: position.pendingReason,
    anchor: anchor.on,
    lastCertifiedOn: anchor.event === undefined ? undefined : anchor.on,
    lastCertifiedBy: anchor.event?.kind,
    deadline: cycle.deadline,
    duties: facts.status === "paying" ? dutiesOf(pack, facts, records, position, asOf) : [],
    basis: basisOf(pack, facts, position, asOf),
    decidedBy: decidedBy(position),
  };
}

/** The clauses on which a conclusion rests. */
export function basisOf(
  pack: Pack,
  facts: EntitlementFacts,
  position: Position,
  asOf: Day,
): readonly Citation[] {
  switch (position.conclusion) {
    case "eligible":
      return eligibleBasis(pack, facts, position);
    case "lost":
      return pack.cites.lost(facts, latestLoss(position.standing)?.kind ?? "other-loss");
    case "pending":
      return pendingBasis(pack, facts, position, asOf);
  }
}

/** The method by which somebody was seen, and the verification where that was a task's result. */
function eligibleBasis(
  pack: Pack,
  facts: EntitlementFacts,
  { anchor, life }: Position,
): readonly Citation[] {
  const method = pack.cites.eligible(facts, anchor.event?.kind);
  const isVerified = life.some(
    ({ occurredOn, sign }) =>
      occurredOn === anchor.on && sign?.isDecision === true && sign.source === VERIFICATION_SOURCE,
  );
  return isVerified ? [...method, ...pack.cites.verified] : method;
}

/** A conflict rests on the loss in dispute too. */
function pendingBasis(
  pack: Pack,
  facts: EntitlementFacts,
  { cycle, disputed, pendingReason = "no-sign" }: Position,
  asOf: Day,
): readonly Citation[] {
  const isPastDeadline = cycle.deadline !== undefined && asOf > cycle.deadline;
  const reason = pack.cites.pending(facts, pendingReason, isPastDeadline);
  const loss = pendingReason === "conflict" ? latestLoss(disputed) : undefined;
  return loss === undefined
    ? reason
    : [...new Set([...reason, ...pack.cites.lost(facts, loss.kind)])];
}

/** `source:ref` of the records that decided. */
export function decidedBy(position: Position): readonly string[] {
  switch (position.conclusion) {
    case "eligible":
      return position.anchor.event === undefined ? [] : [nameOf(position.anchor.event.sign)];
    case "lost":
      return lossName(latestLoss(position.standing));
    case "pending": {
      if (position.pendingReason !== "conflict") return [];
      const against = position.life.filter((event) =>
        position.disputed.some((loss) => conflictsWith(loss, event)),
      );
      return [...lossName(latestLoss(position.disputed)), nameOf(latestLife(against)?.sign)];
    }
  }
}

function nameOf(sign: KnownSign | undefined): string {
  return sign === undefined ? "roster" : `${sign.source}:${sign.ref}`;
}

/** What the engine derived itself has no record that could be named. */
function lossName(loss: Loss | undefined): readonly string[] {
  return loss?.sign === undefined ? [] : [nameOf(loss.sign)];
}
