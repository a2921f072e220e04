// One benefit of one person as the roster has it: amount, status, last certification.

import type { BenefitStatus, Day, Incapacity } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { Rates } from "../rates/rates.ts";
import type { Setting } from "../setting.ts";
import type { Grounds } from "./benefit-dates.ts";
import type { EntitlementKind, Holder } from "./entitlement-kinds.ts";
import { drawLastCertification } from "./last-certification.ts";
import type { Entitlement } from "./person.ts";

/** How the benefits of a person stand before the first month. */
export interface Standing {
  readonly status: BenefitStatus;
  /** When somebody who is still listed had died. */
  readonly diedBefore: Day | undefined;
  /** Since when somebody who is still listed has been missing. */
  readonly missingBefore: Day | undefined;
}

/** Lowest and usual further amount a month, in fen. */
const AMOUNTS: Readonly<Record<Holder, readonly [number, number]>> = {
  retiree: [180_000, 160_000],
  resident: [12_000, 9_000],
  veteran: [700_000, 200_000],
  injured: [210_000, 120_000],
  survivor: [60_000, 40_000],
  dependant: [110_000, 60_000],
};

/** Nobody is stopped, suspended or dead before their benefit began. */
export function drawStanding(
  chance: Chance,
  rates: Rates["roster"],
  from: Day,
  since: Day,
): Standing {
  const draw = chance.fraction();
  const died = from - 20 - chance.below(900);
  const missing = from - 120 - chance.below(1700);
  const isDeath = chance.happens(0.7);
  const isMissing = chance.happens(rates.longMissing) && missing > since;
  const paying: Standing = { status: "paying", diedBefore: undefined, missingBefore: undefined };
  if (died <= since) return paying;
  let past = rates.terminated;
  if (draw < past) return { ...paying, status: "terminated", diedBefore: died };
  past += rates.stopped;
  if (draw < past) {
    return { ...paying, status: "stopped", diedBefore: isDeath ? died : undefined };
  }
  past += rates.suspended;
  if (draw < past) return { ...paying, status: "suspended" };
  past += rates.deadUndetected;
  if (draw < past) return { ...paying, diedBefore: died };
  return isMissing ? { ...paying, missingBefore: missing } : paying;
}

export function drawEntitlement(
  { rates, from }: Setting,
  chance: Chance,
  { insurance, kind, holder }: EntitlementKind,
  { since, relationship, isChild }: Grounds,
  { standing, isSilent }: { standing: Standing; isSilent: boolean },
): Entitlement {
  const { status, diedBefore, missingBefore } = standing;
  const isPaid = status === "paying";
  // Who is paid no more had lapsed, or died, a good while ago.
  const until = diedBefore ?? missingBefore ?? (isPaid ? from : from - 400);
  const certification = drawLastCertification(chance, rates.roster, { since, until, isSilent });
  const refutedOn = from - 1 - chance.below(300);
  const isRefuted = chance.happens(rates.roster.refuted) && isPaid && refutedOn > since;
  const [lowest, further] = AMOUNTS[holder];
  return {
    insurance,
    kind,
    since,
    monthlyFen: lowest + Math.floor(chance.waiting(further)),
    status,
    lastCertifiedOn: certification?.on,
    lastCertifiedBy: certification?.by,
    refutedOn: isRefuted ? refutedOn : undefined,
    relationship,
    incapacity: isChild ? drawIncapacity(chance, rates.entitlements) : undefined,
  };
}

function drawIncapacity(chance: Chance, rates: Rates["entitlements"]): Incapacity | undefined {
  const draw = chance.fraction();
  if (draw < rates.incapacityUnknown) return undefined;
  if (draw < rates.incapacityUnknown + rates.incapacityFull) return "full";
  return draw < 0.97 ? "none" : "partial";
}
