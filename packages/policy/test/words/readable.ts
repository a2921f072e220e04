// What must hold of every page, whatever it is about: all sections speak, the conclusion is named with
// its clauses, no code shows, and neither a place nor an illness. Knows no rule.

import assert from "node:assert/strict";

import type { Sign } from "../../src/sign.ts";
import type { Page, PageSection, SectionId } from "../../src/words/page.ts";
import { SECTION_IDS } from "../../src/words/page.ts";

const CODE = /[a-z]+-[a-z]+/;
const PLACE_OR_ILLNESS =
  /医院|病|症|诊|手术|住院|出院|车站|机场|航班|车次|火化|殡|hospital|\bill\b|illness|disease|diagnos|surgery|\bstation|airport/i;
const LEFT_OVER = /undefined|null|NaN|\[object|。。|，。|。，|：。/;

/** How each conclusion is named, in both languages. */
const NAMED: Readonly<Record<string, RegExp>> = {
  eligible: /资格没有问题|You are entitled/,
  lost: /按没有资格处理|counts as not due/,
  pending: /核实|认证|check|certification/,
  none: /不能下结论|nothing can be concluded/,
};

export function textsOf(page: Page): readonly string[] {
  return page.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text));
}

export function sectionOf(page: Page, id: SectionId): PageSection {
  const section = page.sections.find((each) => each.id === id);
  assert.ok(section, id);
  return section;
}

export function assertReadable(page: Page, signs: readonly Sign[]): void {
  assert.deepEqual(
    page.sections.map(({ id }) => id),
    SECTION_IDS,
  );
  for (const { id, sentences } of page.sections) assert.ok(sentences.length > 0, `${id} is silent`);
  const { evaluation } = page;
  const [conclusion] = sectionOf(page, "conclusion").sentences;
  assert.match(conclusion?.text ?? "", NAMED[evaluation.conclusion ?? "none"] ?? /^$/);
  assert.deepEqual(conclusion?.cites, evaluation.basis);
  assert.equal(evaluation.basis.length > 0, evaluation.covered);
  const cited = sectionOf(page, "clause").sentences.flatMap(({ cites }) => cites);
  for (const citation of evaluation.basis) assert.ok(cited.includes(citation), citation);
  for (const { sentences } of page.sections) {
    for (const { text, cites } of sentences) {
      for (const citation of cites) assert.ok(cites.length > 0 && cited.includes(citation), text);
    }
  }
  for (const text of [page.heading, ...textsOf(page)]) {
    assert.doesNotMatch(text, CODE);
    assert.doesNotMatch(text, PLACE_OR_ILLNESS);
    assert.doesNotMatch(text, LEFT_OVER);
    for (const { source } of signs) assert.ok(!text.includes(source), `${source} shows: ${text}`);
  }
}
