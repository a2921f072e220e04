// Calm files are a short cut, and this is what it must not change: a month of life signs taken at once
// leaves the file that they leave one by one, and when to look again, remembered for all files alike,
// is what the rules answer about each.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";

import { applyEvent } from "../src/case/apply-event.ts";
import { CalmLooks, isCalm, observeCalmly } from "../src/case/calm-file.ts";
import type { CaseFile, Grant, PersonData } from "../src/case/case-file.ts";
import type { CaseEventOf } from "../src/case/event.ts";
import { keepLatestSigns } from "../src/case/latest-signs.ts";
import { nextLookOn } from "../src/case/next-look.ts";
import { nightlyRun } from "../src/case/nightly-run.ts";
import { untouchedCaseFile } from "../src/case/stored-case-file.ts";
import type { Day } from "../src/civil-date.ts";
import { LIFE_SIGNS } from "../src/codes.ts";
import type { SignKind } from "../src/codes.ts";
import type { CertificationWindow } from "../src/facts.ts";
import type { Pack } from "../src/pack.ts";
import { PACKS } from "../src/packs/index.ts";
import { seeded } from "./seed.ts";
import { coveredGrants } from "./some-facts.ts";

const RUNS = 250;
const SOURCES = ["in-hospital", "bank", "rail"] as const;

type Observe = CaseEventOf<"observe">;

interface Told {
  readonly kind: SignKind;
  readonly daysAgo: number;
  readonly source: (typeof SOURCES)[number];
  readonly ref: number;
}

/** Somebody on the day of the month's file: opened some days before, with what was told meanwhile. */
interface Somebody {
  readonly person: PersonData;
  readonly grants: readonly Grant[];
  readonly start: "running" | "first-run";
  readonly openedDaysAgo: number;
  readonly before: readonly { readonly wait: number; readonly told: Told }[];
  readonly month: readonly Told[];
  readonly hasWindow: boolean;
}

/** Few days and kinds, so that many are alike and some signs fall on one day. */
const someDaysAgo = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(100, 270, 271, 300, 364, 365, 366, 400) },
  { weight: 1, arbitrary: fc.constant(-1) },
);
const someTold: fc.Arbitrary<Told> = fc.record({
  kind: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...(Object.keys(LIFE_SIGNS) as SignKind[])) },
    { weight: 1, arbitrary: fc.constantFrom<SignKind>("death-cremation", "payment-failure") },
  ),
  daysAgo: someDaysAgo,
  source: fc.constantFrom(...SOURCES),
  ref: fc.integer({ min: 1, max: 40 }),
});

function somebodyOf(pack: Pack, day: Day): fc.Arbitrary<Somebody> {
  const grant: fc.Arbitrary<Grant> = fc
    .record({
      covered: fc.constantFrom(...coveredGrants(pack)),
      sinceYear: fc.integer({ min: 1, max: 4 }),
      hasUnit: fc.boolean(),
      certified: fc.option(fc.constantFrom(10, 100, 200, 269, 280, 330, 364, 380), {
        nil: undefined,
      }),
      relationship: fc.constantFrom(undefined, undefined, "child" as const, "spouse" as const),
      incapacity: fc.constantFrom(undefined, "none" as const, "full" as const),
    })
    .map(({ covered: [insurance, kind], sinceYear, hasUnit, certified, ...dependant }) => ({
      insurance,
      kind,
      since: day - sinceYear * 365,
      hasUnit,
      lastCertified:
        certified === undefined ? undefined : { on: day - certified, by: "counter" as const },
      ...dependant,
    }));
  return fc.record({
    person: fc.record({
      birthDate: fc.option(fc.constantFrom(day - 30_000, day - 6_400, day - 6_575), {
        nil: undefined,
      }),
      hasPhone: fc.boolean(),
      hasHousehold: fc.boolean(),
      hasResidence: fc.boolean(),
    }),
    grants: fc.array(grant, { minLength: 1, maxLength: 2 }),
    start: fc.constantFrom("running" as const, "running" as const, "first-run" as const),
    openedDaysAgo: fc.constantFrom(0, 1, 40, 300),
    before: fc.array(fc.record({ wait: fc.integer({ min: 0, max: 90 }), told: someTold }), {
      maxLength: 3,
    }),
    month: fc.array(someTold, { minLength: 1, maxLength: 8 }),
    hasWindow: fc.boolean(),
  });
}

function eventOf({ kind, daysAgo, source, ref }: Told, day: Day, of: string): Observe {
  return { type: "observe", kind, occurredOn: day - daysAgo, source, ref: `${of}${ref}` };
}

/** The file as the nights and what was told before have left it, on that day. */
function fileOn(pack: Pack, somebody: Somebody, day: Day): CaseFile {
  const { person, grants, start, openedDaysAgo, before, hasWindow } = somebody;
  let on = day - openedDaysAgo;
  const window: CertificationWindow = {
    announcedOn: on,
    from: day - 20,
    to: day + 70,
    frequencyMonths: 12,
  };
  let file: CaseFile = {
    ...untouchedCaseFile(pack, person, grants, on, start),
    windows: hasWindow && pack.clock.usesWindows ? [window] : [],
  };
  let look: Day | undefined = on;
  const nightsUntil = (until: Day): void => {
    while (look !== undefined && look <= until) {
      file = keepLatestSigns(pack, nightlyRun(pack, file, look).file, look);
      look = nextLookOn(pack, file, look);
    }
  };
  for (const [at, { wait, told }] of before.entries()) {
    on = Math.min(on + wait, day);
    nightsUntil(on);
    file = applyEvent(pack, file, eventOf(told, on, `B${at}`), on).file;
    file = keepLatestSigns(pack, file, on);
    look = nextLookOn(pack, file, on);
  }
  nightsUntil(day);
  return file;
}

for (const pack of PACKS) {
  const day = (pack.validity.to ?? pack.validity.from + 1500) - 400;
  describe(`Calm files of ${pack.id}`, () => {
    test("leave a month of signs taken at once as one taken by one, and nobody hears of it", (t) => {
      const counts = { calm: 0, leftToRules: 0 };
      fc.assert(
        fc.property(somebodyOf(pack, day), (somebody) => {
          const file = fileOn(pack, somebody, day);
          if (!isCalm(pack, file, day)) return;
          const events = somebody.month.map((told) => eventOf(told, day, "M"));
          const atOnce = observeCalmly(pack, file, events, day);
          if (atOnce === undefined) {
            counts.leftToRules += 1;
            return;
          }
          counts.calm += 1;
          let oneByOne = file;
          for (const event of events) {
            const outcome = applyEvent(pack, oneByOne, event, day);
            assert.equal(outcome.refused, undefined);
            assert.deepEqual(outcome.notices.flat(), []);
            oneByOne = outcome.file;
          }
          oneByOne = keepLatestSigns(pack, oneByOne, day);
          assert.deepEqual(plain(atOnce), plain(oneByOne));
        }),
        seeded(t, RUNS),
      );
      t.diagnostic(`${counts.calm} at once, ${counts.leftToRules} left to the rules`);
      assert.ok(counts.calm > RUNS / 20, "some were calm");
      assert.ok(counts.leftToRules > 0, "some signs were left to the rules");
    });

    test("are looked at again on the day that the rules name for each", (t) => {
      // One for all, so that an answer about one that does not hold for another shows.
      const looks = new CalmLooks(day);
      fc.assert(
        fc.property(somebodyOf(pack, day), (somebody) => {
          let file = fileOn(pack, somebody, day);
          for (const told of somebody.month) {
            assert.equal(looks.nextLookOn(pack, file), nextLookOn(pack, file, day));
            file = applyEvent(pack, file, eventOf(told, day, "M"), day).file;
          }
          file = keepLatestSigns(pack, file, day);
          assert.equal(looks.nextLookOn(pack, file), nextLookOn(pack, file, day));
        }),
        seeded(t, RUNS),
      );
    });
  });
}

/** Without what is absent; sets as lists. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, each: unknown) => (each instanceof Set ? [...each] : each)),
  );
}
