// Words for what the engine decides and who acts, in Chinese and English: causes, bodies, evidence.
// One table a list, so that a cause without words does not compile. Knows no pack.

import { CONCLUSIONS, PENDING_REASONS } from "@lingdai/policy";
import type {
  Body,
  DecisionRule,
  EvidenceKind,
  Label,
  LossGroup,
  PendingReason,
  ResumptionCause,
  StopCause,
  SuspensionCause,
} from "@lingdai/policy";

export const SUSPENSION_CAUSES: Readonly<Record<SuspensionCause, Label>> = {
  lapse: { zh: "期满仍没有有效认证", en: "no valid certification when the time is over" },
  conflict: { zh: "期满时矛盾仍未核实", en: "a conflict still open when the time is over" },
  "loss-found": { zh: "数据显示丧失资格", en: "records show a loss" },
  "loss-unanswered": {
    zh: "数据显示丧失资格，逾期无人确认",
    en: "a loss that nobody answered in time",
  },
  "came-of-age": { zh: "供养亲属年满十八周岁", en: "a dependant came of age" },
  unreachable: { zh: "核实时联系不上", en: "nobody could be reached" },
  "payment-failures": { zh: "连续发放失败", en: "payments failed in a row" },
  "unit-fail": { zh: "单位认定“不通过”", en: "the unit's fail" },
  "failed-certification": { zh: "认证未通过", en: "a failed certification" },
  "public-objection": { zh: "公示有异议", en: "an objection by the public" },
};

export const STOP_CAUSES: Readonly<Record<StopCause, Label>> = {
  "loss-confirmed": { zh: "确认丧失资格", en: "a confirmed loss" },
  "no-objection": { zh: "暂停期满无人提出异议", en: "a suspension to which nobody objected" },
  "unit-termination": { zh: "单位申请终止（服刑）", en: "the unit's termination, for prison" },
};

export const RESUMPTION_CAUSES: Readonly<Record<ResumptionCause, Label>> = {
  signed: { zh: "恢复资格并经三人签字", en: "entitled again, signed by three" },
  "signed-after-termination": {
    zh: "已终止的待遇经三人签字恢复",
    en: "a terminated benefit, signed by three",
  },
  "by-itself": { zh: "仅因逾期暂停，认证后自动恢复", en: "a mere lapse, made good by itself" },
  "objection-resolved": {
    zh: "公示异议查明对本人有利",
    en: "an objection resolved for the person",
  },
};

export const BODIES: Readonly<Record<Body, Label>> = {
  "service-point": { zh: "居住地基层服务组织", en: "service point of residence" },
  unit: { zh: "参保单位", en: "unit" },
  agency: { zh: "社保经办机构", en: "agency" },
};

export const EVIDENCE_KINDS: Readonly<Record<EvidenceKind, Label>> = {
  photo: { zh: "照片", en: "photo" },
  video: { zh: "视频", en: "video" },
  "id-card": { zh: "身份证", en: "ID card" },
  mandate: { zh: "委托书", en: "written mandate" },
  document: { zh: "书面材料", en: "document" },
};

export const LOSS_GROUPS: Readonly<Record<LossGroup, Label>> = {
  death: { zh: "死亡", en: "death" },
  missing: { zh: "失踪", en: "missing" },
  imprisonment: { zh: "服刑", en: "imprisonment" },
  adopted: { zh: "被收养", en: "adopted" },
  remarried: { zh: "再婚", en: "remarried" },
  employed: { zh: "就业", en: "employed" },
  enlisted: { zh: "参军", en: "enlisted" },
  "came-of-age": { zh: "成年", en: "came of age" },
  "other-loss": { zh: "其他丧失", en: "other loss" },
};

/** A decision in words: `待核实（信息互相矛盾）`. */
export function decisionLabel(rule: DecisionRule): Label {
  if (rule === "eligible" || rule === "lost") return CONCLUSIONS[rule];
  if (rule === "termination") return { zh: "终止", en: "termination" };
  const cut = rule.indexOf("/");
  const [decision, cause] = [rule.slice(0, cut), rule.slice(cut + 1)];
  switch (decision as "pending" | "suspension" | "stop" | "resumption") {
    case "pending":
      return joined(CONCLUSIONS.pending, PENDING_REASONS[cause as PendingReason]);
    case "suspension":
      return joined({ zh: "暂停", en: "suspension" }, SUSPENSION_CAUSES[cause as SuspensionCause]);
    case "stop":
      return joined({ zh: "停发", en: "stop" }, STOP_CAUSES[cause as StopCause]);
    case "resumption":
      return joined({ zh: "恢复", en: "resumption" }, RESUMPTION_CAUSES[cause as ResumptionCause]);
  }
}

function joined(decision: Label, cause: Label): Label {
  return { zh: `${decision.zh}（${cause.zh}）`, en: `${decision.en} (${cause.en})` };
}
