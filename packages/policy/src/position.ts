// Where one entitlement stands on one day: anchor, cycle, losses, conclusion. A pure function of
// pack, facts, records and date; everything that people are told or that falls due starts here.

import type { Anchor } from "./anchor.ts";
import { anchorOf, lifeEvents } from "./anchor.ts";
import type { Day } from "./civil-date.ts";
import type { Conclusion, PendingReason } from "./codes.ts";
import { lossGroupOf } from "./codes.ts";
import type { Cycle } from "./clocks/clock.ts";
import type { CertificationWindow, EntitlementFacts, Failure, Records } from "./facts.ts";
import type { ComingOfAge, LifeEvent, Loss } from "./losses.ts";
import { applyingLosses, comingOfAgeOf, conflictsWith, isEnded } from "./losses.ts";
import type { Pack } from "./pack.ts";
import { byName } from "./sign.ts";

/** Where an entitlement stands on a day; the input of every consequence. */
export interface Position {
  readonly conclusion: Conclusion;
  readonly pendingReason?: PendingReason | undefined;
  readonly anchor: Anchor;
  readonly cycle: Cycle;
  /** Losses that count and that no life sign speaks against. */
  readonly standing: readonly Loss[];
  /** Losses that count and are in conflict with a later life sign. */
  readonly disputed: readonly Loss[];
  readonly life: readonly LifeEvent[];
  /** When a dependant's coming of age, or its unknown incapacity, falls due. */
  readonly cameOfAgeOn?: Day | undefined;
  readonly isIncapacityUnknown: boolean;
  /** A failure that no later certification annulled. */
  readonly failure?: Failure | undefined;
  /** Whether a matched sign that waits for its day would certify the person (D6). */
  readonly isHeldByWaitingSign: boolean;
}

/** Where the entitlement stands at the end of that day. */
export function positionOn(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  asOf: Day,
): Position {
  const { counted, waiting } = lifeEvents(pack, facts, records.signs, asOf);
  const losses = lossesOn(pack, facts, records, counted, asOf);
  const anchor = anchorOf(pack, facts, records, counted, losses);
  const failure = openFailure(pack, records, counted, asOf);
  const cycle = endedBy(failure, pack, cycleAt(pack, facts, records, anchor, asOf));
  const comingOfAge = comingOfAgeOf(pack, facts);
  const isOfAge = comingOfAge !== undefined && comingOfAge.birthday <= asOf;
  const isIncapacityUnknown = isOfAge && facts.incapacity === undefined;
  const [standing, disputed] = parted(losses, counted);
  if (isOfAge && !isIncapacityUnknown) standing.push(comingOfAgeLoss(comingOfAge));
  const isLapsed =
    failure !== undefined || (cycle.pendingFrom !== undefined && asOf >= cycle.pendingFrom);
  return {
    ...conclude(standing, disputed, isIncapacityUnknown, isLapsed),
    anchor,
    cycle,
    standing,
    disputed,
    life: counted,
    cameOfAgeOn: isOfAge ? comingOfAge.dueOn : undefined,
    isIncapacityUnknown,
    failure,
    isHeldByWaitingSign:
      waiting.length > 0 &&
      wouldCertify(pack, facts, records, [...counted, ...waiting], losses, asOf),
  };
}

/** The losses that have arrived and have not ended. Nearly nobody has any. */
function lossesOn(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  life: readonly LifeEvent[],
  asOf: Day,
): readonly Loss[] {
  const losses = applyingLosses(pack, facts, records);
  if (losses.length === 0) return losses;
  return losses.filter((loss) => loss.arrivedOn <= asOf && !isEnded(loss, life));
}

/** Losses that no life sign speaks against, and those that one does. */
function parted(
  losses: readonly Loss[],
  life: readonly LifeEvent[],
): readonly [standing: Loss[], disputed: Loss[]] {
  const standing: Loss[] = [];
  const disputed: Loss[] = [];
  for (const loss of losses) {
    const isDisputed = life.some((event) => conflictsWith(loss, event));
    (isDisputed ? disputed : standing).push(loss);
  }
  return [standing, disputed];
}

/** Lost before conflict before unknown incapacity before a mere lapse (FORMATS section 3). */
function conclude(
  standing: readonly Loss[],
  disputed: readonly Loss[],
  isIncapacityUnknown: boolean,
  isLapsed: boolean,
): { readonly conclusion: Conclusion; readonly pendingReason?: PendingReason } {
  if (standing.length > 0) return { conclusion: "lost" };
  if (disputed.length > 0) return { conclusion: "pending", pendingReason: "conflict" };
  if (isIncapacityUnknown) return { conclusion: "pending", pendingReason: "incapacity-unknown" };
  if (isLapsed) return { conclusion: "pending", pendingReason: "no-sign" };
  return { conclusion: "eligible" };
}

function cycleAt(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  anchor: Anchor,
  asOf: Day,
): Cycle {
  return pack.clock.cycle({
    facts,
    anchor: anchor.on,
    isAnchorSigned: anchor.event !== undefined,
    latestSign: anchor.latestSign,
    latestPaper: anchor.latestPaper,
    windows: pack.clock.usesWindows ? announcedWindows(records, asOf) : [],
    asOf,
  });
}

function announcedWindows({ windows = [] }: Records, asOf: Day): readonly CertificationWindow[] {
  return windows.filter((window) => (window.announcedOn ?? asOf) <= asOf);
}

/** A unit's fail ends the period that day (QD 3.2). */
function endedBy(failure: Failure | undefined, pack: Pack, cycle: Cycle): Cycle {
  if (failure === undefined || !pack.unit.decides) return cycle;
  const deadline = Math.min(failure.on, cycle.deadline ?? failure.on);
  return { ...cycle, deadline };
}

function comingOfAgeLoss({ birthday, dueOn }: ComingOfAge): Loss {
  return { kind: "came-of-age", group: "came-of-age", occurredOn: birthday, arrivedOn: dueOn };
}

/** The earliest failure that nothing has annulled: each is judged for itself. */
function openFailure(
  pack: Pack,
  records: Records,
  life: readonly LifeEvent[],
  asOf: Day,
): Failure | undefined {
  if (records.failures === undefined) return undefined;
  return records.failures
    .filter((failure) => failure.on <= asOf && !isAnnulled(pack, records, life, failure))
    .reduce<Failure | undefined>(
      (first, failure) => (first === undefined || failure.on < first.on ? failure : first),
      undefined,
    );
}

/** By a certification after it; a fail that names a loss only by the loss's refutation or end. */
function isAnnulled(
  pack: Pack,
  records: Records,
  life: readonly LifeEvent[],
  failure: Failure,
): boolean {
  if (failure.lossKind === undefined) {
    return life.some((event) => isAfterFailure(pack, event, failure));
  }
  const group = lossGroupOf(failure.lossKind);
  const isRefuted = (records.refutations ?? []).some(
    (refutation) => refutation.groups.has(group) && failure.sequence < refutation.sequence,
  );
  return isRefuted || isEnded({ group, occurredOn: failure.on }, life);
}

/**
 * Whether a certification annuls a failure. A failed attempt gives way to any certification of its
 * own day (WH 10); a unit's fail only to what became known after it (QD 3.2).
 */
function isAfterFailure(pack: Pack, event: LifeEvent, failure: Failure): boolean {
  if (event.occurredOn !== failure.on) return event.occurredOn > failure.on;
  return !pack.unit.decides || event.sequence > failure.sequence;
}

/** Whether these life signs, counted, leave the row inside its period and no failure open. */
function wouldCertify(
  pack: Pack,
  facts: EntitlementFacts,
  records: Records,
  life: readonly LifeEvent[],
  losses: readonly Loss[],
  asOf: Day,
): boolean {
  const cycle = cycleAt(pack, facts, records, anchorOf(pack, facts, records, life, losses), asOf);
  const isInside = cycle.pendingFrom === undefined || asOf < cycle.pendingFrom;
  return isInside && openFailure(pack, records, life, asOf) === undefined;
}

/** The loss that decides: the latest; of one day a record, and of those the first by name. */
export function latestLoss(losses: readonly Loss[]): Loss | undefined {
  return latest(losses, (loss, held) => {
    if (loss.sign === undefined || held.sign === undefined) return loss.sign !== undefined;
    return byName(loss.sign, held.sign) < 0;
  });
}

/** The latest life event; of one day the roster's own, else the first by name. */
export function latestLife(events: readonly LifeEvent[]): LifeEvent | undefined {
  return latest(events, (event, held) => {
    if (event.sign === undefined || held.sign === undefined) return event.sign === undefined;
    return byName(event.sign, held.sign) < 0;
  });
}

function latest<Dated extends { readonly occurredOn: Day }>(
  all: readonly Dated[],
  isNamedBefore: (each: Dated, held: Dated) => boolean,
): Dated | undefined {
  return all.reduce<Dated | undefined>((held, each) => {
    if (held === undefined || each.occurredOn > held.occurredOn) return each;
    return each.occurredOn === held.occurredOn && isNamedBefore(each, held) ? each : held;
  }, undefined);
}
