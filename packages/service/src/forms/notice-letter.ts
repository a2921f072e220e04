// The letter that tells somebody of a suspension, a stop or a resumption (SC 25, SC 37): what changed,
// since when, why, by which clause, and what they can do. A letter about a death goes to the family.

import {
  BENEFIT_KINDS,
  civilOf,
  clausePlace,
  findPack,
  INSURANCES,
  LOSS_SIGNS,
  STOP_REASONS,
} from "@lingdai/policy";
import type { NoticeFacts } from "@lingdai/store";

import { BLANK_DAY, dayInWords, wordOf } from "./form-words.ts";
import type { PersonOnForm } from "./person-on-form.ts";
import type { Letter } from "./printed-form.ts";

export const LETTERS = ["suspension-notice", "stop-notice", "resume-notice"] as const;
export type LetterNotice = (typeof LETTERS)[number];

/** What is filled in; an empty letter has room for a hand instead. */
interface Gaps {
  readonly number: string;
  readonly addressee: string;
  /** To the person or, of whom the letter speaks, to the family. */
  readonly whose: string;
  readonly name: string;
  readonly idNumber: string;
  readonly insurance: string;
  readonly benefit: string;
  readonly agency: string;
  readonly day: string;
  readonly reason: string;
  readonly basis: string;
}

const ROOM = "______________";
const EMPTY: Gaps = {
  number: "编号：____________",
  addressee: ROOM,
  whose: "",
  name: "",
  idNumber: "",
  insurance: "",
  benefit: ROOM,
  agency: ROOM,
  day: BLANK_DAY,
  reason: ROOM,
  basis: `依据：${ROOM}${ROOM}。`,
};

interface Words {
  readonly title: string;
  readonly status: string;
  readonly paragraphs: (gaps: Gaps) => readonly string[];
}

const OBJECTION =
  "对此有异议的，可以向发放待遇的社会保险经办机构或者就近的社区、社保窗口提出。咨询电话：12333。";

const WORDS: Readonly<Record<LetterNotice, Words>> = {
  "suspension-notice": {
    title: "暂停发放社会保险待遇通知书",
    status: "暂停发放",
    paragraphs: ({ whose, benefit, day, reason, basis }) => [
      `${whose}${benefit}自${day}起暂停发放。原因：${reason}。${basis}`,
      "仍符合领取条件的，请尽快到就近的社区或社保窗口核实，行动不便的可以预约上门。核实后恢复发放，暂停期间应发的待遇按规定补发。",
      OBJECTION,
    ],
  },
  "stop-notice": {
    title: "停止发放社会保险待遇通知书",
    status: "停发",
    paragraphs: ({ whose, benefit, day, reason, basis }) => [
      `${whose}${benefit}自${day}起停止发放。原因：${reason}。${basis}`,
      "领取人已经去世的，请家属携带相关证明到社保窗口办理待遇注销，并领取应发的待遇。",
      "仍符合领取条件的，请本人或家属到社保窗口申请恢复发放。",
      OBJECTION,
    ],
  },
  "resume-notice": {
    title: "恢复发放社会保险待遇通知书",
    status: "正常发放",
    paragraphs: ({ whose, benefit, day, basis }) => [
      `${whose}${benefit}已恢复发放，从${day}起。${basis}`,
      "应补发的月份，审核后补发到原来的账户。请在下一个认证截止日期之前完成资格认证。",
      OBJECTION,
    ],
  },
};

export function isLetterNotice(notice: string): notice is LetterNotice {
  return LETTERS.some((each) => each === notice);
}

export function noticeLetter(
  notice: LetterNotice,
  facts: NoticeFacts,
  person: PersonOnForm,
): Letter {
  const { noticeId, issuedOn, stopReason } = facts;
  const insurance = wordOf(INSURANCES, facts.insurance);
  const agency = facts.agencyName ?? facts.payDivision;
  const isToFamily = stopReason === "death";
  return letterOf(notice, {
    number: `编号：${civilOf(issuedOn).year}-${noticeId}`,
    addressee: isToFamily ? `${person.name}的家属` : person.name,
    whose: isToFamily ? `${person.name}的` : "您的",
    name: person.name,
    idNumber: person.idNumber,
    insurance,
    benefit: `${insurance}（${wordOf(BENEFIT_KINDS, facts.kind)}）`,
    agency,
    day: dayInWords(issuedOn),
    reason: reasonOf(facts),
    basis: basisOf(facts),
  });
}

export function emptyLetter(notice: LetterNotice): Letter {
  return letterOf(notice, EMPTY);
}

function letterOf(notice: LetterNotice, gaps: Gaps): Letter {
  const { title, status, paragraphs } = WORDS[notice];
  const isEmpty = gaps === EMPTY;
  return {
    sort: "letter",
    title,
    number: gaps.number,
    salutation: `${gaps.addressee}：`,
    paragraphs: paragraphs(gaps),
    facts: [
      ["姓　　名", gaps.name],
      ["证件号码", gaps.idNumber],
      ["险　　种", gaps.insurance],
      ["发放机构", isEmpty ? "" : `${gaps.agency}社会保险经办机构`],
      ["待遇状态", status],
      ["起始日期", isEmpty ? "" : gaps.day],
    ],
    signature: [`${gaps.agency}社会保险经办机构（章）`, gaps.day],
    slip: {
      title: "送 达 回 执",
      lines: [
        `${gaps.number}　　${title}`,
        "送达方式：□ 当面　□ 邮寄　□ 单位转交　□ 留置　□ 其他____________",
        `收到人签字：____________　与领取人关系：____________　收到日期：____年__月__日`,
        `送达人签字：____________　未能送达的原因：${ROOM}${ROOM}`,
      ],
    },
  };
}

/** The reason of then, and the record behind it where there was one. */
function reasonOf({ stopReason, lossKind }: NoticeFacts): string {
  if (stopReason === null) return "待核实";
  const reason = wordOf(STOP_REASONS, stopReason);
  return lossKind === null ? reason : `${reason}（${wordOf(LOSS_SIGNS, lossKind)}）`;
}

function basisOf({ policy, cites }: NoticeFacts): string {
  const pack = policy === null ? undefined : findPack(policy);
  if (pack === undefined || cites === null || cites.length === 0) return "";
  const places = cites.map((cite) => clausePlace(pack, cite).zh);
  return `依据：${pack.instrument.zh}${places.join("、")}。`;
}
