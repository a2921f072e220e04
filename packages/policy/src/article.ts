// The articles of a regulation as data: what each says in our words, and what answers it. It must
// not know how the engine decides; whether a run really reaches an article is checked elsewhere.

import type { Label, PendingReason } from "./codes.ts";

/** A decision of the engine that can cite a clause: a conclusion, or a change of status by cause. */
export type DecisionRule =
  | "eligible"
  | "lost"
  | `pending/${PendingReason}`
  | "suspension/lapse"
  | "suspension/conflict"
  | "suspension/loss-found"
  | "suspension/loss-unanswered"
  | "suspension/came-of-age"
  | "suspension/unreachable"
  | "suspension/payment-failures"
  | "suspension/unit-fail"
  | "suspension/failed-certification"
  | "suspension/public-objection"
  | "stop/loss-confirmed"
  | "stop/no-objection"
  | "stop/unit-termination"
  | "resumption/signed"
  | "resumption/signed-after-termination"
  | "resumption/by-itself"
  | "resumption/objection-resolved"
  | "termination";

/** What is built later and answers the articles that no decision about payment rests on. */
export const CAPABILITIES = {
  portal: { zh: "参保人门户", en: "the beneficiary's portal" },
  "unit-portal": { zh: "单位门户", en: "the unit's portal" },
  console: { zh: "经办与基层工作台", en: "the agency's and service points' console" },
  "app-results": { zh: "手机APP结果接口", en: "results of apps by interface" },
  exchange: { zh: "部省数据交换", en: "exchange with ministry and province" },
  forms: { zh: "表格与文书", en: "forms and letters" },
  publicity: { zh: "公告与宣传", en: "announcements and publicity" },
  "basic-data": { zh: "基础信息变更与移交", en: "changes and hand-over of basic data" },
  "evidence-store": { zh: "佐证与核实记录", en: "evidence and verification records" },
  "clean-up": { zh: "长期暂停停发清理与跟踪", en: "clean-up and tracking of long suspensions" },
  "duplicate-benefits": { zh: "重复领取核查", en: "checks for duplicate benefits" },
  overpayment: { zh: "多发冒领追回", en: "recovery of overpayments" },
  tips: { zh: "举报受理与奖励", en: "reports by the public" },
  oversight: { zh: "监督检查与指标", en: "oversight and figures" },
  "policy-lab": { zh: "政策推演（更改我们的理解）", en: "policy laboratory (changing a reading)" },
  "further-packs": { zh: "其他待遇的政策包", en: "packs for other benefits" },
} as const satisfies Record<string, Label>;
export type Capability = keyof typeof CAPABILITIES;

/**
 * A decision that cites the article, or, for articles that no payment depends on (screens, staff,
 * publicity, recovery of money), the later capability that takes care of it.
 */
export type ArticleAnswer =
  | { readonly by: "rule"; readonly rule: DecisionRule }
  | { readonly by: "capability"; readonly capability: Capability };

export interface Article {
  /** As DOMAIN writes it: `SC 13.2`; an annex, or a step of one, is `A` and its number. */
  readonly clause: string;
  readonly title: Label;
  /** One sentence in our own words. */
  readonly summary: Label;
  readonly answer: ArticleAnswer;
}

/** Answered by a decision of the engine. */
export function byRule(rule: DecisionRule): ArticleAnswer {
  return { by: "rule", rule };
}

/** Answered by something else than a decision about payment. */
export function later(capability: Capability): ArticleAnswer {
  return { by: "capability", capability };
}
