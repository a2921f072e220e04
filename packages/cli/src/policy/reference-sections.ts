// The parts of a policy document that one looks things up in: options, articles with what answers
// them, our readings, scenarios. Judges nothing.

import { ARTICLE_TOPICS, CAPABILITIES, clausePlace } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";

import type { CoveredArticle, PackCoverage } from "./coverage.ts";
import { scenariosToShow } from "./coverage.ts";
import { decisionLabel } from "./decision-words.ts";
import { optionName, optionValue } from "./option-words.ts";
import { enumerate, paragraph, sayIn, table } from "./document-parts.ts";
import type { Language, Section } from "./document-parts.ts";

export function optionSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  return {
    id: "options",
    title: say({ zh: "可调的选项", en: "Options" }),
    blocks: [
      table(
        [
          say({ zh: "选项", en: "Option" }),
          say({ zh: "默认值", en: "Default" }),
          say({ zh: "依据", en: "Clauses" }),
          say({ zh: "说明", en: "What it means" }),
        ],
        Object.entries(pack.options).map(([option, value]) => {
          const reading = pack.readings.find((each) => each.option === option);
          return [
            say(optionName(option)),
            say(optionValue(option, value)),
            clauses(reading?.cites ?? [], language),
            reading === undefined ? "" : say(reading),
          ];
        }),
      ),
    ],
  };
}

export function readingSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  return {
    id: "readings",
    title: say({ zh: "我们的理解", en: "Our readings" }),
    blocks: [
      paragraph(
        say({
          zh: "文件没有写明或写得不清楚的地方，我们这样理解。主管部门另有解释的，改这里就行，程序不用改。",
          en: "How we read what the text leaves open. Where the authority reads it otherwise, this is what changes, not the engine.",
        }),
      ),
      table(
        [
          say({ zh: "我们的理解", en: "Our reading" }),
          say({ zh: "依据", en: "Clauses" }),
          say({ zh: "名称", en: "Name" }),
        ],
        pack.readings
          .filter(({ option }) => !Object.hasOwn(pack.options, option))
          .map((reading) => [say(reading), clauses(reading.cites, language), reading.option]),
      ),
    ],
  };
}

export function articleSection({ pack, articles }: PackCoverage, language: Language): Section {
  const say = sayIn(language);
  return {
    id: "articles",
    title: say({ zh: "逐条对照", en: "Article by article" }),
    blocks: [
      paragraph(
        say({
          zh: "条文用我们自己的话概括，以原文为准。“规则”是系统按这一条作出的决定；“配套功能”是认定之外的功能，如界面、台账和文书（写明“待建”的尚未做好），只用于讲界面、办事、宣传和追款的条款，不决定发不发钱。",
          en: "In our own words; the instrument itself prevails. A rule is a decision of the system by this clause; a function beside them, such as screens, ledgers and letters (“planned”: not there yet), answers only for clauses about screens, staff, publicity and recovery, and decides no payment.",
        }),
      ),
      table(
        [
          say({ zh: "条款", en: "Clause" }),
          say({ zh: "题目", en: "Title" }),
          say({ zh: "大意", en: "In short" }),
          say({ zh: "由什么落实", en: "Answered by" }),
        ],
        articles.map((covered) => [
          clauseInWords(pack, covered.article.clause, language),
          say(covered.article.title),
          say(covered.article.summary),
          answerInWords(covered, language),
        ]),
      ),
    ],
  };
}

/** The clause as the paper names it, and as everything else here cites it. */
function clauseInWords(pack: Pack, clause: string, language: Language): string {
  const say = sayIn(language);
  const place = say(clausePlace(pack, clause));
  return place === clause
    ? clause
    : say({ zh: `${place}（${clause}）`, en: `${place} (${clause})` });
}

function answerInWords({ article, decisions }: CoveredArticle, language: Language): string {
  const say = sayIn(language);
  const { answer } = article;
  if (answer.by === "capability") {
    const { about, stands, ...what } = CAPABILITIES[answer.capability];
    const topic = say(ARTICLE_TOPICS[about]);
    const yet = stands === "built" ? "" : say({ zh: "，待建", en: ", planned" });
    return say({
      zh: `配套功能：${what.zh}（${topic}${yet}）`,
      en: `beside the decisions: ${what.en} (${topic}${yet})`,
    });
  }
  const rule = say(decisionLabel(answer.rule));
  if (decisions.length === 0) {
    return say({ zh: `没有情景运行到：${rule}`, en: `no run reaches it: ${rule}` });
  }
  // The rule that the pack names comes first; others that cite the clause follow.
  const others = decisions.filter((each) => each !== answer.rule).map(decisionLabel);
  const named = say({ zh: `规则：${rule}`, en: `rule: ${rule}` });
  if (others.length === 0) return named;
  const list = enumerate(language, others.map(say));
  return say({ zh: `${named}；另见 ${list}`, en: `${named}; also ${list}` });
}

export function scenarioSection(coverage: PackCoverage, language: Language): Section {
  const say = sayIn(language);
  return {
    id: "scenarios",
    title: say({ zh: "每一条的情景", en: "Scenarios by clause" }),
    blocks: [
      paragraph(
        say({
          zh: "情景是可以运行的例子，由人照条文手算出结果。它的名称是一句可以争论的话，目前只有英文。列出的是点名写到这一条的情景；没有点名的，列三个运行时引用了它的。可用 lingdai scenario 重跑。",
          en: "A scenario is an example that runs; its name is a claim. Listed are those that name the clause or expect it, else three whose runs cite it. Run them again with lingdai scenario.",
        }),
      ),
      table(
        [
          say({ zh: "条款", en: "Clause" }),
          say({ zh: "运行到", en: "Reached in" }),
          say({ zh: "情景", en: "Scenarios" }),
        ],
        coverage.articles.flatMap((covered) => {
          const own = scenariosToShow(covered, coverage.articles);
          return own.length === 0
            ? []
            : [
                [
                  clauseInWords(coverage.pack, covered.article.clause, language),
                  String(covered.reachedIn),
                  own.join("\n"),
                ],
              ];
        }),
      ),
    ],
  };
}

function clauses(cites: readonly string[], language: Language): string {
  return enumerate(language, cites);
}
