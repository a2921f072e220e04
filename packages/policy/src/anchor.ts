// The anchor: the latest of the first cycle's start and the life signs that move it, and why a
// life sign may have to wait for a decision first (DOMAIN section 4 "Anchor", D1).

import type { Day } from "./civil-date.ts";
import type { LossGroup } from "./codes.ts";
import { PAPERS, isLifeSign, isLossSign, lossGroupOf } from "./codes.ts";
import type { EntitlementFacts, KnownSign, Records, Refutation } from "./facts.ts";
import type { LifeEvent, Loss } from "./losses.ts";
import { holdsAnchor, isEnded, lossApplies } from "./losses.ts";
import type { Pack } from "./pack.ts";
import { byName } from "./sign.ts";
import { countsFrom, isEffective } from "./standing.ts";

export interface Anchor {
  readonly on: Day;
  /** The event that stands at the anchor; absent at the bare start of the first cycle. */
  readonly event?: LifeEvent | undefined;
  readonly latestSign: Day | undefined;
  readonly latestPaper: Day | undefined;
}

/** The life signs that count on that day (with the roster's own), and those that still wait. */
export function lifeEvents(
  pack: Pack,
  facts: EntitlementFacts,
  signs: readonly KnownSign[],
  asOf: Day,
): { readonly counted: readonly LifeEvent[]; readonly waiting: readonly LifeEvent[] } {
  const counted: LifeEvent[] = [];
  const waiting: LifeEvent[] = [];
  if (facts.lastCertified !== undefined) {
    const { on, by } = facts.lastCertified;
    counted.push({ kind: by, occurredOn: on, countsOn: on, sequence: 0 });
  }
  for (const sign of signs) {
    if (!isLifeSign(sign.kind) || sign.arrivedOn > asOf || !isEffective(pack, sign)) continue;
    const countsOn = countsFrom(pack, sign);
    (countsOn <= asOf ? counted : waiting).push({
      kind: sign.kind,
      occurredOn: sign.occurredOn,
      countsOn,
      sequence: sign.sequence ?? 0,
      sign,
    });
  }
  return { counted, waiting };
}

/** The anchor, given the losses that count (neither refuted nor ended). */
export function anchorOf(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  life: readonly LifeEvent[],
  losses: readonly Loss[],
): Anchor {
  const holding = losses.filter((loss) => holdsAnchor(loss.group));
  let on = pack.clock.firstCycleStart(facts);
  let event: LifeEvent | undefined;
  let latestSign: Day | undefined;
  let latestPaper: Day | undefined;
  for (const candidate of life) {
    const movesTo = dayMovedTo(pack, facts, records, candidate, life, holding);
    if (movesTo === undefined) continue;
    const isPaper = candidate.kind !== undefined && PAPERS.has(candidate.kind);
    if (isPaper && movesTo === candidate.occurredOn) latestPaper = later(latestPaper, movesTo);
    else latestSign = later(latestSign, movesTo);
    if (movesTo > on || (movesTo === on && isNamedBefore(candidate, event))) {
      on = movesTo;
      event = candidate;
    }
  }
  return { on, event, latestSign, latestPaper };
}

/** The day to which a life sign moves the anchor; undefined while a loss holds it. */
function dayMovedTo(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  event: LifeEvent,
  life: readonly LifeEvent[],
  holding: readonly Loss[],
): Day | undefined {
  const isHeld = holding.some(
    (loss) => loss.occurredOn <= event.occurredOn && loss.arrivedOn <= event.countsOn,
  );
  if (isHeld) return undefined;
  const freedBy = decisions(pack, facts, records, event, life);
  if (freedBy.length === 0) return event.occurredOn;
  // Maintenance never leads out of lost or conflict (QD 4.3), not even afterwards.
  if (event.kind === "info-maintenance") return undefined;
  // A conflict that was decided for life: the anchor is the day of the decision (D1).
  return freedBy.reduce((day, refutation) => Math.max(day, refutation.on), event.occurredOn);
}

/**
 * The decisions that freed this life sign: for each loss that really held it, the first
 * refutation of the loss after it.
 */
function decisions(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  event: LifeEvent,
  life: readonly LifeEvent[],
): readonly Refutation[] {
  const refutations = records.refutations ?? [];
  if (refutations.length === 0) return [];
  return everHeld(pack, facts, records, event, life).flatMap((loss) => {
    const ofGroup = refutations.filter((refutation) => refutation.groups.has(loss.group));
    // Without effect before the life sign counted: it never held it. What a person confirms
    // after a refutation stands, whatever its day.
    const isVoid = ofGroup.some((refutation) =>
      refutation.sequence < loss.sequence
        ? loss.origin === "sign" && loss.occurredOn < refutation.on
        : refutation.sequence < event.sequence || refutation.on < event.countsOn,
    );
    const freeing = ofGroup.find((refutation) => loss.sequence < refutation.sequence);
    return isVoid || freeing === undefined ? [] : [freeing];
  });
}

interface HoldingLoss {
  readonly origin: "sign" | "confirmation";
  readonly group: LossGroup;
  readonly occurredOn: Day;
  readonly sequence: number;
}

/** The losses on file, refuted ones included, that stood before the life sign came to count. */
function everHeld(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  event: LifeEvent,
  life: readonly LifeEvent[],
): readonly HoldingLoss[] {
  const observed = records.signs.flatMap(({ kind, occurredOn, arrivedOn, sequence }) =>
    isLossSign(kind)
      ? [{ origin: "sign" as const, kind, occurredOn, arrivedOn, sequence: sequence ?? 0 }]
      : [],
  );
  const confirmed = (records.confirmedLosses ?? []).map((loss) => ({
    ...loss,
    origin: "confirmation" as const,
    arrivedOn: loss.confirmedOn,
  }));
  return [...observed, ...confirmed]
    .map((loss) => ({ ...loss, group: lossGroupOf(loss.kind) }))
    .filter(
      (loss) =>
        lossApplies(pack, facts, loss.kind) &&
        holdsAnchor(loss.group) &&
        loss.occurredOn <= event.occurredOn &&
        loss.arrivedOn <= event.countsOn &&
        !isEnded(loss, life),
    );
}

function later(left: Day | undefined, right: Day): Day {
  return left === undefined ? right : Math.max(left, right);
}

/** On a tie the roster's certification is named, else the smallest by source, then ref. */
function isNamedBefore(candidate: LifeEvent, held: LifeEvent | undefined): boolean {
  if (held === undefined || candidate.sign === undefined) return true;
  return held.sign !== undefined && byName(candidate.sign, held.sign) < 0;
}
