// What each record was good for: which ones decided, which counted, and why the others were left
// aside. It only asks the policy core what it made of each record; no rule is repeated here.

import { lifeEvents } from "../anchor.ts";
import type { Day } from "../civil-date.ts";
import type { LossSign } from "../codes.ts";
import { isLifeSign, isLossSign } from "../codes.ts";
import type { Evaluation } from "../evaluation.ts";
import type { EntitlementFacts, Records } from "../facts.ts";
import type { LifeEvent, Loss } from "../losses.ts";
import { applyingLosses, conflictsWith, endOf, lossApplies } from "../losses.ts";
import type { Pack } from "../pack.ts";
import type { Position } from "../position.ts";
import type { Sign } from "../sign.ts";
import { isAcceptedKind } from "../standing.ts";
import type { PageRecord, RecordUse } from "./page.ts";

/** What the core knows about an entitlement on that day, as weighing asks for it. */
export interface Weighing {
  readonly pack: Pack;
  readonly facts: EntitlementFacts;
  readonly signs: readonly Sign[];
  readonly asOf: Day;
  readonly position: Position;
  readonly evaluation: Evaluation;
}

/** Every sign that had arrived by that day, in date order, with its use. */
export function weighRecords(weighing: Weighing): readonly PageRecord[] {
  const { pack, facts, signs, asOf, evaluation } = weighing;
  const arrived = signs.filter((sign) => sign.arrivedOn <= asOf);
  if (!evaluation.covered) {
    return arrived.map((sign): PageRecord => ({ sign, use: "other-benefit" })).toSorted(byDay);
  }
  const records: Records = { signs: arrived };
  const { counted, waiting } = lifeEvents(pack, facts, arrived, asOf);
  const counts = bySign(counted);
  const waits = bySign(waiting);
  const losses = bySign(applyingLosses(pack, facts, records));
  const deciding = new Set(evaluation.decidedBy);
  return arrived
    .map((sign): PageRecord => {
      const { kind } = sign;
      const isDeciding = deciding.has(`${sign.source}:${sign.ref}`);
      const waitsAs = waits.get(sign);
      if (waitsAs !== undefined) return { sign, use: "waiting", countsOn: waitsAs.countsOn };
      if (isLossSign(kind)) {
        return { sign, use: useOfLoss(weighing, kind, losses.get(sign), isDeciding) };
      }
      if (isLifeSign(kind)) {
        return { sign, use: useOfLife(weighing, sign, counts.get(sign), isDeciding) };
      }
      const isFailureOfPayment =
        kind === "payment-failure" && pack.suspension.paymentFailureMonths !== undefined;
      return { sign, use: isFailureOfPayment ? "counts" : "says-nothing" };
    })
    .toSorted(byDay);
}

function useOfLife(
  { pack, position }: Weighing,
  sign: Sign,
  event: LifeEvent | undefined,
  isDeciding: boolean,
): RecordUse {
  if (event === undefined) {
    return isAcceptedKind(pack, sign.kind) ? "paper-too-old" : "method-not-accepted";
  }
  const { anchor, disputed, standing } = position;
  if (isDeciding) return "decides";
  if (sign.occurredOn === anchor.on || disputed.some((loss) => conflictsWith(loss, event))) {
    return "counts";
  }
  if (sign.occurredOn > anchor.on && standing.length + disputed.length > 0) return "not-enough";
  return "older";
}

function useOfLoss(
  { pack, facts, position }: Weighing,
  kind: LossSign,
  loss: Loss | undefined,
  isDeciding: boolean,
): RecordUse {
  // The engine reckons coming of age itself; a file's word for it is known but without effect.
  if (pack.unknownLosses.has(kind) || kind === "came-of-age") return "unknown-here";
  if (!lossApplies(pack, facts, kind)) return "other-benefit";
  if (loss === undefined) return "refuted";
  if (endOf(loss, position.life) !== undefined) return "ended";
  return isDeciding ? "decides" : "counts";
}

function bySign<Known extends { readonly sign?: Sign | undefined }>(
  all: readonly Known[],
): ReadonlyMap<Sign, Known> {
  return new Map(
    all.flatMap((known) => (known.sign === undefined ? [] : [[known.sign, known] as const])),
  );
}

function byDay(left: PageRecord, right: PageRecord): number {
  return (left.sign?.occurredOn ?? 0) - (right.sign?.occurredOn ?? 0);
}
