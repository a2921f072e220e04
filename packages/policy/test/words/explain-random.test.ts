import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import type { Day } from "../../src/civil-date.ts";
import { BENEFIT_STATUSES } from "../../src/codes.ts";
import type { CertificationWindow, EntitlementFacts } from "../../src/facts.ts";
import { evaluateEntitlement } from "../../src/evaluation.ts";
import type { Pack } from "../../src/pack.ts";
import { PACKS } from "../../src/packs/index.ts";
import type { Sign } from "../../src/sign.ts";
import { explainEntitlement } from "../../src/words/explain-entitlement.ts";
import type { Language, Page, SetAsideReason } from "../../src/words/page.ts";
import { renderPage } from "../../src/words/render-page.ts";
import { seeded } from "../seed.ts";
import { someCode, someFacts, someSignKind, someSigns, someWindows } from "../some-facts.ts";
import { assertReadable, sectionOf, textsOf } from "./readable.ts";

/** Names of sources as departments write them, full of places. */
const SOURCES = ["锦江区第三人民医院", "成都东站派出所", "春熙路街道", "某市殡仪馆", "X9"];

const REASONS: readonly SetAsideReason[] = [
  "missing-field",
  "bad-id-format",
  "bad-birth-date-in-id",
  "bad-id-checksum",
  "unknown-kind",
  "bad-date",
  "future-date",
  "duplicate",
  "name-mismatch",
];

interface Asked {
  readonly pack: Pack;
  readonly facts: EntitlementFacts;
  readonly signs: readonly Sign[];
  readonly asOf: Day;
  readonly windows: readonly CertificationWindow[];
  readonly language: Language;
  readonly setAside: readonly SetAsideReason[];
}

/** Anybody, on any day of a pack's life, with any records. */
const someAsked: fc.Arbitrary<Asked> = fc
  .constantFrom(...PACKS)
  .chain((pack) =>
    fc.record({
      pack: fc.constant(pack),
      asOf: fc.integer({
        min: pack.validity.from,
        max: pack.validity.to ?? pack.validity.from + 3000,
      }),
      language: fc.constantFrom<Language>("zh", "en"),
      setAside: fc.subarray([...REASONS]),
    }),
  )
  .chain((asked) =>
    fc
      .record({
        facts: someFacts(asked.pack, asked.asOf),
        status: someCode(BENEFIT_STATUSES),
        isPaid: fc.boolean(),
        signs: someSigns(someSignKind, asked.asOf, 8),
        windows: someWindows(asked.pack, asked.asOf),
        source: fc.nat(SOURCES.length),
      })
      .map(({ facts, status, isPaid, signs, windows, source }) => ({
        ...asked,
        facts: { ...facts, status: isPaid ? ("paying" as const) : status },
        signs: signs.map((sign, at) => ({
          ...sign,
          source: SOURCES[(at + source) % SOURCES.length] ?? "",
        })),
        windows,
      })),
  );

function explained({ pack, facts, signs, asOf, windows, language, setAside }: Asked): Page {
  return explainEntitlement(pack, facts, signs, asOf, windows, {
    language,
    setAside: setAside.map((reason) => ({ reason, source: SOURCES[0] })),
  });
}

test("Whatever the facts and records, a page names conclusion, clauses and next step, and no place", (t) => {
  fc.assert(
    fc.property(someAsked, (asked) => {
      const page = explained(asked);
      assertReadable(page, asked.signs);
      assert.ok(sectionOf(page, "next").sentences.every(({ text }) => text.length > 0));
      assert.ok(renderPage(page).endsWith("\n"));
    }),
    seeded(t, 600),
  );
});

test("A page words the core's own answer, and every record is told exactly once what it was good for", (t) => {
  fc.assert(
    fc.property(someAsked, (asked) => {
      const { pack, facts, signs, asOf, windows, setAside } = asked;
      const page = explained(asked);
      const { evaluation, records } = page;
      assert.deepEqual(evaluation, evaluateEntitlement(pack, facts, signs, asOf, windows));
      assert.deepEqual(
        new Set(records.flatMap(({ sign }) => (sign === undefined ? [] : [sign]))),
        new Set(signs),
      );
      assert.equal(records.length, signs.length + setAside.length);
      const deciding = records.flatMap(({ use, sign }) =>
        use === "decides" && sign !== undefined ? [`${sign.source}:${sign.ref}`] : [],
      );
      assert.deepEqual(
        deciding.toSorted(),
        evaluation.decidedBy.filter((name) => name !== "roster").toSorted(),
      );
    }),
    seeded(t, 400),
  );
});

test("A record that the files' checks set aside never shows what it said: it may be another's", (t) => {
  fc.assert(
    fc.property(someAsked, fc.constantFrom(...REASONS), (asked, reason) => {
      const aside = { reason, kind: "death-cremation", occurredOn: asked.asOf } as const;
      const without = explainEntitlement(asked.pack, asked.facts, [], asked.asOf, asked.windows, {
        language: "zh",
        setAside: [{ reason }],
      });
      const withContent = explainEntitlement(
        asked.pack,
        asked.facts,
        [],
        asked.asOf,
        asked.windows,
        { language: "zh", setAside: [aside] },
      );
      assert.deepEqual(textsOf(withContent), textsOf(without));
    }),
    seeded(t, 50),
  );
});
