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

/** What an article may be about that no decision about payment rests on. */
export const ARTICLE_TOPICS = {
  screens: { zh: "讲界面和表单", en: "about screens and forms" },
  staff: { zh: "讲机构和人员怎样办事", en: "about how offices and their staff work" },
  publicity: { zh: "讲宣传和举报", en: "about publicity and reports by the public" },
  recovery: { zh: "讲多发、冒领怎样追回", en: "about recovering money" },
} as const satisfies Record<string, Label>;
type ArticleTopic = keyof typeof ARTICLE_TOPICS;

/** What stands beside the decisions, what the articles are about that may be left to it, and whether it is there. */
export const CAPABILITIES = {
  portal: { stands: "planned", about: "screens", zh: "参保人门户", en: "the beneficiary's portal" },
  "unit-portal": { stands: "planned", about: "screens", zh: "单位门户", en: "the unit's portal" },
  console: {
    stands: "planned",
    about: "screens",
    zh: "经办与基层工作台",
    en: "the agency's and service points' console",
  },
  "app-results": {
    stands: "built",
    about: "screens",
    zh: "手机APP结果接口",
    en: "results of apps by interface",
  },
  exchange: {
    stands: "planned",
    about: "staff",
    zh: "部省数据交换",
    en: "exchange with ministry and province",
  },
  forms: { stands: "built", about: "screens", zh: "表格与文书", en: "forms and letters" },
  publicity: {
    stands: "planned",
    about: "publicity",
    zh: "公告与宣传",
    en: "announcements and publicity",
  },
  "basic-data": {
    stands: "built",
    about: "staff",
    zh: "基础信息变更与移交",
    en: "changes and hand-over of basic data",
  },
  "evidence-store": {
    stands: "built",
    about: "staff",
    zh: "佐证与核实记录",
    en: "evidence and verification records",
  },
  "clean-up": {
    stands: "built",
    about: "staff",
    zh: "长期暂停停发清理与跟踪",
    en: "clean-up and tracking of long suspensions",
  },
  "duplicate-benefits": {
    stands: "planned",
    about: "recovery",
    zh: "重复领取核查",
    en: "checks for duplicate benefits",
  },
  overpayment: {
    stands: "planned",
    about: "recovery",
    zh: "多发冒领追回",
    en: "recovery of overpayments",
  },
  tips: {
    stands: "planned",
    about: "publicity",
    zh: "举报受理与奖励",
    en: "reports by the public",
  },
  oversight: {
    stands: "planned",
    about: "staff",
    zh: "监督检查与指标",
    en: "oversight and figures",
  },
  "policy-lab": {
    stands: "planned",
    about: "staff",
    zh: "政策推演（更改我们的理解）",
    en: "policy laboratory (changing a reading)",
  },
  "further-packs": {
    stands: "planned",
    about: "staff",
    zh: "其他待遇的政策包",
    en: "packs for other benefits",
  },
} as const satisfies Record<
  string,
  Label & { readonly about: ArticleTopic; readonly stands: "built" | "planned" }
>;
export type Capability = keyof typeof CAPABILITIES;

/**
 * A decision that cites the article, or, for articles that no payment depends on (screens, staff,
 * publicity, recovery of money), the capability beside the decisions that takes care of it.
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
export function byCapability(capability: Capability): ArticleAnswer {
  return { by: "capability", capability };
}
