// 淄博市企业退休人员认证通知（2019）: a calendar year, certified from April to December.

import { addMonths, dayAt } from "../../civil-date.ts";
import { calendarYearClock } from "../../clocks/calendar-year.ts";
import type { BenefitKind, SignKind } from "../../codes.ts";
import { DEPENDANT_RULES, dependantLosses } from "../../dependants.ts";
import type { EvidenceNeed, Pack } from "../../pack.ts";
import { addWorkingDays } from "../../working-days.ts";
import { ZIBO_ARTICLES } from "./articles.ts";
import { ZIBO_CITATIONS } from "./citations.ts";
import { ZIBO_READINGS } from "./readings.ts";
import { ZIBO_WORDS } from "./words.ts";

export interface ZiboOptions {
  /** ZB 2: the month in which the year's certification opens. */
  readonly windowOpensInMonth: number;
  /** ZB 4.2.3. */
  readonly verifyWithinMonths: number;
  readonly confirmWithinWorkingDays: number;
  /** ZB 4.2.4. */
  readonly stopAfterMonths: number;
}

export const ZIBO_DEFAULTS: ZiboOptions = {
  windowOpensInMonth: 4,
  verifyWithinMonths: 3,
  confirmWithinWorkingDays: 3,
  stopAfterMonths: 3,
};

const KINDS: ReadonlySet<BenefitKind> = new Set<BenefitKind>([
  "retirement-pension",
  "survivor-subsidy",
]);
const PHOTO_OR_VIDEO: EvidenceNeed = [["photo", "video"]];

export function ziboPack(options: ZiboOptions = ZIBO_DEFAULTS): Pack {
  return {
    id: "zibo-2019",
    title: { zh: "淄博市企业退休人员（2019年通知）", en: "Zibo, enterprise retirees (2019)" },
    instrument: {
      zh: "淄博市社会保险事业中心关于做好企业退休人员基本养老保险待遇领取资格认证工作的通知（2019年5月20日）",
      en: "Zibo notice on certification of enterprise retirees, 20 May 2019",
    },
    citationPrefix: "ZB",
    validity: { from: dayAt("2019-05-20") },
    covers: (insurance, kind) => insurance === "enterprise-pension" && KINDS.has(kind),
    clock: calendarYearClock({ windowOpensInMonth: options.windowOpensInMonth }),
    refusedMethods: new Set(),
    maintenanceIsSign: false,
    unknownLosses: new Set(),
    observationsArriveWhenTheyOccur: false,
    imprisonmentExempt: new Set(),
    dependantLossApplies: dependantLosses(DEPENDANT_RULES),
    reminds: false,
    reviewsCertifications: false,
    evidence: { certify: evidenceFor, verifyEligible: PHOTO_OR_VIDEO },
    tasks: {
      bodyFor: (facts) => (facts.hasResidence ? "service-point" : "agency"),
      dueOn: (openedOn) => addMonths(openedOn, options.verifyWithinMonths),
      confirmationBody: () => "agency",
      confirmationDueOn: (openedOn) => addWorkingDays(openedOn, options.confirmWithinWorkingDays),
      afterUnreachable: "close",
    },
    suspension: {
      lossFromData: { order: "suspend-first" },
      conflictWaitsForTask: false,
      needsReminder: false,
      unreachableBy: "any-body",
      unreachableOnlyAfterDeadline: false,
      stopAfterMonths: options.stopAfterMonths,
    },
    resumption: { signed: "at-once", lapseResumesByItself: false, terminatedByCityOnly: false },
    unit: { decides: false, maintenanceCertifies: false, terminatesDirectly: false },
    cites: ZIBO_CITATIONS,
    articles: ZIBO_ARTICLES,
    options: { ...options },
    readings: ZIBO_READINGS,
    words: ZIBO_WORDS,
  };
}

/** ZB 3.2: a relative brings the mandate and the ID cards; a film certifies by itself. */
function evidenceFor(kind: SignKind): EvidenceNeed {
  if (kind === "proxy") return [["mandate"], ["id-card"]];
  return kind === "video" ? PHOTO_OR_VIDEO : [];
}
