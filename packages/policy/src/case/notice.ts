// The notices of DOMAIN section 2. Within one run or event they go out in this order.

export const NOTICES = {
  "expiry-reminder": { zh: "认证到期提醒", en: "reminder to the person" },
  "expiry-reminder-unit": { zh: "认证到期提醒（告知单位）", en: "reminder to the unit" },
  "task-notice": { zh: "核实任务通知", en: "notice of a verification task" },
  "suspension-notice": { zh: "待遇暂停告知", en: "notice of suspension" },
  "stop-notice": { zh: "待遇停发告知", en: "notice of stop" },
  "resume-notice": { zh: "待遇恢复告知", en: "notice of resumption" },
} as const;
export type Notice = keyof typeof NOTICES;

const RANK = new Map(Object.keys(NOTICES).map((notice, at) => [notice, at]));

export function inOrderOfIssue(notices: readonly Notice[]): readonly Notice[] {
  return notices.toSorted((left, right) => (RANK.get(left) ?? 0) - (RANK.get(right) ?? 0));
}
