// The coverage of a pack as people and machines read it: an article a paragraph, or a line of JSON.
// Judges nothing.

import { ARTICLE_TOPICS, CAPABILITIES } from "@lingdai/policy";
import type { Capability, Label } from "@lingdai/policy";

import { scenariosToShow } from "./coverage.ts";
import type { CoverageFault, CoveredArticle, PackCoverage } from "./coverage.ts";
import { decisionLabel } from "./decision-words.ts";

const COVERAGE_FAULTS: Readonly<Record<CoverageFault, Label>> = {
  "article-missing": { zh: "文件里有，政策包里没有", en: "on paper, but not in the pack" },
  "article-not-on-paper": { zh: "政策包里有，文件里没有", en: "in the pack, but not on paper" },
  "article-twice": { zh: "政策包里写了两次", en: "twice in the pack" },
  "headings-not-counted": { zh: "没有数过文件的标题", en: "nobody counted the paper's headings" },
  "not-reached": { zh: "标为规则，但没有情景运行到", en: "a rule that no scenario reaches" },
  "reached-otherwise": {
    zh: "运行到了，但不是所标的规则",
    en: "reached, but by another decision than named",
  },
  "cited-beside-decisions": {
    zh: "标为配套功能，却被规则引用",
    en: "left to a function beside the decisions, yet a decision cites it",
  },
  "cited-without-article": { zh: "被引用，但没有这一条", en: "cited, but no article" },
  "mentioned-without-article": { zh: "情景提到，但没有这一条", en: "mentioned, but no article" },
  "scenario-fails": { zh: "情景不符", en: "the scenario fails" },
};

export type CoverageFormat = "words" | "json";

/** The report on several packs; 1 where anything is amiss. */
export function reportCoverage(
  coverages: readonly PackCoverage[],
  format: CoverageFormat,
): { readonly text: string; readonly exitCode: 0 | 1 } {
  const faults = coverages.reduce((sum, coverage) => sum + coverage.faults.length, 0);
  const exitCode = faults === 0 ? 0 : 1;
  if (format === "json") return { text: coverages.map(coverageInJson).join(""), exitCode };
  const verdict = faults === 0 ? "全部条款都有着落" : `${faults} 处不符`;
  return { text: `${coverages.map(coverageInWords).join("\n")}${verdict}\n`, exitCode };
}

/** A line of JSON an article, then one a fault. */
function coverageInJson({ pack, articles, faults }: PackCoverage): string {
  const lines = [
    ...articles.map(({ article, decisions, reachedIn, scenarios, shownBy }) => ({
      policy: pack.id,
      clause: article.clause,
      title: article.title.zh,
      answer: article.answer.by,
      ...(article.answer.by === "rule"
        ? { rule: article.answer.rule }
        : {
            capability: article.answer.capability,
            about: CAPABILITIES[article.answer.capability].about,
            stands: CAPABILITIES[article.answer.capability].stands,
          }),
      reached: decisions,
      reached_in: reachedIn,
      scenarios,
      scenarios_by: shownBy,
      ok: !faults.some(({ where }) => where === article.clause),
    })),
    ...faults.map(({ fault, where }) => ({ policy: pack.id, ok: false, fault, where })),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function coverageInWords({ pack, articles, faults }: PackCoverage): string {
  const byRule = articles.filter(({ article }) => article.answer.by === "rule").length;
  return [
    `${pack.id} ${pack.title.zh}`,
    ...articles.map((covered) => articleInWords(covered, articles)),
    `  共 ${articles.length} 条：由规则落实 ${byRule} 条，由配套功能落实 ${articles.length - byRule} 条`,
    "",
    ...faults.map(({ fault, where }) => `不符 ${pack.id} ${where}：${COVERAGE_FAULTS[fault].zh}`),
    "",
  ].join("\n");
}

function capabilityInWords(capability: Capability): string {
  const { zh, about, stands } = CAPABILITIES[capability];
  const yet = stands === "built" ? "" : "，待建";
  return `配套功能 ${zh}（${ARTICLE_TOPICS[about].zh}${yet}）`;
}

function articleInWords(covered: CoveredArticle, all: readonly CoveredArticle[]): string {
  const { article, decisions, reachedIn } = covered;
  const answer =
    article.answer.by === "rule"
      ? `规则 ${decisionLabel(article.answer.rule).zh}，${reachedIn} 个情景运行到`
      : capabilityInWords(article.answer.capability);
  const others = decisions
    .filter((rule) => article.answer.by !== "rule" || rule !== article.answer.rule)
    .map((rule) => decisionLabel(rule).zh);
  const also = others.length === 0 ? "" : `；另见 ${others.join("、")}`;
  const names = scenariosToShow(covered, all)
    .map((name) => `\n      · ${name}`)
    .join("");
  return `  ${article.clause} ${article.title.zh}\n    ${answer}${also}${names}`;
}
