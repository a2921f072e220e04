// A death or a disappearance that somebody confirmed in one case of a person concerns all of them: the
// person's cases under other policies hear of it as of a sign from the agency that confirmed it, and
// each goes its own region's way from there. Reading: it is not confirmed there, for whom a region
// asks before it stops a payment is the region's to say (SC 25, ZB 4.2.4, QD 3.2).

import type { CaseEventOf, CaseFile, ConfirmedLoss } from "@lingdai/policy";
import { lossGroupOf } from "@lingdai/policy";

import type { CaseStep } from "./step-case.ts";

/** What the person's other cases hear of after this step; empty where it confirmed no such loss. */
export function confirmedIn({
  loaded,
  file,
  version,
}: CaseStep): readonly CaseEventOf<"observe">[] {
  const known = new Set(lossesOf(loaded.file).map(({ sequence }) => sequence));
  const anew = lossesOf(file).filter(({ sequence }) => !known.has(sequence));
  const bySequence = new Map(anew.map((loss) => [loss.sequence, loss]));
  const payDivision = loaded.entitlements[0]?.payDivision ?? "";
  return [...bySequence.values()].map(({ kind, occurredOn, sequence }) => ({
    type: "observe",
    kind,
    occurredOn,
    source: `agency:${payDivision}`,
    ref: `${loaded.pack.id}:${version}:${sequence}`,
  }));
}

function lossesOf({ entitlements }: CaseFile): readonly ConfirmedLoss[] {
  return entitlements
    .flatMap(({ confirmedLosses }) => confirmedLosses)
    .filter(({ kind }) => {
      const group = lossGroupOf(kind);
      return group === "death" || group === "missing";
    });
}
