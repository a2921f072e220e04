// A pack as a document for a policy officer: who, when, how, what follows, and what stands behind
// it. Everything is found by asking the pack or by running it; nothing here knows a region.

import { clausePlace, formatDay } from "@lingdai/policy";
import type { Pack } from "@lingdai/policy";

import type { PackCoverage } from "./coverage.ts";
import { cycleSection } from "./cycle-section.ts";
import { sayIn } from "./document-parts.ts";
import type { Language, PolicyDocument } from "./document-parts.ts";
import { evidenceSection } from "./evidence-section.ts";
import { paymentSection } from "./payment-section.ts";
import {
  articleSection,
  optionSection,
  readingSection,
  scenarioSection,
} from "./reference-sections.ts";
import { lossSection, scopeSection } from "./scope-section.ts";
import { storySection } from "./story-section.ts";
import { taskSection } from "./task-section.ts";

export function describePack(coverage: PackCoverage, language: Language): PolicyDocument {
  const say = sayIn(language);
  const { pack } = coverage;
  const isFinished = coverage.faults.length === 0;
  const ruled = coverage.articles.filter(({ article }) => article.answer.by === "rule").length;
  const waiting = coverage.articles.length - ruled;
  const { scenarioCount } = coverage;
  return {
    language,
    title: say(pack.title),
    subtitle: say(pack.instrument),
    contents: say({ zh: "目录", en: "Contents" }),
    head: [
      [say({ zh: "政策包", en: "Pack" }), pack.id],
      [say({ zh: "有效期", en: "In force" }), validityInWords(pack, language)],
      [
        say({ zh: "条款", en: "Articles" }),
        say({
          zh: `${coverage.articles.length} 条：${ruled} 条由规则落实；${waiting} 条讲界面、办事、宣传和追款，由配套功能落实`,
          en: `${coverage.articles.length}: ${ruled} by rules; ${waiting} about screens, staff, publicity and recovery are answered by functions beside the decisions`,
        }),
      ],
      [
        say({ zh: "核对", en: "Checked" }),
        isFinished
          ? say({
              zh: `${scenarioCount} 个情景全部通过，条款全部有着落`,
              en: `all ${scenarioCount} scenarios pass, every article is answered`,
            })
          : say({
              zh: `有 ${coverage.faults.length} 处不符，见 lingdai policy coverage ${pack.id}`,
              en: `${coverage.faults.length} faults, see lingdai policy coverage ${pack.id}`,
            }),
      ],
      [say({ zh: "条款写法", en: "Clauses" }), clauseExamples(pack, language)],
    ],
    sections: [
      scopeSection(pack, language),
      cycleSection(pack, language),
      evidenceSection(pack, language),
      lossSection(pack, language),
      taskSection(pack, language),
      paymentSection(pack, language),
      storySection(pack, language),
      optionSection(pack, language),
      articleSection(coverage, language),
      readingSection(pack, language),
      scenarioSection(coverage, language),
    ],
  };
}

/** One clause of each depth as the paper names it: who holds the paper must find it. */
function clauseExamples(pack: Pack, language: Language): string {
  const say = sayIn(language);
  const shapes = new Map<string, string>();
  for (const { clause } of pack.articles) shapes.set(clause.replaceAll(/\d+/g, "0"), clause);
  const examples = [...shapes.values()].map((clause) => {
    const place = say(clausePlace(pack, clause));
    return say({ zh: `${clause} 是${place}`, en: `${clause} is ${place}` });
  });
  return examples.join(say({ zh: "；", en: "; " }));
}

function validityInWords({ validity }: Pack, language: Language): string {
  const say = sayIn(language);
  const from = formatDay(validity.from);
  if (validity.to === undefined) return say({ zh: `${from} 起`, en: `from ${from}` });
  const to = formatDay(validity.to);
  return say({ zh: `${from} 至 ${to}`, en: `${from} to ${to}` });
}
