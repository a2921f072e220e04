// Holds a pack's articles against the paper's headings and against what runs of its scenarios
// reach: which decision answers each article, which scenarios show it, and everything that is
// amiss. Knows no output format.

import type { Article, Citation, DecisionRule, Pack, Scenario } from "@lingdai/policy";

import { citableClauses } from "./citable-clauses.ts";
import { traceScenario } from "./citation-trace.ts";
import type { ScenarioTrace } from "./citation-trace.ts";
import { clausesOnPaper } from "./headings.ts";
import { clausesMentioned } from "./scenario-mentions.ts";

/** What can be amiss with a clause, or with a scenario. */
export type CoverageFault =
  | "article-missing"
  | "article-not-on-paper"
  | "article-twice"
  | "headings-not-counted"
  | "not-reached"
  | "reached-otherwise"
  | "cited-beside-decisions"
  | "cited-without-article"
  | "mentioned-without-article"
  | "scenario-fails";

export interface CoveredArticle {
  readonly article: Article;
  /** The decisions of runs that cited it or one of its items. */
  readonly decisions: readonly DecisionRule[];
  /** The scenarios in whose runs that happened. */
  readonly reachedIn: number;
  /**
   * The names of the scenarios whose name or expected basis mentions it or one of its items; where
   * none does, of those that reach it.
   */
  readonly scenarios: readonly string[];
  readonly shownBy: "name" | "run";
}

export interface PackCoverage {
  readonly pack: Pack;
  readonly scenarioCount: number;
  readonly articles: readonly CoveredArticle[];
  /** The clause concerned, or the name of a scenario. */
  readonly faults: readonly { readonly fault: CoverageFault; readonly where: string }[];
}

/** `SC 13` is met by `SC 13.2`, as in a scenario's `basis`. */
function isMetBy(clause: Citation, cited: Citation): boolean {
  return cited === clause || cited.startsWith(`${clause}.`);
}

export function coverPack(pack: Pack, scenarios: readonly Scenario[]): PackCoverage {
  const traces = scenarios.map((scenario) => traceScenario(pack, scenario));
  const mentions = new Map(
    scenarios.map((scenario) => [scenario, clausesMentioned(scenario, pack.citationPrefix)]),
  );
  const articles = pack.articles.map((article) => coverArticle(article, traces, mentions));
  return {
    pack,
    scenarioCount: scenarios.length,
    articles,
    faults: [
      ...paperFaults(pack),
      ...articles.flatMap((covered) => answerFaults(covered, traces)),
      ...strangers(
        pack,
        [...citableClauses(pack), ...reachedClauses(traces)],
        "cited-without-article",
      ),
      ...strangers(
        pack,
        [...mentions.values()].flatMap((clauses) => [...clauses]),
        "mentioned-without-article",
      ),
      ...traces
        .filter((trace) => !trace.passed)
        .map(({ scenario }) => ({ fault: "scenario-fails" as const, where: scenario.name })),
    ],
  };
}

function coverArticle(
  article: Article,
  traces: readonly ScenarioTrace[],
  mentions: ReadonlyMap<Scenario, ReadonlySet<Citation>>,
): CoveredArticle {
  const decisions = new Set<DecisionRule>();
  const reaching: string[] = [];
  for (const { scenario, reached } of traces) {
    const rules = [...reached]
      .filter(([cited]) => isMetBy(article.clause, cited))
      .flatMap(([, cause]) => [...cause]);
    if (rules.length > 0) reaching.push(scenario.name);
    for (const rule of rules) decisions.add(rule);
  }
  const mentioning = [...mentions]
    .filter(([, clauses]) => [...clauses].some((clause) => isMetBy(article.clause, clause)))
    .map(([scenario]) => scenario.name);
  return {
    article,
    decisions: [...decisions].toSorted(),
    reachedIn: reaching.length,
    scenarios: mentioning.length === 0 ? reaching : mentioning,
    shownBy: mentioning.length === 0 ? "run" : "name",
  };
}

/** Of scenarios that reach a clause without naming it, a few will do. */
const UNNAMED_MAX = 3;

/** An article's scenarios to be shown: without those that stand with one of its own items. */
export function scenariosToShow(
  covered: CoveredArticle,
  all: readonly CoveredArticle[],
): readonly string[] {
  const { clause } = covered.article;
  const below = all.filter(
    ({ article }) => article.clause !== clause && isMetBy(clause, article.clause),
  );
  const elsewhere = new Set(below.flatMap(({ scenarios }) => scenarios));
  const own = covered.scenarios.filter((name) => !elsewhere.has(name));
  return covered.shownBy === "name" ? own : own.slice(0, UNNAMED_MAX);
}

type Faults = PackCoverage["faults"];

function paperFaults(pack: Pack): Faults {
  const given = pack.articles.map((article) => article.clause);
  const twice = given
    .filter((clause, at) => given.indexOf(clause) !== at)
    .map((where) => ({ fault: "article-twice" as const, where }));
  const onPaper = clausesOnPaper(pack);
  if (onPaper === undefined) {
    return [...twice, { fault: "headings-not-counted", where: pack.citationPrefix }];
  }
  return [
    ...twice,
    ...onPaper
      .filter((clause) => !given.includes(clause))
      .map((where) => ({ fault: "article-missing" as const, where })),
    ...given
      .filter((clause) => !onPaper.includes(clause))
      .map((where) => ({ fault: "article-not-on-paper" as const, where })),
  ];
}

function answerFaults(
  { article, decisions }: CoveredArticle,
  traces: readonly ScenarioTrace[],
): Faults {
  const where = article.clause;
  if (article.answer.by === "capability") {
    // What a decision rests on is no matter for what stands beside the decisions.
    const isCited = traces.some((trace) => trace.reached.has(article.clause));
    return isCited ? [{ fault: "cited-beside-decisions", where }] : [];
  }
  if (decisions.length === 0) return [{ fault: "not-reached", where }];
  return decisions.includes(article.answer.rule) ? [] : [{ fault: "reached-otherwise", where }];
}

function reachedClauses(traces: readonly ScenarioTrace[]): readonly Citation[] {
  return traces.flatMap((trace) => [...trace.reached.keys()]);
}

function strangers(pack: Pack, clauses: readonly Citation[], fault: CoverageFault): Faults {
  const known = new Set(pack.articles.map((article) => article.clause));
  return [...new Set(clauses)]
    .filter((clause) => !known.has(clause))
    .map((where) => ({ fault, where }));
}
