// Codes of the desk's own work with the words beside them: bodies, reasons of tasks, states of
// applications and messages. What DOMAIN's tables hold comes from `policy`.

import type { Body, HighRiskAction, Label, TaskReason } from "@lingdai/policy";
import type { FailedAttemptReason } from "@lingdai/store";

export const BODIES = {
  "service-point": { zh: "基层服务组织", en: "service point" },
  unit: { zh: "单位", en: "unit" },
  agency: { zh: "经办机构", en: "agency" },
} as const satisfies Record<Body, Label>;

export const TASK_REASON_WORDS = {
  confirmation: { zh: "丧失信息待确认", en: "a loss to confirm" },
  conflict: { zh: "信息冲突", en: "signs in conflict" },
  "incapacity-unknown": { zh: "劳动能力不明", en: "incapacity unknown" },
  objection: { zh: "异议", en: "an objection" },
  investigation: { zh: "暂停过久，待调查", en: "suspended for long" },
  "no-sign": { zh: "没有认证信息", en: "no sign" },
} as const satisfies Record<TaskReason, Label>;

export const HIGH_RISK_ACTIONS = {
  resume: { zh: "恢复发放", en: "resume" },
  backpay: { zh: "补发", en: "back-pay" },
  terminate: { zh: "终止待遇", en: "terminate" },
} as const satisfies Record<HighRiskAction, Label>;

export const APPLICATION_STATES = {
  open: { zh: "待签字", en: "open" },
  signed: { zh: "三人已签，待生效", en: "signed" },
  "carried-out": { zh: "已办结", en: "carried out" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
} as const satisfies Record<string, Label>;

export const CERTIFICATION_STATES = {
  counted: { zh: "已生效", en: "counted" },
  submitted: { zh: "待初审", en: "waits for its first review" },
  "first-reviewed": { zh: "待复核", en: "waits for its second review" },
  accepted: { zh: "复核通过", en: "accepted" },
  rejected: { zh: "未通过", en: "rejected" },
} as const satisfies Record<string, Label>;

export const FAILED_ATTEMPT_WORDS = {
  "face-mismatch": { zh: "人脸不符", en: "the face does not match" },
  "photo-unusable": { zh: "照片无法使用", en: "the photo on file is unusable" },
  other: { zh: "其他", en: "other" },
} as const satisfies Record<FailedAttemptReason, Label>;

export const FEEDBACK_STATES = {
  open: { zh: "待反馈", en: "open" },
  sent: { zh: "已反馈，待答复", en: "sent" },
  corrected: { zh: "来源已更正", en: "corrected" },
  upheld: { zh: "来源坚持原信息", en: "upheld" },
} as const satisfies Record<string, Label>;

export const RECIPIENTS = {
  person: { zh: "本人", en: "the person" },
  unit: { zh: "单位", en: "the unit" },
  body: { zh: "核实单位", en: "the body" },
} as const satisfies Record<string, Label>;

export const MESSAGE_STATES = {
  waiting: { zh: "待发送", en: "waiting" },
  sending: { zh: "发送中", en: "being sent" },
  shown: { zh: "已展示", en: "shown where it is read" },
  sent: { zh: "已发送", en: "sent" },
  delivered: { zh: "已送达", en: "delivered" },
  undeliverable: { zh: "无法送达", en: "undeliverable" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
} as const satisfies Record<string, Label>;

export const INSTRUCTIONS = {
  suspend: { zh: "暂停", en: "suspend" },
  stop: { zh: "停发", en: "stop" },
  resume: { zh: "恢复", en: "resume" },
  "back-pay": { zh: "补发", en: "back-pay" },
  terminate: { zh: "终止", en: "terminate" },
} as const satisfies Record<string, Label>;

export const RECEIPTS = {
  done: { zh: "已执行", en: "done" },
  refused: { zh: "拒绝", en: "refused" },
} as const satisfies Record<string, Label>;

export const FILE_SORTS = {
  roster: { zh: "名册", en: "roster" },
  observations: { zh: "认证信息", en: "observations" },
} as const satisfies Record<string, Label>;

export const FILE_STATES = {
  waiting: { zh: "等待处理", en: "waiting" },
  reading: { zh: "读取中", en: "reading" },
  stepping: { zh: "更新案卷中", en: "stepping cases" },
  "taken-in": { zh: "已入库", en: "taken in" },
  failed: { zh: "没有入库", en: "failed" },
} as const satisfies Record<string, Label>;

/** Why a file that somebody brought is not taken in; the details say where and how to mend it. */
export const FILE_FAILURES = {
  unreadable: {
    zh: "文件不能读，请按说明改正后再送",
    en: "the file cannot be read: mend it as the details say and bring it again",
  },
  gone: {
    zh: "文件在处理之前丢失了，请再送一次",
    en: "the file was lost before it was taken in: bring it again",
  },
  "not-theirs": {
    zh: "送文件的人已不在这个经办机构，请由在岗人员再送一次",
    en: "whoever brought it no longer works for that agency: let a colleague bring it again",
  },
  defect: {
    zh: "多次处理都出错，已停止，请联系管理员，解决后再送一次",
    en: "taking it in went wrong too often: tell an administrator, then bring it again",
  },
} as const satisfies Record<string, Label>;
