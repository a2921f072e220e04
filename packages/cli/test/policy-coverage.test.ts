// Every article of the five regulations is answered, and every way of missing one is noticed.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { PACKS, byRule, findPack, byCapability } from "@lingdai/policy";
import type { Article, Pack, Scenario } from "@lingdai/policy";

import { coverPack } from "../src/policy/coverage.ts";
import { reportCoverage } from "../src/policy/coverage-report.ts";
import { HEADINGS } from "../src/policy/headings.ts";
import { shippedScenarios } from "../src/policy/pack-scenarios.ts";

/** Counted on the paper: articles (sections, chapters), parts below them, annexes (or its steps). */
const COUNTED = {
  "sichuan-2022": { articles: 44, below: 9, annexes: 7 },
  "shanxi-2018": { articles: 4, below: 19, annexes: 2 },
  "qingdao-2019": { articles: 4, below: 15, annexes: 11 },
  "weihai-2017": { articles: 17, below: 23, annexes: 0 },
  "zibo-2019": { articles: 7, below: 23, annexes: 2 },
} as const;

test("Every shipped pack's headings were counted", () => {
  assert.deepEqual(PACKS.map(({ id }) => id).toSorted(), Object.keys(COUNTED).toSorted());
  assert.deepEqual(Object.keys(HEADINGS).toSorted(), Object.keys(COUNTED).toSorted());
});

for (const pack of PACKS) {
  test(`${pack.id} has as many articles as its paper`, () => {
    const numbers = pack.articles.map(({ clause }) => clause.slice(pack.citationPrefix.length + 1));
    assert.deepEqual(
      {
        articles: numbers.filter((number) => /^\d+$/.test(number)).length,
        below: numbers.filter((number) => /^\d+\./.test(number)).length,
        annexes: numbers.filter((number) => /^A\d+$/.test(number)).length,
      },
      COUNTED[pack.id as keyof typeof COUNTED],
    );
  });

  test(`Every article of ${pack.id} is answered by a rule that runs reach, or by a function beside them`, async () => {
    const coverage = coverPack(pack, await shippedScenarios(pack));
    assert.deepEqual(coverage.faults, []);
    assert.equal(reportCoverage([coverage], "words").exitCode, 0);
    for (const { article, decisions, scenarios } of coverage.articles) {
      if (article.answer.by !== "rule") continue;
      assert.ok(decisions.includes(article.answer.rule), article.clause);
      assert.ok(scenarios.length > 0, article.clause);
    }
  });
}

let zibo: Pack;
let scenarios: readonly Scenario[];
before(async () => {
  const pack = findPack("zibo-2019");
  assert.ok(pack);
  zibo = pack;
  scenarios = await shippedScenarios(pack);
});

/** The faults of a pack whose articles were changed. */
function faultsWith(articles: readonly Article[]): readonly string[] {
  const { faults } = coverPack({ ...zibo, articles }, scenarios);
  return faults.map(({ fault, where }) => `${fault} ${where}`);
}

function changed(clause: string, answer: Article["answer"]): readonly Article[] {
  return zibo.articles.map((article) =>
    article.clause === clause ? { ...article, answer } : article,
  );
}

test("An article that is left out is missing, and what cites it is left without an article", () => {
  const faults = faultsWith(zibo.articles.filter(({ clause }) => clause !== "ZB 4.2.4"));
  assert.deepEqual(faults, [
    "article-missing ZB 4.2.4",
    "cited-without-article ZB 4.2.4",
    "mentioned-without-article ZB 4.2.4",
  ]);
});

test("An article that the paper does not have, or that stands twice, is noticed", () => {
  const [first] = zibo.articles;
  assert.ok(first);
  assert.deepEqual(faultsWith([...zibo.articles, { ...first, clause: "ZB 8" }]), [
    "article-not-on-paper ZB 8",
    "not-reached ZB 8",
  ]);
  assert.deepEqual(faultsWith([...zibo.articles, first]), ["article-twice ZB 1"]);
});

test("A rule that no scenario reaches is noticed", () => {
  assert.deepEqual(faultsWith(changed("ZB 7.2", byRule("eligible"))), ["not-reached ZB 7.2"]);
});

test("A rule that is reached by another decision than the one named is noticed", () => {
  assert.deepEqual(faultsWith(changed("ZB 4.2.4", byRule("eligible"))), [
    "reached-otherwise ZB 4.2.4",
  ]);
});

test("What a decision cites cannot be left to a function beside the decisions", () => {
  assert.deepEqual(faultsWith(changed("ZB 4.1.6", byCapability("oversight"))), [
    "cited-beside-decisions ZB 4.1.6",
  ]);
});

test("A clause that a pack only could cite must be an article too", () => {
  const pack: Pack = { ...zibo, cites: { ...zibo.cites, termination: ["ZB 99"] } };
  assert.ok(
    coverPack(pack, scenarios).faults.some(
      ({ fault, where }) => fault === "cited-without-article" && where === "ZB 99",
    ),
  );
});

test("A pack whose scenarios fail, or whose headings nobody counted, is not covered", () => {
  const failing: Pack = { ...zibo, covers: () => false };
  assert.ok(coverPack(failing, scenarios).faults.some(({ fault }) => fault === "scenario-fails"));
  const unknown: Pack = { ...zibo, id: "elsewhere-2030" };
  assert.deepEqual(coverPack(unknown, scenarios).faults, [
    { fault: "headings-not-counted", where: "ZB" },
  ]);
});

test("A report with a fault names it in words and in JSON, and ends with 1", () => {
  const coverage = coverPack({ ...zibo, articles: changed("ZB 7.2", byRule("lost")) }, scenarios);
  const words = reportCoverage([coverage], "words");
  assert.equal(words.exitCode, 1);
  assert.match(words.text, /不符 zibo-2019 ZB 7\.2：标为规则，但没有情景运行到\n/);
  const json = reportCoverage([coverage], "json");
  assert.equal(json.exitCode, 1);
  const lines = json.text.trimEnd().split("\n");
  assert.deepEqual(
    lines.flatMap((line) => {
      const each = JSON.parse(line) as { ok: boolean; clause?: string; where?: string };
      return each.ok ? [] : [each.clause ?? each.where];
    }),
    ["ZB 7.2", "ZB 7.2"],
  );
});
