// What people are told, by notice: plain words, the name masked, a day, where to turn. Never a link:
// whoever is used to links in such messages will follow a cheat's one day.

import type { BenefitKind, Notice } from "@lingdai/policy";
import { BENEFIT_KINDS, INSURANCES, STOP_REASONS, civilOf, isCodeOf } from "@lingdai/policy";
import type { MessageFacts, PersonalData } from "@lingdai/store";
import { maskName } from "@lingdai/store";

export interface MessageText {
  /** The notice; a gateway that wants its templates registered knows them by it. */
  readonly template: Notice;
  readonly parameters: Readonly<Record<string, string>>;
  readonly text: string;
}

const HOTLINE = "咨询请拨打12333。";

/** Each text with its places: `name`, `benefit`, `deadline`, `day`, `reason`. */
const TEXTS: Readonly<Record<Notice, string>> = {
  "expiry-reminder":
    "您好：{name}的{benefit}需在{deadline}（含当天）前完成领取资格认证。可以用手机认证，也可以到就近的社区或社保窗口办理，" +
    `行动不便的可以预约上门。已经认证过的不用再办。${HOTLINE}`,
  "expiry-reminder-unit":
    "贵单位的{name}，{benefit}需在{deadline}（含当天）前完成领取资格认证，档案里没有本人电话，请转告本人或协助办理。",
  "task-notice": "有一项核实任务：{name}，{benefit}，请在任务列表中查看办理期限并核实。",
  "suspension-notice":
    "您好：{name}的{benefit}自{day}起暂停发放，原因：{reason}。仍符合领取条件的，请尽快到就近的社区或社保窗口核实，" +
    `核实后恢复发放。对此有异议的，也可以在窗口提出。${HOTLINE}`,
  "stop-notice":
    "您好：{name}的{benefit}自{day}起停发，原因：{reason}。领取人已经去世的，请家属到社保窗口办理待遇注销；" +
    `仍符合领取条件的，可以到社保窗口申请恢复发放。${HOTLINE}`,
  "resume-notice": `您好：{name}的{benefit}已恢复发放，从{day}起。应补发的月份审核后补发。${HOTLINE}`,
};

/** The text of a message about somebody. */
export function messageText(facts: MessageFacts, person: PersonalData): MessageText {
  const template = noticeOf(facts.notice);
  const parameters = {
    name: maskName(person.names[0] ?? ""),
    benefit: benefitOf(facts),
    ...(facts.deadline === null ? {} : { deadline: dayInWords(facts.deadline) }),
    day: dayInWords(facts.issuedOn),
    ...(facts.stopReason === null ? {} : { reason: reasonOf(facts.stopReason) }),
  };
  return { template, parameters, text: filled(TEXTS[template], parameters) };
}

/** A place for which nothing is known is told in general words, never left as a hole. */
const OTHERWISE: Readonly<Record<string, string>> = {
  deadline: "本周期的截止日",
  reason: "待核实",
};

function filled(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\{(\w+)\}/g,
    (_place, name: string) => parameters[name] ?? OTHERWISE[name] ?? "",
  );
}

function noticeOf(notice: string): Notice {
  if (!isCodeOf(TEXTS, notice)) throw new RangeError(`no text for ${notice}`);
  return notice;
}

/** The pension by its insurance; of an injury or a survivor the kind says more. */
function benefitOf({ insurance, kind }: MessageFacts): string {
  if (isCodeOf(BENEFIT_KINDS, kind) && !PENSIONS.has(kind)) return BENEFIT_KINDS[kind].zh;
  return isCodeOf(INSURANCES, insurance) ? `${INSURANCES[insurance].zh}待遇` : "待遇";
}
const PENSIONS: ReadonlySet<BenefitKind> = new Set<BenefitKind>([
  "retirement-pension",
  "resident-pension",
]);

function reasonOf(reason: string): string {
  return isCodeOf(STOP_REASONS, reason) ? STOP_REASONS[reason].zh : reason;
}

function dayInWords(day: number): string {
  const { year, month, dayOfMonth } = civilOf(day);
  return `${year}年${month}月${dayOfMonth}日`;
}
