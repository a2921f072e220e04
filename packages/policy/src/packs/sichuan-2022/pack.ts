// 川社险办〔2022〕25号: Sichuan's rolling twelve months, silent first, suspended by the system.

import { addMonths, dayAt } from "../../civil-date.ts";
import { rollingClock } from "../../clocks/rolling.ts";
import type { BenefitKind, Insurance } from "../../codes.ts";
import { DEPENDANT_RULES, dependantLosses } from "../../dependants.ts";
import type { EvidenceNeed, Pack } from "../../pack.ts";
import { addWorkingDays } from "../../working-days.ts";
import { SICHUAN_ARTICLES } from "./articles.ts";
import { SICHUAN_CITATIONS } from "./citations.ts";
import { SICHUAN_READINGS } from "./readings.ts";
import { SICHUAN_WORDS } from "./words.ts";

export interface SichuanOptions {
  /** SC 7. */
  readonly cycleMonths: number;
  /** SC 14, 37: the start of the 10th month. */
  readonly remindAfterMonths: number;
  /** SC 21. */
  readonly verifyWithinMonths: number;
  /** D2: the agency's own check of a loss from data. */
  readonly confirmWithinWorkingDays: number;
  /** D2: months after that due date without an answer, after which payment is suspended. */
  readonly unansweredMonths: number;
  /** SC 26. */
  readonly stopAfterMonths: number;
  /** SC 24, second paragraph. */
  readonly paymentFailureMonths: number;
}

export const SICHUAN_DEFAULTS: SichuanOptions = {
  cycleMonths: 12,
  remindAfterMonths: 9,
  verifyWithinMonths: 3,
  confirmWithinWorkingDays: 3,
  unansweredMonths: 1,
  stopAfterMonths: 3,
  paymentFailureMonths: 6,
};

const PENSIONS: ReadonlySet<Insurance> = new Set<Insurance>([
  "enterprise-pension",
  "institution-pension",
  "resident-pension",
]);
const WORK_INJURY_KINDS: ReadonlySet<BenefitKind> = new Set<BenefitKind>([
  "disability-allowance",
  "nursing-fee",
  "dependant-pension",
]);
const PHOTO_OR_VIDEO: EvidenceNeed = [["photo", "video"]];

export function sichuanPack(options: SichuanOptions = SICHUAN_DEFAULTS): Pack {
  return {
    id: "sichuan-2022",
    title: { zh: "四川省（2022年规程）", en: "Sichuan (rules of 2022)" },
    instrument: {
      zh: "四川省领取社会保险待遇资格认证经办规程（暂行），川社险办〔2022〕25号",
      en: "Sichuan provisional rules on certification of benefit entitlement, 2022 no. 25",
    },
    citationPrefix: "SC",
    validity: { from: dayAt("2022-12-12") },
    covers: (insurance, kind) =>
      PENSIONS.has(insurance) || (insurance === "work-injury" && WORK_INJURY_KINDS.has(kind)),
    clock: rollingClock({
      periodMonths: () => options.cycleMonths,
      firstCycle: "month-after-since",
      remindAfterMonths: options.remindAfterMonths,
      pendingFrom: "reminder",
      suspendOn: "day-after-deadline",
    }),
    refusedMethods: new Set(),
    maintenanceIsSign: false,
    unknownLosses: new Set(),
    observationsArriveWhenTheyOccur: false,
    imprisonmentExempt: new Set<BenefitKind>(["disability-allowance", "nursing-fee"]),
    dependantLossApplies: dependantLosses(DEPENDANT_RULES),
    reminds: true,
    reviewsCertifications: true,
    evidence: { certify: () => PHOTO_OR_VIDEO, verifyEligible: PHOTO_OR_VIDEO },
    tasks: {
      bodyFor: (facts) => {
        // SC 16: for work injury the unit first, where there is one.
        if (facts.insurance === "work-injury" && facts.hasUnit) return "unit";
        return facts.hasResidence ? "service-point" : "agency";
      },
      bodyAfterUnitUnreachable: "service-point",
      dueOn: (openedOn) => addMonths(openedOn, options.verifyWithinMonths),
      confirmationBody: () => "agency",
      confirmationDueOn: (openedOn) => addWorkingDays(openedOn, options.confirmWithinWorkingDays),
      afterUnreachable: "stay",
    },
    suspension: {
      lossFromData: {
        order: "confirm-first",
        unansweredOn: (openedOn) =>
          addMonths(
            addWorkingDays(openedOn, options.confirmWithinWorkingDays),
            options.unansweredMonths,
          ) + 1,
      },
      conflictWaitsForTask: true,
      needsReminder: true,
      unreachableBy: "agency",
      unreachableOnlyAfterDeadline: true,
      stopAfterMonths: options.stopAfterMonths,
      paymentFailureMonths: options.paymentFailureMonths,
    },
    resumption: { signed: "at-once", lapseResumesByItself: false, terminatedByCityOnly: true },
    unit: { decides: false, maintenanceCertifies: false, terminatesDirectly: false },
    cites: SICHUAN_CITATIONS,
    articles: SICHUAN_ARTICLES,
    options: { ...options },
    readings: SICHUAN_READINGS,
    words: SICHUAN_WORDS,
  };
}
