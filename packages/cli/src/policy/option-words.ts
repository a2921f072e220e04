// What the options of packs are called and how their values are said: an officer looks for “认证周期”,
// not for a name in the code. Knows no pack; an option without words here is shown by its name.

import type { Label } from "@lingdai/policy";

const OPTIONS: Readonly<Record<string, Label>> = {
  cycleMonths: { zh: "认证周期", en: "Length of the cycle" },
  retireeMonths: { zh: "离退休人员的认证服务期", en: "Service period of retirees" },
  survivorMonths: { zh: "遗属的认证服务期", en: "Service period of survivors" },
  windowOpensInMonth: { zh: "每年从几月开始认证", en: "Month in which the year's window opens" },
  remindAfterMonths: { zh: "认证满几个月提醒", en: "Reminder after" },
  remindAfterFailedAttempt: {
    zh: "手机认证不成功再提醒",
    en: "Reminder again after a failed attempt",
  },
  verifyWithinMonths: { zh: "核实期限", en: "Time to verify" },
  confirmWithinWorkingDays: { zh: "确认丧失信息的期限", en: "Time to confirm a loss" },
  unansweredMonths: { zh: "丧失信息逾期多久暂停", en: "Unanswered loss suspends after" },
  stopAfterMonths: { zh: "暂停多久转停发", en: "Suspension becomes a stop after" },
  suspendAfterWorkingDays: { zh: "第几个工作日暂停", en: "Suspended on working day" },
  investigateAfterMonths: { zh: "暂停多久由经办机构查明", en: "The agency investigates after" },
  paymentFailureMonths: {
    zh: "连续几个月发放失败就暂停",
    en: "Failed payments in a row that suspend",
  },
  paperValidityMonths: { zh: "境外证明的有效期", en: "Validity of papers from abroad" },
  displayDays: { zh: "公示天数", en: "Days of public display" },
  dataCountsOnDay: { zh: "数据在次月几日生效", en: "Day of the next month on which data count" },
  imprisonmentSparesWorkInjury: {
    zh: "服刑不影响伤残津贴和护理费",
    en: "Imprisonment spares allowances for disability and nursing",
  },
};

/** The option in words, with the name that a pack gives it. */
export function optionName(option: string): Label {
  const words = OPTIONS[option];
  if (words === undefined) return { zh: option, en: option };
  return { zh: `${words.zh}（${option}）`, en: `${words.en} (${option})` };
}

/** The value with its unit, which the last word of the name tells. */
export function optionValue(option: string, value: number | boolean): Label {
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  if (option.endsWith("InMonth")) return { zh: `${value} 月`, en: `month ${value}` };
  if (option.endsWith("OnDay")) return { zh: `${value} 日`, en: `day ${value}` };
  if (option.endsWith("WorkingDays"))
    return { zh: `${value} 个工作日`, en: `${value} working days` };
  if (option.endsWith("Days")) return { zh: `${value} 天`, en: `${value} days` };
  return { zh: `${value} 个月`, en: `${value} months` };
}
