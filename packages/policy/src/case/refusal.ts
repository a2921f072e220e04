// Why an event was refused. The order is the order of precedence (FORMATS section 4).

export const REFUSALS = {
  locked: { zh: "因死亡暂停或停发，档案已锁定", en: "locked after a death" },
  "future-date": { zh: "日期晚于今天", en: "the date lies in the future" },
  "method-not-accepted": { zh: "本地区不接受这种认证方式", en: "method not accepted here" },
  "too-old": { zh: "证明已超过有效期", en: "the paper is past its validity" },
  "evidence-missing": { zh: "缺少必需的佐证资料", en: "required evidence is missing" },
  "incomplete-data": { zh: "联系电话、户籍地址或居住地址不完整", en: "phone or address missing" },
  "no-open-task": { zh: "没有待办的核实任务", en: "no open verification task" },
  "not-suspended": { zh: "待遇没有暂停或停发", en: "the benefit is not suspended" },
  "not-due": { zh: "条件尚未具备", en: "not due" },
  "same-person": { zh: "初审、复核、审核须由不同的人办理", en: "one person signed twice" },
  "wrong-level": { zh: "该业务须由市（州）办理", en: "wrong level of agency" },
} as const;
export type Refusal = keyof typeof REFUSALS;

/** The first refusal that applies, in the order of the table. */
export function firstRefusal(
  found: Readonly<Partial<Record<Refusal, boolean>>>,
): Refusal | undefined {
  return (Object.keys(REFUSALS) as Refusal[]).find((refusal) => found[refusal] === true);
}
