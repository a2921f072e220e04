// What `suspicious` adds up to: records whose name does not fit, by source and by what they would
// say. Counts only; neither of the two names is read.

import type { SignEffect } from "@lingdai/policy";
import { SIGNS, effectOf, isCodeOf } from "@lingdai/policy";

import { BoundedGroups } from "./bounded-groups.ts";
import type { RunRow } from "./run-table.ts";

export const SUSPICIOUS_COLUMNS = ["kind", "source"] as const;

export type EffectCounts = Record<SignEffect, number>;

export interface SuspiciousFigures {
  readonly rows: number;
  readonly byEffect: Readonly<EffectCounts>;
  readonly bySource: ReadonlyMap<string, EffectCounts>;
}

export class SuspiciousCount {
  #rows = 0;
  readonly #byEffect = noEffects();
  readonly #bySource = new BoundedGroups<EffectCounts>(noEffects);

  add(row: RunRow<(typeof SUSPICIOUS_COLUMNS)[number]>): void {
    const kind = row.cell("kind");
    if (!isCodeOf(SIGNS, kind)) throw row.refuse("kind");
    const effect = effectOf(kind);
    this.#rows += 1;
    this.#byEffect[effect] += 1;
    this.#bySource.at(row.cell("source"))[effect] += 1;
  }

  figures(): SuspiciousFigures {
    return { rows: this.#rows, byEffect: this.#byEffect, bySource: this.#bySource.toMap() };
  }
}

function noEffects(): EffectCounts {
  return { life: 0, loss: 0, none: 0 };
}
