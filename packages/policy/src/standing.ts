// A person's standing: which signs count under a pack, since when, and the mergeable summary
// that millions of people are folded into. Folding is a maximum by day: order, repetition and
// splitting of the input never matter.

import type { Day } from "./civil-date.ts";
import { addMonths } from "./civil-date.ts";
import type { SignKind } from "./codes.ts";
import { PAPERS, isLifeSign, isLossSign } from "./codes.ts";
import type { KnownSign } from "./facts.ts";
import type { Pack } from "./pack.ts";
import type { Sign } from "./sign.ts";
import { laterSign } from "./sign.ts";

/**
 * Which of a person's latest life signs a sign competes for: one that counts already, a paper
 * (windows judge papers by their own rule), or one that waits for its day (QD 1.4).
 */
export type StandingSlot = "counted" | "paper" | "waiting";

/** Whether a life sign of this kind has any effect in this region. */
export function isAcceptedKind(pack: Pack, kind: SignKind): boolean {
  if (!isLifeSign(kind) || pack.refusedMethods.has(kind)) return false;
  return kind !== "info-maintenance" || pack.maintenanceIsSign;
}

/** Whether a paper arrived after its validity had run out (WH 7.5); other signs never do. */
export function isPaperTooOld(
  pack: Pack,
  sign: Pick<Sign, "kind" | "occurredOn" | "arrivedOn">,
): boolean {
  return (
    pack.paperValidityMonths !== undefined &&
    PAPERS.has(sign.kind) &&
    sign.arrivedOn > addMonths(sign.occurredOn, pack.paperValidityMonths)
  );
}

/** The day from which an accepted life sign counts; in D1 it is the day of its arrival. */
export function countsFrom(pack: Pack, sign: KnownSign): Day {
  if (pack.countsFrom === undefined || sign.isDecision === true) return sign.arrivedOn;
  return pack.countsFrom(sign.kind, sign.arrivedOn);
}

/** Whether an accepted life sign has any effect at all, now or later. */
export function isEffective(pack: Pack, sign: KnownSign): boolean {
  return isAcceptedKind(pack, sign.kind) && !isPaperTooOld(pack, sign);
}

/**
 * The slot for which a sign competes on that day; `kept` where it must always be kept;
 * undefined where it has no effect under this pack.
 */
export function slotOf(pack: Pack, sign: Sign, asOf: Day): StandingSlot | "kept" | undefined {
  if (isLossSign(sign.kind)) {
    const isWithoutEffect = sign.kind === "came-of-age" || pack.unknownLosses.has(sign.kind);
    return isWithoutEffect ? undefined : "kept";
  }
  if (sign.kind === "payment-failure") {
    return pack.suspension.paymentFailureMonths === undefined ? undefined : "kept";
  }
  if (!isEffective(pack, sign)) return undefined;
  if (countsFrom(pack, sign) > asOf) return "waiting";
  return PAPERS.has(sign.kind) ? "paper" : "counted";
}

/** The summary of somebody without a loss sign: the latest sign a slot, and all kept ones. */
export interface Standing {
  readonly counted?: Sign | undefined;
  readonly paper?: Sign | undefined;
  readonly waiting?: Sign | undefined;
  readonly kept: readonly Sign[];
}

export const EMPTY_STANDING: Standing = { kept: [] };

/** Adds one sign to a summary made for the same pack and day. */
export function foldSign(pack: Pack, asOf: Day, standing: Standing, sign: Sign): Standing {
  const slot = slotOf(pack, sign, asOf);
  if (slot === undefined) return standing;
  if (slot === "kept") return { ...standing, kept: withSign(standing.kept, sign) };
  const held = standing[slot];
  return { ...standing, [slot]: held === undefined ? sign : laterSign(held, sign) };
}

/** Joins two summaries made for the same pack and day. */
export function mergeStandings(left: Standing, right: Standing): Standing {
  return {
    counted: later(left.counted, right.counted),
    paper: later(left.paper, right.paper),
    waiting: later(left.waiting, right.waiting),
    kept: right.kept.reduce(withSign, left.kept),
  };
}

/** The signs of a summary, as `evaluateEntitlement` takes them. */
export function signsOf(standing: Standing): readonly Sign[] {
  const latest = [standing.counted, standing.paper, standing.waiting];
  return [...latest.filter((sign) => sign !== undefined), ...standing.kept];
}

function later(left: Sign | undefined, right: Sign | undefined): Sign | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return laterSign(left, right);
}

/** Kept signs stand in the order of their names, each once. */
function withSign(kept: readonly Sign[], sign: Sign): readonly Sign[] {
  const at = kept.findIndex((other) => orderOfKept(other, sign) >= 0);
  if (at === -1) return [...kept, sign];
  const other = kept[at];
  if (other !== undefined && orderOfKept(other, sign) === 0) return kept;
  return [...kept.slice(0, at), sign, ...kept.slice(at)];
}

function orderOfKept(left: Sign, right: Sign): number {
  if (left.source !== right.source) return left.source < right.source ? -1 : 1;
  if (left.ref !== right.ref) return left.ref < right.ref ? -1 : 1;
  if (left.kind !== right.kind) return left.kind < right.kind ? -1 : 1;
  return left.occurredOn - right.occurredOn || left.arrivedOn - right.arrivedOn;
}
