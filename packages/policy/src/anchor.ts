// The anchor: the latest of the first cycle's start and the life signs that move it, and why a
// life sign may have to wait for a decision first (DOMAIN section 4 "Anchor", D1).

import type { Day } from "./civil-date.ts";
import { PAPERS, isLifeSign, isLossSign, lossGroupOf } from "./codes.ts";
import type { EntitlementFacts, KnownSign, Records, Refutation } from "./facts.ts";
import type { LifeEvent, Loss } from "./losses.ts";
import { holdsAnchor, lossApplies } from "./losses.ts";
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
    const movesTo = dayMovedTo(pack, facts, records, candidate, holding);
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
  holding: readonly Loss[],
): Day | undefined {
  const isHeld = holding.some(
    (loss) => loss.occurredOn <= event.occurredOn && loss.arrivedOn <= event.countsOn,
  );
  if (isHeld) return undefined;
  const freedBy = decisions(pack, facts, records, event);
  // Maintenance never leads out of lost or conflict (QD 4.3), not even afterwards.
  if (freedBy.length > 0 && event.kind === "info-maintenance") return undefined;
  // A conflict that was decided for life: the anchor is the day of the decision (D1).
  return freedBy.reduce((day, refutation) => Math.max(day, refutation.on), event.occurredOn);
}

/** The refutations that freed this life sign from a loss that held it. */
function decisions(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  event: LifeEvent,
): readonly Refutation[] {
  const refutations = records.refutations ?? [];
  if (refutations.length === 0) return [];
  const lossesOnFile = [
    ...records.signs.flatMap(({ kind, occurredOn, arrivedOn, sequence }) =>
      isLossSign(kind) ? [{ kind, occurredOn, arrivedOn, sequence: sequence ?? 0 }] : [],
    ),
    ...(records.confirmedLosses ?? []).map((loss) => ({
      kind: loss.kind,
      occurredOn: loss.occurredOn,
      arrivedOn: loss.confirmedOn,
      sequence: loss.sequence,
    })),
  ].filter(
    (loss) =>
      lossApplies(pack, facts, loss.kind) &&
      holdsAnchor(lossGroupOf(loss.kind)) &&
      loss.occurredOn <= event.occurredOn &&
      loss.arrivedOn <= event.countsOn,
  );
  return refutations.filter(
    (refutation) =>
      event.countsOn <= refutation.on &&
      event.sequence < refutation.sequence &&
      lossesOnFile.some(
        (loss) =>
          loss.sequence < refutation.sequence && refutation.groups.has(lossGroupOf(loss.kind)),
      ),
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
