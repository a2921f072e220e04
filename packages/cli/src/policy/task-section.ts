// Who verifies, by when, and what follows when nobody answers: found by asking the pack's own
// rules about every situation. Knows no region.

import { INSURANCES, dayOf, formatDay } from "@lingdai/policy";
import type { Body, EntitlementFacts, Insurance, Label, Pack } from "@lingdai/policy";

import { BODIES } from "./decision-words.ts";
import { bullets, enumerate, paragraph, sayIn, table } from "./document-parts.ts";
import type { Language, Section } from "./document-parts.ts";
import { exampleDates } from "./example-dates.ts";
import { coveredKinds, hasComingOfAge } from "./scope-section.ts";

export function taskSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  const { tasks } = pack;
  const openedOn = dayOf(exampleDates(pack).year, 3, 15);
  const opened = formatDay(openedOn);
  const due = formatDay(tasks.dueOn(openedOn));
  const confirmDue = formatDay(tasks.confirmationDueOn(openedOn));
  const byDay = (day: string) =>
    say({ zh: `${opened} 开出的任务 ${day} 到期`, en: `opened on ${opened}, due ${day}` });
  return {
    id: "tasks",
    title: say({ zh: "核实任务", en: "Verification tasks" }),
    blocks: [
      table(
        [
          say({ zh: "核实什么", en: "What" }),
          say({ zh: "由谁核实", en: "By whom" }),
          say({ zh: "期限（例）", en: "Due (example)" }),
        ],
        [
          [
            say(hasComingOfAge(pack) ? DOUBTS_OF_DEPENDANTS : DOUBTS),
            bodiesInWords(pack, tasks.bodyFor, language),
            byDay(due),
          ],
          [
            say({ zh: "确认数据显示的丧失", en: "A loss from records" }),
            bodiesInWords(pack, tasks.confirmationBody, language),
            byDay(confirmDue),
          ],
          [
            say({ zh: "异议", en: "An objection" }),
            say({ zh: "与没有认证信息时相同", en: "as without a sign" }),
            say({ zh: "三个月", en: "three months" }),
          ],
        ],
      ),
      bullets(
        [
          {
            zh: "基层或单位逾期未办的任务，次日转社保经办机构，期限一个月；经办机构自己逾期的留着并计数。",
            en: "A task that a service point or unit leaves overdue moves to the agency the day after, due in a month; the agency's own stays and is counted.",
          },
          ...unreachableInWords(pack),
        ].map(say),
      ),
      paragraph(say(hasComingOfAge(pack) ? PRECEDENCE_WITH_DEPENDANTS : PRECEDENCE)),
    ],
  };
}

const DOUBTS: Label = { zh: "没有认证信息、信息矛盾", en: "No sign, a conflict" };
const DOUBTS_OF_DEPENDANTS: Label = {
  zh: "没有认证信息、信息矛盾、劳动能力不明",
  en: "No sign, a conflict, incapacity unknown",
};

const PRECEDENCE: Label = {
  zh: "同一待遇同时只有一个任务，先后为：确认丧失、矛盾、异议、没有认证信息。",
  en: "A benefit has one task at most: confirmation before conflict, objection and no sign.",
};
const PRECEDENCE_WITH_DEPENDANTS: Label = {
  zh: "同一待遇同时只有一个任务，先后为：确认丧失、矛盾、劳动能力不明、异议、没有认证信息。",
  en: "A benefit has one task at most: confirmation before conflict, unknown incapacity, objection and no sign.",
};

type BodyRule = (facts: EntitlementFacts) => Body;

/** What may be on file about a person, by which the body is chosen. */
const SITUATIONS = [
  { key: "both", hasUnit: true, hasResidence: true },
  { key: "residence", hasUnit: false, hasResidence: true },
  { key: "unit", hasUnit: true, hasResidence: false },
  { key: "neither", hasUnit: false, hasResidence: false },
] as const;

/** Situations with one answer, as people say them; all four need no words. */
const SITUATION_WORDS: Readonly<Record<string, Label>> = {
  "both residence": { zh: "登记了居住地的", en: "residence known" },
  "unit neither": { zh: "没有登记居住地的", en: "residence unknown" },
  "both unit": { zh: "有单位的", en: "with a unit" },
  "residence neither": { zh: "没有单位的", en: "without a unit" },
  both: { zh: "有单位也有居住地的", en: "with a unit and a residence" },
  residence: { zh: "没有单位、登记了居住地的", en: "with a residence, without a unit" },
  unit: { zh: "有单位、没有登记居住地的", en: "with a unit, without a residence" },
  neither: { zh: "两样都没有的", en: "with neither" },
};

/** Insurances that answer alike stand together; where every situation answers alike, once. */
function bodiesInWords(pack: Pack, rule: BodyRule, language: Language): string {
  const say = sayIn(language);
  const groups = new Map<string, Insurance[]>();
  for (const insurance of new Set(coveredKinds(pack).map((each) => each.insurance))) {
    const answer = answersOf(pack, rule, insurance, language);
    groups.set(answer, [...(groups.get(answer) ?? []), insurance]);
  }
  return [...groups]
    .map(([answer, insurances]) => {
      if (groups.size === 1) return answer;
      const names = enumerate(
        language,
        insurances.map((each) => say(INSURANCES[each])),
      );
      return say({ zh: `${names}：${answer}`, en: `${names}: ${answer}` });
    })
    .join("\n");
}

function answersOf(pack: Pack, rule: BodyRule, insurance: Insurance, language: Language): string {
  const say = sayIn(language);
  const [kind] = coveredKinds(pack).filter((each) => each.insurance === insurance);
  if (kind === undefined) return "";
  const answers = SITUATIONS.map(({ key, hasUnit, hasResidence }) => ({
    key,
    body: rule({
      ...kind,
      since: pack.validity.from,
      status: "paying",
      hasPhone: true,
      hasUnit,
      hasResidence,
    }),
  }));
  const bodies = new Set(answers.map(({ body }) => body));
  if (bodies.size === 1) return [...bodies].map((body) => say(BODIES[body])).join("");
  return [...bodies]
    .map((body) => {
      const keys = answers.filter((answer) => answer.body === body).map(({ key }) => key);
      const whose = SITUATION_WORDS[keys.join(" ")];
      const who = say(BODIES[body]);
      return whose === undefined
        ? who
        : say({ zh: `${whose.zh}，${who}`, en: `${whose.en}: ${who}` });
    })
    .join(say({ zh: "；", en: "; " }));
}

function unreachableInWords(pack: Pack): readonly Label[] {
  const { tasks, suspension } = pack;
  const lines: Label[] = [];
  if (tasks.bodyAfterUnitUnreachable !== undefined) {
    const { zh, en } = BODIES[tasks.bodyAfterUnitUnreachable];
    lines.push({
      zh: `单位联系不上本人的，任务转${zh}，重新计算期限。`,
      en: `Where the unit cannot reach the person, the task goes to the ${en} with a new due date.`,
    });
  }
  switch (tasks.afterUnreachable) {
    case "close":
      lines.push({
        zh: "核实人联系不上本人的，当日暂停发放，任务结束。",
        en: "Whoever cannot be reached is suspended that day, and the task is closed.",
      });
      break;
    case "to-agency":
      lines.push({
        zh: "核实人联系不上本人的，任务转社保经办机构，期限一个月；经办机构也联系不上的，当日暂停。",
        en: "Out of reach, the task goes to the agency for a month; out of the agency's reach too, suspended that day.",
      });
      break;
    case "stay":
      lines.push(
        suspension.unreachableOnlyAfterDeadline
          ? {
              zh: "联系不上本人的，列入公告名单，任务保留；截止日期以后经办机构也联系不上的才暂停。",
              en: "Out of reach, the person is put on the public list and the task stays; only after the deadline does the agency's own finding suspend.",
            }
          : {
              zh: "联系不上本人的，列入公告名单，任务保留。",
              en: "Out of reach, the person is put on the public list and the task stays.",
            },
      );
      break;
  }
  return lines;
}
