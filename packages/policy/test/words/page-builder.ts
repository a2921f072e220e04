// Builds the pages of tests: an invented retiree with valid defaults, records that state only what a
// case is about. Knows no rule and no wording.

import assert from "node:assert/strict";

import { dayAt } from "../../src/civil-date.ts";
import type { SignKind } from "../../src/codes.ts";
import type { CertificationWindow, EntitlementFacts } from "../../src/facts.ts";
import type { Pack } from "../../src/pack.ts";
import { findPack } from "../../src/packs/index.ts";
import type { Sign } from "../../src/sign.ts";
import { explainEntitlement } from "../../src/words/explain-entitlement.ts";
import type { Language, Page, SetAsideRecord } from "../../src/words/page.ts";

/** Kind, the day it occurred, who said so, and the day it arrived where that is another. */
export type Happening = readonly [SignKind, string, string, string?];

export interface PageCase {
  readonly policy: string;
  readonly asOf: string;
  readonly facts?: Partial<EntitlementFacts>;
  readonly lastCertified?: readonly [string, SignKind];
  readonly happened?: readonly Happening[];
  readonly window?: readonly [string, string];
  readonly setAside?: readonly SetAsideRecord[];
  readonly language?: Language;
}

const RETIREE: EntitlementFacts = {
  insurance: "enterprise-pension",
  kind: "retirement-pension",
  since: dayAt("2010-03-20"),
  status: "paying",
  birthDate: dayAt("1950-03-07"),
  hasPhone: true,
  hasUnit: false,
  hasResidence: true,
};

export function getPack(id: string): Pack {
  const pack = findPack(id);
  assert.ok(pack, id);
  return pack;
}

export function factsOf({ facts, lastCertified }: PageCase): EntitlementFacts {
  const certified =
    lastCertified === undefined
      ? {}
      : { lastCertified: { on: dayAt(lastCertified[0]), by: lastCertified[1] } };
  return { ...RETIREE, ...certified, ...facts };
}

export function signsOf({ happened = [] }: PageCase): readonly Sign[] {
  return happened.map(([kind, occurred, source, arrived = occurred], at) => ({
    kind,
    occurredOn: dayAt(occurred),
    arrivedOn: dayAt(arrived),
    source,
    ref: `R${at + 1}`,
  }));
}

export function windowsOf({ window }: PageCase): readonly CertificationWindow[] {
  if (window === undefined) return [];
  return [{ from: dayAt(window[0]), to: dayAt(window[1]), frequencyMonths: 12 }];
}

export function pageOf(each: PageCase): Page {
  const { language = "zh" } = each;
  return explainEntitlement(
    getPack(each.policy),
    factsOf(each),
    signsOf(each),
    dayAt(each.asOf),
    windowsOf(each),
    {
      language,
      name: "李秀英",
      document: language === "zh" ? "尾号0016" : "ending in 0016",
      setAside: each.setAside,
    },
  );
}
