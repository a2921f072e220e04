// What people are told of each row of a register: what came of it, and how to mend what did not go
// through, in Chinese and English. Refusals of the policy core have their own words already.

import type { Label, Refusal } from "@lingdai/policy";
import { REFUSALS } from "@lingdai/policy";

/** What a row can come to when it went through. */
export const ENTERED = ["entered", "in-review", "filed-elsewhere", "entered-already"] as const;
export type Entered = (typeof ENTERED)[number];

export interface RowWords {
  readonly title: Label;
  readonly mend: Label;
}

const NOTHING: Label = { zh: "不用再办", en: "nothing" };

const WORDS: Readonly<Record<string, RowWords>> = {
  entered: { title: { zh: "已录入", en: "entered" }, mend: NOTHING },
  "in-review": {
    title: { zh: "已录入，待审核", en: "entered; waits for its reviews" },
    mend: { zh: "等待初审和复核", en: "wait for the two reviews" },
  },
  "filed-elsewhere": {
    title: { zh: "已登记，由参保地办理", en: "filed with the region that pays" },
    mend: { zh: "参保地按当地规定计入，不用再办", en: "its own rules decide there; nothing" },
  },
  "entered-already": {
    title: { zh: "以前录入过，没有重复录入", en: "entered before; not entered twice" },
    mend: NOTHING,
  },
  "unreadable-row": {
    title: { zh: "这一行读不出来", en: "the row cannot be read" },
    mend: { zh: "删去公式和特殊格式，重新填写这一行", en: "type the row anew, without formulas" },
  },
  "missing-field": {
    title: { zh: "必填的一栏是空的", en: "a cell that is needed is empty" },
    mend: { zh: "填好这一栏后再上传", en: "fill it in and hand the file in again" },
  },
  "lost-digits": {
    title: {
      zh: "号码被表格软件变成了数字，后几位已经丢失",
      en: "the number lost its last digits",
    },
    mend: {
      zh: "把这一栏改成文本格式，照登记簿重新输入完整号码",
      en: "make the cell a text and type the whole number again",
    },
  },
  "bad-id-format": {
    title: { zh: "证件号码的位数或写法不对", en: "the number is malformed" },
    mend: {
      zh: "对照证件改正号码；不是身份证的，选好证件类型",
      en: "correct it, or choose its type",
    },
  },
  "bad-birth-date-in-id": {
    title: { zh: "号码中的出生日期不存在", en: "there is no such birth date" },
    mend: { zh: "对照证件改正号码", en: "correct the number" },
  },
  "bad-id-checksum": {
    title: { zh: "号码的最后一位校验不对，至少有一位抄错", en: "the check digit is wrong" },
    mend: { zh: "对照证件逐位核对号码", en: "compare the number digit by digit" },
  },
  "bad-date": {
    title: { zh: "日期不存在或写法看不懂", en: "there is no such date" },
    mend: { zh: "写成 2026-05-08 这样的日期", en: "write it as 2026-05-08" },
  },
  "unknown-choice": {
    title: { zh: "不在下拉选项之中", en: "not one of the choices" },
    mend: { zh: "从下拉选项中选一个，或者留空", en: "choose one of the list, or none" },
  },
  "not-found": {
    title: { zh: "没有这个人，或者姓名与号码对不上", en: "nobody has this number and name" },
    mend: {
      zh: "对照证件核对姓名和号码；确认无误的，请本人携带证件到社保窗口查询",
      en: "compare both with the document; if they are right, ask at a counter",
    },
  },
  "name-mismatch": {
    title: { zh: "号码对上了，姓名与档案不符", en: "the name is not the one on record" },
    mend: {
      zh: "核对姓名；改过名的，先办理信息变更",
      en: "correct it, or have the record changed",
    },
  },
  "too-many": {
    title: { zh: "一小时内接待的外地人员太多", en: "too many people from elsewhere in an hour" },
    mend: { zh: "一小时后把同一个文件再上传一次", en: "hand the same file in again in an hour" },
  },
  "changed-meanwhile": {
    title: { zh: "这个人的档案正被别人改动", en: "somebody is changing this record" },
    mend: { zh: "过一会儿把同一个文件再上传一次", en: "hand the same file in again" },
  },
  "evidence-missing": {
    title: REFUSALS["evidence-missing"],
    mend: {
      zh: "把影像等凭据按行号随文件一起上传，或者逐人办理",
      en: "send the evidence along by line, or certify the person singly",
    },
  },
  "evidence-unusable": {
    title: {
      zh: "这一行的凭据不是能用的照片、视频或文件",
      en: "the evidence of this row is unusable",
    },
    mend: { zh: "换一份凭据后再上传", en: "send other evidence" },
  },
  "evidence-store-full": {
    title: { zh: "存放凭据的磁盘已满", en: "no room is left for evidence" },
    mend: { zh: "联系管理员后再上传", en: "tell the administrator, then try again" },
  },
};

export function wordsOfRow(code: string): RowWords {
  return WORDS[code] ?? { title: refusalWords(code), mend: SINGLY };
}

const SINGLY: Label = {
  zh: "按提示处理后再上传，或者在本人的档案里办理",
  en: "see to it and try again, or act on the person's record",
};

function refusalWords(code: string): Label {
  return Object.hasOwn(REFUSALS, code)
    ? REFUSALS[code as Refusal]
    : { zh: "没有办成", en: "it was not done" };
}

export function isEntered(code: string): code is Entered {
  return ENTERED.some((each) => each === code);
}
