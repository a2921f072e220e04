// The words of a report for codes that have none in the policy core: actions, causes, reasons of
// rejects, columns, bands in short. One table a code list, Chinese first.

import type { Cause, DueAction, EffortOrNone, Place, RejectReason } from "@lingdai/matching";
import { EFFORTS } from "@lingdai/matching";
import type { Band, Label } from "@lingdai/policy";
import { CONCLUSIONS, PENDING_REASONS } from "@lingdai/policy";

export const ACTION_WORDS: Readonly<Record<DueAction, Label>> = {
  suspend: { zh: "应暂停发放", en: "to be suspended" },
  verify: { zh: "应核实", en: "to be verified" },
  remind: { zh: "应提醒", en: "to be reminded" },
};

const CAUSE_WORDS: Readonly<Record<Exclude<Cause, "eligible">, Label>> = {
  lost: CONCLUSIONS.lost,
  ...PENDING_REASONS,
};

/** Why that action is due; for the eligible the action itself tells. */
export function dueCauseInWords(action: DueAction, cause: Cause): Label {
  if (cause !== "eligible") return CAUSE_WORDS[cause];
  return action === "remind"
    ? { zh: "快到认证期", en: "certification runs out soon" }
    : { zh: "连续几个月发放失败", en: "payments failed for months" };
}

export const EFFORT_WORDS: Readonly<Record<EffortOrNone, Label>> = {
  ...EFFORTS,
  unknown: { zh: "名册上没写办法", en: "method not on the roster" },
  none: { zh: "还没有认证记录", en: "no certification yet" },
};

export const EFFORT_MEANINGS: Readonly<Record<EffortOrNone, Label>> = {
  silent: {
    zh: "坐火车、看病、出入境等记录证明人健在。本人什么也不用做",
    en: "journeys, medical care and the like show it; the person does nothing",
  },
  phone: { zh: "本人或亲属刷脸、视频", en: "the person or a relative, by face or video" },
  met: { zh: "到窗口或社区、工作人员上门、单位确认", en: "counter, community, home visit, unit" },
  paper: { zh: "境外居住，寄来证明", en: "lives abroad and sends a certificate" },
  unknown: { zh: "只有日期", en: "only the day is known" },
  none: { zh: "批准待遇时查过，还没到认证期", en: "checked at the grant; not yet due" },
};

export const PLACE_WORDS: Readonly<Record<Place, Label>> = {
  ...CONCLUSIONS,
  "not-covered": { zh: "政策外", en: "not covered" },
  absent: { zh: "不在名册上", en: "not on the roster" },
};

export const BAND_WORDS: Readonly<Record<Band, Label>> = {
  "10-12m": { zh: "10个月到1年", en: "10–12 months" },
  "1-2y": { zh: "1到2年", en: "1–2 years" },
  "2-3y": { zh: "2到3年", en: "2–3 years" },
  "3-4y": { zh: "3到4年", en: "3–4 years" },
  "4-5y": { zh: "4到5年", en: "4–5 years" },
  "5y+": { zh: "5年以上", en: "5 years +" },
};

export const REJECT_WORDS: Readonly<Record<RejectReason, Label>> = {
  "unreadable-row": { zh: "整行读不出来", en: "row cannot be read" },
  "missing-field": { zh: "缺必填项", en: "required cell is empty" },
  "bad-id-format": { zh: "证件号码位数或字符不对", en: "ID number of the wrong form" },
  "bad-birth-date-in-id": {
    zh: "证件号码里的出生日期不对",
    en: "impossible birth date in the ID number",
  },
  "bad-id-checksum": { zh: "证件号码最后一位对不上", en: "ID number fails its check digit" },
  "unknown-kind": { zh: "种类写法不认识", en: "unknown kind or code" },
  "bad-date": { zh: "日期写法不对", en: "not a date" },
  "future-date": { zh: "日期在将来", en: "date in the future" },
};

/** The columns of rosters and observation files that can make a row bad. */
const FIELD_WORDS: Readonly<Record<string, Label>> = {
  id_number: { zh: "证件号码", en: "ID number" },
  id_type: { zh: "证件类型", en: "type of document" },
  name: { zh: "姓名", en: "name" },
  kind: { zh: "种类", en: "kind" },
  occurred_on: { zh: "发生日期", en: "day it occurred" },
  arrived_on: { zh: "到达日期", en: "day it arrived" },
  source: { zh: "来源", en: "source" },
  ref: { zh: "来源编号", en: "the source's reference" },
  insurance: { zh: "险种", en: "insurance" },
  since: { zh: "开始领取日期", en: "start of the benefit" },
  status: { zh: "待遇状态", en: "benefit status" },
  last_certified_on: { zh: "上次认证日期", en: "last certified on" },
  last_certified_by: { zh: "上次认证办法", en: "last certified by" },
  refuted_on: { zh: "更正日期", en: "refuted on" },
  relationship: { zh: "与供养人关系", en: "relationship" },
  incapacity: { zh: "劳动能力", en: "incapacity" },
};

const WHOLE_ROW: Label = { zh: "整行", en: "the whole row" };

export function fieldInWords(field: string): Label {
  return FIELD_WORDS[field] ?? WHOLE_ROW;
}
