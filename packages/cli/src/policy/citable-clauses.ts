// Every clause that a pack can cite at all, found by asking it about everything that there is:
// all kinds of benefit it covers, all signs, all reasons and causes. Runs nothing.

import {
  BENEFIT_KINDS,
  INSURANCES,
  LIFE_SIGNS,
  LOSS_SIGNS,
  PENDING_REASONS,
} from "@lingdai/policy";
import type { Citation, EntitlementFacts, Pack } from "@lingdai/policy";

import { RESUMPTION_CAUSES, STOP_CAUSES, SUSPENSION_CAUSES } from "./decision-words.ts";

export function citableClauses(pack: Pack): ReadonlySet<Citation> {
  const { cites } = pack;
  const losses = [undefined, ...keysOf(LOSS_SIGNS)];
  return new Set([
    ...everyEntitlement(pack).flatMap((facts) => [
      ...[undefined, ...keysOf(LIFE_SIGNS)].flatMap((kind) => cites.eligible(facts, kind)),
      ...keysOf(LOSS_SIGNS).flatMap((kind) => cites.lost(facts, kind)),
      ...keysOf(PENDING_REASONS).flatMap((reason) =>
        [true, false].flatMap((isPastDeadline) => cites.pending(facts, reason, isPastDeadline)),
      ),
    ]),
    ...losses.flatMap((kind) => [
      ...keysOf(SUSPENSION_CAUSES).flatMap((cause) => cites.suspension(cause, kind)),
      ...keysOf(STOP_CAUSES).flatMap((cause) => cites.stop(cause, kind)),
    ]),
    ...keysOf(RESUMPTION_CAUSES).flatMap((cause) => cites.resumption(cause)),
    ...cites.verified,
    ...cites.termination,
  ]);
}

function everyEntitlement(pack: Pack): readonly EntitlementFacts[] {
  return keysOf(INSURANCES).flatMap((insurance) =>
    keysOf(BENEFIT_KINDS).flatMap((kind) => {
      if (!pack.covers(insurance, kind)) return [];
      return [true, false].map((isKnown) => ({
        insurance,
        kind,
        since: pack.validity.from,
        status: "paying" as const,
        hasPhone: isKnown,
        hasUnit: isKnown,
        hasResidence: isKnown,
      }));
    }),
  );
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(table) as Key[];
}
