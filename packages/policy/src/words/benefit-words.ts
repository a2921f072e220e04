// Benefits, their status and the bodies that look after them, in everyday words. No codes, and no
// hyphens in English, so that no code can be taken for a word.

import type { BenefitKind, BenefitStatus, Insurance, Label } from "../codes.ts";
import type { EntitlementFacts } from "../facts.ts";
import type { Body } from "../pack.ts";

const KINDS: Readonly<Record<BenefitKind, Label>> = {
  "retirement-pension": { zh: "养老金", en: "pension" },
  "veteran-cadre-pension": { zh: "离休金", en: "veteran's pension" },
  "resident-pension": { zh: "养老金", en: "pension" },
  "survivor-subsidy": { zh: "遗属补助", en: "survivor's subsidy" },
  "disability-allowance": { zh: "伤残津贴", en: "disability allowance" },
  "nursing-fee": { zh: "护理费", en: "nursing allowance" },
  "dependant-pension": { zh: "亲属抚恤金", en: "dependant's pension" },
};

const INSURANCE: Readonly<Record<Insurance, Label>> = {
  "enterprise-pension": { zh: "企业职工养老保险", en: "enterprise employees" },
  "institution-pension": { zh: "机关事业单位养老保险", en: "public institutions" },
  "resident-pension": { zh: "城乡居民养老保险", en: "residents" },
  "work-injury": { zh: "工伤保险", en: "injuries at work" },
  "employee-medical": { zh: "职工医疗保险", en: "employees' medical insurance" },
  "resident-medical": { zh: "居民医疗保险", en: "residents' medical insurance" },
};

/** The benefit with its insurance, as somebody with two benefits tells them apart. */
export function benefitInWords({
  insurance,
  kind,
}: Pick<EntitlementFacts, "insurance" | "kind">): Label {
  const benefit = KINDS[kind];
  const from = INSURANCE[insurance];
  return { zh: `${benefit.zh}（${from.zh}）`, en: `${benefit.en} (${from.en})` };
}

/** How payment stands, after "这笔钱现在" and "the money". */
export const STATUS_WORDS: Readonly<Record<BenefitStatus, Label>> = {
  paying: { zh: "正常发放", en: "is being paid" },
  suspended: { zh: "暂停发放", en: "is suspended for now" },
  stopped: { zh: "已经停发", en: "has been stopped" },
  terminated: { zh: "已经办了终止", en: "has been ended" },
};

export const BODY_WORDS: Readonly<Record<Body, Label>> = {
  "service-point": { zh: "社区（村）的工作人员", en: "the staff of your community" },
  unit: { zh: "您的单位", en: "your employer" },
  agency: { zh: "社保机构", en: "the social insurance office" },
};
