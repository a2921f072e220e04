// Generated facts and signs for property tests: entitlements of every kind, signs of every kind
// close to the days on which something falls due. Knows the codes, no rule.

import fc from "fast-check";

import type { Day } from "../src/civil-date.ts";
import { addMonths } from "../src/civil-date.ts";
import {
  BENEFIT_KINDS,
  INCAPACITIES,
  INSURANCES,
  LIFE_SIGNS,
  LOSS_SIGNS,
  NEUTRAL_SIGNS,
  RELATIONSHIPS,
  SIGNS,
} from "../src/codes.ts";
import type { BenefitKind, Insurance, LifeSign, LossSign, SignKind } from "../src/codes.ts";
import type { CertificationWindow, EntitlementFacts } from "../src/facts.ts";
import type { Pack } from "../src/pack.ts";
import type { Sign } from "../src/sign.ts";

/** The codes of one table as a generator. */
export function someCode<Code extends string>(
  table: Readonly<Record<Code, unknown>>,
): fc.Arbitrary<Code> {
  return fc.constantFrom(...(Object.keys(table) as Code[]));
}

export const someLifeSign: fc.Arbitrary<LifeSign> = someCode(LIFE_SIGNS);
export const someLossSign: fc.Arbitrary<LossSign> = someCode(LOSS_SIGNS);
export const someSignKind: fc.Arbitrary<SignKind> = someCode(SIGNS);
export const someHarmlessKind: fc.Arbitrary<SignKind> = fc.oneof(
  { weight: 9, arbitrary: someLifeSign },
  { weight: 1, arbitrary: someCode(NEUTRAL_SIGNS) },
);

/** What a pack covers, as pairs of insurance and kind. */
export function coveredGrants(pack: Pack): readonly (readonly [Insurance, BenefitKind])[] {
  return everyGrant().filter(([insurance, kind]) => pack.covers(insurance, kind));
}

export function everyGrant(): readonly (readonly [Insurance, BenefitKind])[] {
  return (Object.keys(INSURANCES) as Insurance[]).flatMap((insurance) =>
    (Object.keys(BENEFIT_KINDS) as BenefitKind[]).map((kind) => [insurance, kind] as const),
  );
}

const MONTHS_BEFORE_AND_AFTER = [-13, -12, -9, -7, -6, -3, -1, 0, 1, 3];

/** A day before the as-of date, often exactly some months away from it, or a day beside that. */
function someDayNear(asOf: Day): fc.Arbitrary<Day> {
  const nearAnniversary = fc
    .tuple(fc.constantFrom(...MONTHS_BEFORE_AND_AFTER), fc.integer({ min: -1, max: 1 }))
    .map(([months, days]) => addMonths(asOf, months) + days);
  return fc.oneof(nearAnniversary, fc.integer({ min: asOf - 800, max: asOf }));
}

/** Facts of an entitlement that the pack covers, paid since some day before the as-of date. */
export function someFacts(pack: Pack, asOf: Day): fc.Arbitrary<EntitlementFacts> {
  return fc
    .record({
      grant: fc.constantFrom(...coveredGrants(pack)),
      since: someDayNear(asOf),
      relationship: fc.option(someCode(RELATIONSHIPS), { nil: undefined }),
      incapacity: fc.option(someCode(INCAPACITIES), { nil: undefined }),
      birthDate: fc.option(
        fc.oneof(
          fc.integer({ min: asOf - 36_500, max: asOf - 15_000 }),
          fc.integer({ min: addMonths(asOf, -231), max: addMonths(asOf, -200) }),
        ),
        { nil: undefined },
      ),
      hasPhone: fc.boolean(),
      hasUnit: fc.boolean(),
      hasResidence: fc.boolean(),
      lastCertified: fc.option(
        fc.record({
          on: someDayNear(asOf).map((day) => Math.min(day, asOf)),
          by: fc.option(someLifeSign, { nil: undefined }),
        }),
        { nil: undefined },
      ),
      refutedOn: fc.option(
        someDayNear(asOf).map((day) => Math.min(day, asOf)),
        { nil: undefined, freq: 4 },
      ),
    })
    .map(({ grant: [insurance, kind], ...rest }) => ({
      ...rest,
      insurance,
      kind,
      status: "paying" as const,
    }));
}

/** Signs as files bring them: each source and ref once, arrived on or after the day it occurred. */
export function someSigns(
  kind: fc.Arbitrary<SignKind>,
  asOf: Day,
  signsMax: number,
): fc.Arbitrary<readonly Sign[]> {
  const one = fc.record({
    kind,
    occurredOn: someDayNear(asOf).map((day) => Math.min(day, asOf)),
    delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.nat(250)),
    source: fc.constantFrom("rail", "app", "hospital", "铁路", "\u{20BB7}"),
  });
  return fc.array(one, { maxLength: signsMax }).chain((drawn) =>
    fc.shuffledSubarray([...drawn.keys()], { minLength: drawn.length }).map((order) =>
      drawn.map(({ delay, ...sign }, at) => ({
        ...sign,
        arrivedOn: Math.min(asOf, sign.occurredOn + delay),
        ref: `R${order[at] ?? at}`,
      })),
    ),
  );
}

/** Announced windows around the as-of date; none where the pack's clock knows no windows. */
export function someWindows(pack: Pack, asOf: Day): fc.Arbitrary<readonly CertificationWindow[]> {
  if (!pack.clock.usesWindows) return fc.constant([]);
  const one = fc
    .record({
      from: someDayNear(asOf),
      days: fc.integer({ min: 0, max: 120 }),
      groups: fc.option(fc.subarray([1, 2, 3, 4, 5, 6], { minLength: 1 }), { nil: undefined }),
      frequencyMonths: fc.constantFrom(6, 12, 12, 24),
    })
    .map(({ days, ...window }) => ({ ...window, to: window.from + days }));
  return fc.array(one, { maxLength: 3 });
}
