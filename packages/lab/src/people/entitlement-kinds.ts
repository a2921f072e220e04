// Which benefits people are paid, how often each comes, and who may hold it. Knows no person.

import type { BenefitKind, Insurance, Pack } from "@lingdai/policy";

import type { Chance } from "../chance.ts";
import type { Rates } from "../rates/rates.ts";

/** Who holds a kind of benefit, so that age and sex can fit it. */
export type Holder = "retiree" | "resident" | "veteran" | "injured" | "survivor" | "dependant";

export interface EntitlementKind {
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly holder: Holder;
  readonly weight: number;
}

function allKinds(rates: Rates["entitlements"]): readonly EntitlementKind[] {
  const kinds: readonly (readonly [Insurance, BenefitKind, Holder, number])[] = [
    ["enterprise-pension", "retirement-pension", "retiree", rates.enterpriseRetirement],
    ["enterprise-pension", "survivor-subsidy", "survivor", rates.enterpriseSurvivor],
    ["enterprise-pension", "veteran-cadre-pension", "veteran", rates.enterpriseVeteran],
    ["institution-pension", "retirement-pension", "retiree", rates.institutionRetirement],
    ["institution-pension", "veteran-cadre-pension", "veteran", rates.institutionVeteran],
    ["institution-pension", "survivor-subsidy", "survivor", rates.institutionSurvivor],
    ["resident-pension", "resident-pension", "resident", rates.residentPension],
    ["work-injury", "disability-allowance", "injured", rates.disabilityAllowance],
    ["work-injury", "nursing-fee", "injured", rates.nursingFee],
    ["work-injury", "dependant-pension", "dependant", rates.dependantPension],
    ["employee-medical", "retirement-pension", "retiree", rates.medicalOnly],
  ];
  return kinds.map(([insurance, kind, holder, weight]) => ({ insurance, kind, holder, weight }));
}

/** Draws benefits under one policy: most are covered by it, a few are not. */
export class EntitlementMix {
  readonly #covered: readonly EntitlementKind[];
  readonly #others: readonly EntitlementKind[];
  readonly #rates: Rates["entitlements"];

  constructor(pack: Pack, rates: Rates["entitlements"]) {
    const kinds = allKinds(rates).filter(({ weight }) => weight > 0);
    this.#covered = kinds.filter(({ insurance, kind }) => pack.covers(insurance, kind));
    this.#others = kinds.filter(({ insurance, kind }) => !pack.covers(insurance, kind));
    this.#rates = rates;
  }

  /** Whether there is anything at all to draw from. */
  get isEmpty(): boolean {
    return this.#covered.length === 0;
  }

  draw(chance: Chance): EntitlementKind {
    const isOther = chance.happens(this.#rates.notCovered) && this.#others.length > 0;
    return drawByWeight(chance, isOther ? this.#others : this.#covered);
  }

  /** A benefit that the same person may hold besides; never the same one again. */
  drawSecond(chance: Chance, first: EntitlementKind): EntitlementKind | undefined {
    const { second } = this.#rates;
    const share = first.kind === "disability-allowance" ? Math.max(second, 0.3) : second;
    if (!chance.happens(share)) return undefined;
    const wanted = first.holder === "injured" ? "injured" : "survivor";
    const fitting = [...this.#covered, ...this.#others].filter(
      (other) => other.holder === wanted && other.kind !== first.kind,
    );
    return fitting.length === 0 ? undefined : chance.pick(fitting);
  }
}

function drawByWeight(chance: Chance, kinds: readonly EntitlementKind[]): EntitlementKind {
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  let left = chance.fraction() * total;
  for (const kind of kinds) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  const last = kinds.at(-1);
  if (last === undefined) throw new RangeError("no benefit to draw from");
  return last;
}
