// Generated lives for the sweep: a person with entitlements, and what happens to the file, as
// sketches that are worked out on their day (so many days ago, the next day on which something
// falls due). Everything is plain data, so that a failing life can be read and shrunk.

import fc from "fast-check";

import type { Grant, PersonData } from "../../src/case/case-file.ts";
import type { BasicDatum } from "../../src/case/event.ts";
import type { AgencyLevel, HighRiskAction } from "../../src/case/high-risk-approval.ts";
import { HIGH_RISK_ACTIONS } from "../../src/case/high-risk-approval.ts";
import type { Day } from "../../src/civil-date.ts";
import { addMonths, lastOfMonth } from "../../src/civil-date.ts";
import { INCAPACITIES, RELATIONSHIPS } from "../../src/codes.ts";
import type { LifeSign, LossSign, SignKind } from "../../src/codes.ts";
import type { EvidenceKind, Pack } from "../../src/pack.ts";
import { ALL_EVIDENCE } from "../some-events.ts";
import {
  coveredGrants,
  everyGrant,
  someCode,
  someHarmlessKind,
  someLifeSign,
  someLossSign,
} from "../some-facts.ts";

/** How long nothing happens before an event. */
export type Wait =
  | { readonly until: "days"; readonly days: number }
  /** The next day on which time alone changes something, or a day beside it. */
  | { readonly until: "due"; readonly beside: number }
  | { readonly until: "first-of-month" };

/** An event before its day is known. `daysAgo` below zero lies in the future. */
export type Sketch =
  | {
      readonly type: "observe";
      readonly kind: SignKind;
      readonly daysAgo: number;
      /** Small, so that the same observation comes twice now and then. */
      readonly ref: number;
    }
  | {
      readonly type: "certify";
      readonly kind: SignKind;
      readonly daysAgo: number;
      readonly evidence: readonly EvidenceKind[];
      readonly result: "passed" | "failed";
    }
  | { readonly type: "review"; readonly result: "accept" | "reject" }
  | {
      readonly type: "verify";
      readonly entitlement: number;
      readonly result: "eligible" | "lost" | "unreachable";
      readonly loss: LossSign | undefined;
      readonly refutes: readonly LossSign[];
      readonly evidence: readonly EvidenceKind[];
      readonly daysAgo: number | undefined;
    }
  | {
      readonly type: "confirm-loss";
      readonly entitlement: number;
      readonly kind: LossSign;
      readonly daysAgo: number | undefined;
    }
  | { readonly type: "refute-loss" }
  | {
      readonly type: "unit";
      readonly entitlement: number;
      readonly result: "pass" | "fail";
      readonly loss: LossSign | undefined;
    }
  | { readonly type: "maintain"; readonly renewed: readonly BasicDatum[] }
  | {
      readonly type: "payment";
      readonly entitlement: number;
      readonly result: "failed" | "paid";
      readonly monthsAgo: number;
    }
  | { readonly type: "object"; readonly entitlement: number }
  | {
      readonly type: "apply";
      readonly entitlement: number;
      readonly action: HighRiskAction;
      readonly wasTerminated: boolean;
    }
  | {
      readonly type: "approve";
      readonly entitlement: number;
      readonly names: readonly string[];
      readonly level: AgencyLevel | undefined;
    }
  | {
      readonly type: "announce";
      readonly daysAhead: number;
      readonly length: number;
      readonly groups: readonly number[] | undefined;
      readonly frequencyMonths: number;
    }
  | { readonly type: "public-objection"; readonly entitlement: number }
  | {
      readonly type: "resolve-objection";
      readonly entitlement: number;
      readonly result: "eligible" | "lost";
      readonly loss: LossSign | undefined;
    }
  | { readonly type: "edit" }
  /** What a clerk who looks at the file does next: verify the task, ask, or sign. */
  | { readonly type: "next-step"; readonly result: "eligible" | "lost" | "unreachable" };

export interface Life {
  readonly person: PersonData;
  readonly grants: readonly Grant[];
  readonly openedOn: Day;
  readonly happenings: readonly { readonly wait: Wait; readonly sketch: Sketch }[];
  /** Days that pass after the last happening. */
  readonly quietDays: number;
}

const LEVELS: Readonly<Record<AgencyLevel, true>> = { province: true, city: true, county: true };

const someWait: fc.Arbitrary<Wait> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Wait>({ until: "days", days: 0 }) },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 8 }).map((days): Wait => ({ until: "days", days })),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 9, max: 60 }).map((days): Wait => ({ until: "days", days })),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: -1, max: 1 }).map((beside): Wait => ({ until: "due", beside })),
  },
  { weight: 1, arbitrary: fc.constant<Wait>({ until: "first-of-month" }) },
);

const someDaysAgo = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 41, max: 500 }) },
  { weight: 1, arbitrary: fc.constant(-1) },
);
const someEvidence: fc.Arbitrary<readonly EvidenceKind[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(ALL_EVIDENCE) },
  { weight: 1, arbitrary: fc.subarray([...ALL_EVIDENCE]) },
);
const mayBe = <Value>(some: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(some, { nil: undefined });

/** Deaths and prison terms are what most rules are about. */
const someLoss: fc.Arbitrary<LossSign> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<LossSign>("death-cremation") },
  { weight: 2, arbitrary: fc.constant<LossSign>("imprisonment") },
  { weight: 4, arbitrary: someLossSign },
);
const someObserved: fc.Arbitrary<SignKind> = fc.oneof(
  { weight: 7, arbitrary: someHarmlessKind },
  { weight: 1, arbitrary: fc.constantFrom<SignKind>("released", "returned", "face-self") },
  { weight: 4, arbitrary: someLoss },
);
const somePresented: fc.Arbitrary<SignKind> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<LifeSign>("counter", "community", "home-visit") },
  { weight: 2, arbitrary: someLifeSign },
);

export interface SketchOptions {
  /** Who can sign. */
  readonly signers: readonly string[];
  /** Whether anybody dies, goes to prison, and so on. */
  readonly losses: boolean;
}

function someSketch(pack: Pack, options: SketchOptions, grants: number): fc.Arbitrary<Sketch> {
  const entitlement = fc.integer({ min: 0, max: grants - 1 });
  const names = fc.oneof(
    { weight: 2, arbitrary: fc.shuffledSubarray([...options.signers]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...options.signers), { maxLength: 4 }) },
  );
  const weighted: readonly (readonly [number, fc.Arbitrary<Sketch>])[] = [
    [
      6,
      fc.record({
        type: fc.constant("observe" as const),
        kind: options.losses ? someObserved : someHarmlessKind,
        daysAgo: someDaysAgo,
        ref: fc.integer({ min: 1, max: 60 }),
      }),
    ],
    [
      3,
      fc.record({
        type: fc.constant("certify" as const),
        kind: somePresented,
        daysAgo: someDaysAgo,
        evidence: someEvidence,
        result: fc.constantFrom("passed", "passed", "failed"),
      }),
    ],
    [
      pack.reviewsCertifications ? 3 : 1,
      fc.record({
        type: fc.constant("review" as const),
        result: fc.constantFrom("accept", "accept", "reject"),
      }),
    ],
    [
      2,
      fc.record({
        type: fc.constant("verify" as const),
        entitlement,
        result: options.losses
          ? fc.constantFrom("eligible", "eligible", "lost", "unreachable")
          : fc.constantFrom("eligible", "unreachable"),
        loss: mayBe(someLoss),
        refutes: fc.oneof(fc.constant([]), fc.array(someLossSign, { maxLength: 2 })),
        evidence: someEvidence,
        daysAgo: mayBe(someDaysAgo),
      }),
    ],
    [
      options.losses ? 2 : 0,
      fc.record({
        type: fc.constant("confirm-loss" as const),
        entitlement,
        kind: someLoss,
        daysAgo: mayBe(someDaysAgo),
      }),
    ],
    [options.losses ? 1 : 0, fc.constant({ type: "refute-loss" } as const)],
    [
      pack.unit.decides ? 3 : 1,
      fc.record({
        type: fc.constant("unit" as const),
        entitlement,
        result: fc.constantFrom("pass", "fail"),
        loss: options.losses ? mayBe(someLoss) : fc.constant(undefined),
      }),
    ],
    [
      1,
      fc.record({
        type: fc.constant("maintain" as const),
        renewed: fc.subarray<BasicDatum>(["phone", "household", "residence", "account"]),
      }),
    ],
    [
      pack.suspension.paymentFailureMonths === undefined ? 1 : 4,
      fc.record({
        type: fc.constant("payment" as const),
        entitlement,
        result: fc.constantFrom("failed", "failed", "failed", "failed", "paid"),
        monthsAgo: fc.integer({ min: -1, max: 7 }),
      }),
    ],
    [1, fc.record({ type: fc.constant("object" as const), entitlement })],
    [
      2,
      fc.record({
        type: fc.constant("apply" as const),
        entitlement,
        action: fc.constantFrom(...HIGH_RISK_ACTIONS),
        wasTerminated: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
      }),
    ],
    [
      3,
      fc.record({
        type: fc.constant("approve" as const),
        entitlement,
        names,
        level: mayBe(someCode(LEVELS)),
      }),
    ],
    [
      pack.clock.usesWindows ? 3 : 1,
      fc.record({
        type: fc.constant("announce" as const),
        daysAhead: fc.integer({ min: -20, max: 60 }),
        length: fc.integer({ min: -1, max: 120 }),
        groups: mayBe(fc.subarray([1, 2, 3, 4, 5, 6], { minLength: 1 })),
        frequencyMonths: fc.constantFrom(6, 12, 12, 24),
      }),
    ],
    [
      pack.display === undefined ? 1 : 3,
      fc.record({ type: fc.constant("public-objection" as const), entitlement }),
    ],
    [
      pack.display === undefined ? 1 : 2,
      fc.record({
        type: fc.constant("resolve-objection" as const),
        entitlement,
        result: options.losses ? fc.constantFrom("eligible", "lost") : fc.constant("eligible"),
        loss: mayBe(someLoss),
      }),
    ],
    [1, fc.constant({ type: "edit" } as const)],
    [
      6,
      fc.record({
        type: fc.constant("next-step" as const),
        result: options.losses
          ? fc.constantFrom("eligible", "eligible", "lost", "unreachable")
          : fc.constantFrom("eligible", "unreachable", "unreachable"),
      }),
    ],
  ];
  return fc.oneof(
    ...weighted
      .filter(([weight]) => weight > 0)
      .map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}

function someGrant(pack: Pack, openedOn: Day): fc.Arbitrary<Grant> {
  const covered = coveredGrants(pack);
  const dependants = covered.filter(([, kind]) => kind === "dependant-pension");
  return fc
    .record({
      sort: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...covered) },
        { weight: 1, arbitrary: fc.constantFrom(...everyGrant()) },
        // They have losses of their own.
        ...(dependants.length === 0
          ? []
          : [{ weight: 4, arbitrary: fc.constantFrom(...dependants) }]),
      ),
      since: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: openedOn - 4000, max: openedOn }) },
        { weight: 1, arbitrary: fc.integer({ min: openedOn - 400, max: openedOn + 200 }) },
      ),
      hasUnit: fc.boolean(),
      relationship: mayBe(fc.oneof(fc.constant("child" as const), someCode(RELATIONSHIPS))),
      incapacity: mayBe(someCode(INCAPACITIES)),
      lastCertified: mayBe(
        fc.record({
          on: fc.oneof(fc.constant(openedOn), fc.integer({ min: openedOn - 500, max: openedOn })),
          by: mayBe(someLifeSign),
        }),
      ),
    })
    .map(({ sort: [insurance, kind], ...grant }) => ({ insurance, kind, ...grant }));
}

function somePerson(openedOn: Day): fc.Arbitrary<PersonData> {
  const mostly = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean());
  return fc.record({
    birthDate: mayBe(
      fc.oneof(
        fc.integer({ min: openedOn - 36_500, max: openedOn - 15_000 }),
        // Comes of age around the time of the sweep.
        fc.integer({ min: addMonths(openedOn, -217), max: addMonths(openedOn, -190) }),
      ),
    ),
    hasPhone: mostly,
    hasHousehold: mostly,
    hasResidence: mostly,
  });
}

/** A life whose file is opened in the month that begins on that day. */
export function someLife(
  pack: Pack,
  month: Day,
  happeningsMax: number,
  options: SketchOptions,
): fc.Arbitrary<Life> {
  const first = Math.max(month, pack.validity.from);
  return fc
    .record({
      openedOn: fc.integer({ min: first, max: lastOfMonth(month) }),
      grants: fc.constantFrom(1, 1, 1, 2, 3),
    })
    .chain(({ openedOn, grants }) =>
      fc.record({
        openedOn: fc.constant(openedOn),
        person: somePerson(openedOn),
        grants: fc.array(someGrant(pack, openedOn), { minLength: grants, maxLength: grants }),
        happenings: fc.array(
          fc.record({ wait: someWait, sketch: someSketch(pack, options, grants) }),
          { maxLength: happeningsMax, size: "max" },
        ),
        quietDays: fc.constantFrom(0, 30, 130),
      }),
    );
}
