// 青岛市机关事业单位认证通知（2019）: big data updates on the 4th, the unit confirms, no paper.

import { addMonths, civilOf, dayAt, firstOfNextMonth, lastOfMonth } from "../../civil-date.ts";
import type { Day } from "../../civil-date.ts";
import { rollingClock } from "../../clocks/rolling.ts";
import type { BenefitKind, SignKind } from "../../codes.ts";
import { DEPENDANT_RULES, dependantLosses } from "../../dependants.ts";
import type { Pack } from "../../pack.ts";
import { QINGDAO_ARTICLES } from "./articles.ts";
import { QINGDAO_CITATIONS } from "./citations.ts";
import { QINGDAO_READINGS } from "./readings.ts";
import { QINGDAO_WORDS } from "./words.ts";

export interface QingdaoOptions {
  /** QD 3.1. */
  readonly retireeMonths: number;
  readonly survivorMonths: number;
  /** QD 1.4: the day of the next month on which data signs begin to count. */
  readonly dataCountsOnDay: number;
}

export const QINGDAO_DEFAULTS: QingdaoOptions = {
  retireeMonths: 12,
  survivorMonths: 6,
  dataCountsOnDay: 4,
};

const KINDS: ReadonlySet<BenefitKind> = new Set<BenefitKind>([
  "retirement-pension",
  "veteran-cadre-pension",
  "survivor-subsidy",
]);

/** QD 1.3-1.4: life signs from data; all other signs wait for nothing. */
const DATA_SIGNS: ReadonlySet<SignKind> = new Set<SignKind>([
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
  "bank-visit",
  "other-life",
]);

export function qingdaoPack(options: QingdaoOptions = QINGDAO_DEFAULTS): Pack {
  return {
    id: "qingdao-2019",
    title: { zh: "青岛市机关事业单位（2019年通知）", en: "Qingdao, institutions (2019)" },
    instrument: {
      zh: "青岛市社会保险事业局关于机关事业单位领取社会保险待遇资格认证工作有关问题的通知（2019年6月5日）",
      en: "Qingdao notice on certification of institution retirees, 5 June 2019",
    },
    citationPrefix: "QD",
    validity: { from: dayAt("2019-06-05") },
    covers: (insurance, kind) => insurance === "institution-pension" && KINDS.has(kind),
    clock: rollingClock({
      periodMonths: (kind) =>
        kind === "survivor-subsidy" ? options.survivorMonths : options.retireeMonths,
      firstCycle: "since",
      pendingFrom: "day-after-deadline",
      suspendOn: "first-of-next-month",
    }),
    // QD 4.4: no certification by papers of others.
    refusedMethods: new Set<SignKind>(["proxy"]),
    maintenanceIsSign: true,
    unknownLosses: new Set(),
    countsFrom: (kind, arrivedOn) =>
      DATA_SIGNS.has(kind) ? dayOfNextMonth(arrivedOn, options.dataCountsOnDay) : arrivedOn,
    observationsArriveWhenTheyOccur: true,
    imprisonmentExempt: new Set(),
    dependantLossApplies: dependantLosses(DEPENDANT_RULES),
    reminds: false,
    reviewsCertifications: false,
    evidence: { certify: () => [], verifyEligible: [] },
    tasks: {
      bodyFor: (facts) => (facts.hasUnit ? "unit" : "agency"),
      dueOn: lastOfMonth,
      confirmationBody: (facts) => (facts.hasUnit ? "unit" : "agency"),
      confirmationDueOn: lastOfMonth,
      afterUnreachable: "to-agency",
    },
    suspension: {
      lossFromData: { order: "confirm-first", unansweredOn: firstOfNextMonth },
      conflictWaitsForTask: false,
      needsReminder: false,
      unreachableBy: "agency",
      unreachableOnlyAfterDeadline: false,
    },
    resumption: {
      signed: "first-after-signature",
      lapseResumesByItself: true,
      terminatedByCityOnly: false,
    },
    unit: { decides: true, maintenanceCertifies: true, terminatesDirectly: true },
    cites: QINGDAO_CITATIONS,
    articles: QINGDAO_ARTICLES,
    options: { ...options },
    readings: QINGDAO_READINGS,
    words: QINGDAO_WORDS,
  };
}

function dayOfNextMonth(day: Day, dayOfMonth: number): Day {
  const next = addMonths(day - civilOf(day).dayOfMonth + 1, 1);
  return next + dayOfMonth - 1;
}
