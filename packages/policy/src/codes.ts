// The codes of DOMAIN section 2 with the words that people see. One table a code list;
// types derive from the tables, so that a code and its label cannot drift apart.

/** A word as people see it: Chinese first, English second. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export const INSURANCES = {
  "enterprise-pension": { zh: "企业职工基本养老保险", en: "enterprise employees' pension" },
  "institution-pension": { zh: "机关事业单位养老保险", en: "institution staff pension" },
  "resident-pension": { zh: "城乡居民养老保险", en: "residents' pension" },
  "work-injury": { zh: "工伤保险", en: "work-injury insurance" },
  "employee-medical": { zh: "职工基本医疗保险", en: "employees' medical insurance" },
  "resident-medical": { zh: "居民基本医疗保险", en: "residents' medical insurance" },
} as const satisfies Record<string, Label>;
export type Insurance = keyof typeof INSURANCES;

export const BENEFIT_KINDS = {
  "retirement-pension": { zh: "退休退职养老金", en: "retirement pension" },
  "veteran-cadre-pension": { zh: "离休待遇", en: "veteran cadre's pension" },
  "resident-pension": { zh: "城乡居民养老金", en: "residents' pension" },
  "survivor-subsidy": { zh: "遗属定期待遇", en: "survivor's subsidy" },
  "disability-allowance": { zh: "伤残津贴", en: "disability allowance" },
  "nursing-fee": { zh: "生活护理费", en: "nursing fee" },
  "dependant-pension": { zh: "供养亲属抚恤金", en: "dependant's pension" },
} as const satisfies Record<string, Label>;
export type BenefitKind = keyof typeof BENEFIT_KINDS;

export const RELATIONSHIPS = {
  spouse: { zh: "配偶", en: "spouse" },
  child: { zh: "子女", en: "child" },
  grandchild: { zh: "孙子女、外孙子女", en: "grandchild" },
  sibling: { zh: "兄弟姐妹", en: "sibling" },
  parent: { zh: "父母", en: "parent" },
  grandparent: { zh: "祖父母、外祖父母", en: "grandparent" },
} as const satisfies Record<string, Label>;
export type Relationship = keyof typeof RELATIONSHIPS;

export const INCAPACITIES = {
  full: { zh: "完全丧失劳动能力", en: "fully incapacitated" },
  partial: { zh: "部分丧失劳动能力", en: "partly incapacitated" },
  none: { zh: "未丧失劳动能力", en: "not incapacitated" },
} as const satisfies Record<string, Label>;
export type Incapacity = keyof typeof INCAPACITIES;

export const BENEFIT_STATUSES = {
  paying: { zh: "正常发放", en: "paying" },
  suspended: { zh: "暂停发放", en: "suspended" },
  stopped: { zh: "停发", en: "stopped" },
  terminated: { zh: "终止", en: "terminated" },
} as const satisfies Record<string, Label>;
export type BenefitStatus = keyof typeof BENEFIT_STATUSES;

export const CONCLUSIONS = {
  eligible: { zh: "具备资格", en: "eligible" },
  lost: { zh: "丧失资格", en: "lost" },
  pending: { zh: "待核实", en: "pending" },
} as const satisfies Record<string, Label>;
export type Conclusion = keyof typeof CONCLUSIONS;

export const PENDING_REASONS = {
  conflict: { zh: "信息互相矛盾", en: "conflicting records" },
  "incapacity-unknown": { zh: "劳动能力情况不明", en: "incapacity unknown" },
  "no-sign": { zh: "没有有效认证信息", en: "no valid certification" },
} as const satisfies Record<string, Label>;
export type PendingReason = keyof typeof PENDING_REASONS;

export const STOP_REASONS = {
  death: { zh: "死亡", en: "death" },
  missing: { zh: "失踪", en: "missing" },
  imprisonment: { zh: "服刑", en: "imprisonment" },
  "not-certified": { zh: "未通过资格认证", en: "not certified" },
  other: { zh: "其他", en: "other" },
} as const satisfies Record<string, Label>;
export type StopReason = keyof typeof STOP_REASONS;

export const LIFE_SIGNS = {
  "rail-travel": { zh: "乘坐火车", en: "rail travel" },
  "air-travel": { zh: "乘坐飞机", en: "air travel" },
  "hospital-stay": { zh: "住院（非危重）", en: "hospital stay" },
  "hospital-discharge": { zh: "康复出院", en: "hospital discharge" },
  "health-checkup": { zh: "健康体检", en: "health check-up" },
  "border-crossing": { zh: "出入境", en: "border crossing" },
  "face-self": { zh: "本人刷脸认证", en: "own face certification" },
  "face-on-behalf": { zh: "亲属代办刷脸认证", en: "face certification on a relative's phone" },
  "terminal-biometric": { zh: "终端设备认证", en: "terminal biometrics" },
  counter: { zh: "窗口认证", en: "at a counter" },
  community: { zh: "社区认证", en: "in the community" },
  "home-visit": { zh: "上门认证", en: "home visit" },
  video: { zh: "视频认证", en: "video" },
  proxy: { zh: "委托亲属认证", en: "by proxy" },
  "unit-confirmation": { zh: "单位确认", en: "confirmed by the unit" },
  "activity-signin": { zh: "活动签到", en: "signed in at an activity" },
  "condolence-visit": { zh: "走访慰问", en: "condolence visit" },
  "household-survey": { zh: "入户调查", en: "household survey" },
  "bank-visit": { zh: "银行网点见面", en: "seen at a bank" },
  "offsite-assist": { zh: "异地协助认证", en: "off-site assistance" },
  "consular-app": { zh: "“中国领事”APP认证", en: "consular app" },
  "consular-certificate": { zh: "使领馆证明", en: "consular certificate" },
  "hkmo-union-certificate": {
    zh: "港澳工会联合会证明",
    en: "Hong Kong or Macao union certificate",
  },
  "taiwan-notarised-certificate": { zh: "台湾公证证明", en: "notarised certificate from Taiwan" },
  "overseas-review-form": { zh: "境外领取资格审核表", en: "overseas review form" },
  "info-maintenance": { zh: "基础信息维护", en: "basic data maintained" },
  released: { zh: "刑满释放", en: "released from prison" },
  returned: { zh: "失踪人员返回", en: "missing person returned" },
  "other-life": { zh: "其他生存信息", en: "other sign of life" },
} as const satisfies Record<string, Label>;
export type LifeSign = keyof typeof LIFE_SIGNS;

export const LOSS_SIGNS = {
  "death-family-report": { zh: "家属申报死亡", en: "death reported by the family" },
  "death-hr-database": { zh: "人社数据标识死亡", en: "death in a social-security database" },
  "death-population-register": { zh: "人口库标识死亡", en: "death in the population register" },
  "death-household-cancelled": { zh: "因死亡注销户籍", en: "household registration cancelled" },
  "death-court-declared": { zh: "法院宣告死亡", en: "declared dead by a court" },
  "death-cremation": { zh: "殡葬火化信息", en: "cremation record" },
  "death-medical-certificate": { zh: "医疗机构死亡证明", en: "medical death certificate" },
  "death-org-report": { zh: "单位或基层上报死亡", en: "death reported by unit or service point" },
  missing: { zh: "失踪", en: "missing" },
  "missing-court-declared": { zh: "法院宣告失踪", en: "declared missing by a court" },
  imprisonment: { zh: "服刑", en: "imprisonment" },
  adopted: { zh: "被他人收养", en: "adopted" },
  remarried: { zh: "再婚", en: "remarried" },
  employed: { zh: "就业", en: "employed" },
  enlisted: { zh: "参军", en: "enlisted" },
  "came-of-age": { zh: "年满十八周岁", en: "came of age" },
  "other-loss": { zh: "其他丧失资格信息", en: "other loss of entitlement" },
} as const satisfies Record<string, Label>;
export type LossSign = keyof typeof LOSS_SIGNS;

export const NEUTRAL_SIGNS = {
  "critical-illness-stay": { zh: "危重疾病住院", en: "stay for critical illness" },
  "payment-failure": { zh: "待遇发放失败", en: "payment failed" },
  "contact-failed": { zh: "联系不上", en: "could not be contacted" },
} as const satisfies Record<string, Label>;
export type NeutralSign = keyof typeof NEUTRAL_SIGNS;

export type SignKind = LifeSign | LossSign | NeutralSign;

/** Everything that an observation's `kind` may be. */
export const SIGNS: Readonly<Record<SignKind, Label>> = {
  ...LIFE_SIGNS,
  ...LOSS_SIGNS,
  ...NEUTRAL_SIGNS,
};

export type SignEffect = "life" | "loss" | "none";

/** What an observation says about the conditions of payment (行为记录). */
export function effectOf(kind: SignKind): SignEffect {
  if (kind in LIFE_SIGNS) return "life";
  return kind in LOSS_SIGNS ? "loss" : "none";
}

export function isLifeSign(kind: SignKind): kind is LifeSign {
  return kind in LIFE_SIGNS;
}

export function isLossSign(kind: SignKind): kind is LossSign {
  return kind in LOSS_SIGNS;
}

/** The four kinds of papers from abroad (DOMAIN section 4, Weihai). */
export const PAPERS: ReadonlySet<SignKind> = new Set<SignKind>([
  "consular-certificate",
  "hkmo-union-certificate",
  "taiwan-notarised-certificate",
  "overseas-review-form",
]);

/** Loss signs refute and conflict by group (DOMAIN D1); each dependant's kind is its own. */
export type LossGroup =
  | "death"
  | "missing"
  | "imprisonment"
  | "adopted"
  | "remarried"
  | "employed"
  | "enlisted"
  | "came-of-age"
  | "other-loss";

export function lossGroupOf(kind: LossSign): LossGroup {
  if (kind.startsWith("death-")) return "death";
  if (kind === "missing" || kind === "missing-court-declared") return "missing";
  return kind as Exclude<LossGroup, "death" | "missing">;
}

/** The stop reason that a loss leads to (SC 25); the loss sign itself stays its detail. */
export function stopReasonOf(kind: LossSign): StopReason {
  const group = lossGroupOf(kind);
  return group === "death" || group === "missing" || group === "imprisonment" ? group : "other";
}

/** Whether a text is one of a table's codes; compared exactly, lower case (FORMATS). */
export function isCodeOf<Code extends string>(
  table: Readonly<Record<Code, unknown>>,
  text: string,
): text is Code {
  return Object.hasOwn(table, text);
}
