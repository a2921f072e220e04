// 晋社保局发〔2018〕40号: Shanxi's province-level units verify their own retirees.

import { addMonths, dayAt } from "../../civil-date.ts";
import { rollingClock } from "../../clocks/rolling.ts";
import type { BenefitKind, Insurance, LossSign } from "../../codes.ts";
import { DEPENDANT_RULES, dependantLosses } from "../../dependants.ts";
import type { Pack } from "../../pack.ts";
import { addWorkingDays } from "../../working-days.ts";
import { SHANXI_ARTICLES } from "./articles.ts";
import { SHANXI_CITATIONS } from "./citations.ts";
import { SHANXI_READINGS } from "./readings.ts";
import { SHANXI_WORDS } from "./words.ts";

export interface ShanxiOptions {
  /** SX 1.4. */
  readonly cycleMonths: number;
  /** SX 1.4: three months before expiry, counted forward from the anchor. */
  readonly remindAfterMonths: number;
  /** SX 1.4: whoever failed in the app is reminded again. */
  readonly remindAfterFailedAttempt: boolean;
  /** SX 3.1.1. */
  readonly verifyWithinMonths: number;
  readonly confirmWithinWorkingDays: number;
}

export const SHANXI_DEFAULTS: ShanxiOptions = {
  cycleMonths: 12,
  remindAfterMonths: 9,
  remindAfterFailedAttempt: true,
  verifyWithinMonths: 3,
  confirmWithinWorkingDays: 3,
};

const INSURANCES: ReadonlySet<Insurance> = new Set<Insurance>([
  "enterprise-pension",
  "institution-pension",
]);
const KINDS: ReadonlySet<BenefitKind> = new Set<BenefitKind>([
  "retirement-pension",
  "veteran-cadre-pension",
]);

export function shanxiPack(options: ShanxiOptions = SHANXI_DEFAULTS): Pack {
  return {
    id: "shanxi-2018",
    title: { zh: "山西省省直单位（2018年通知）", en: "Shanxi, province-level units (2018)" },
    instrument: {
      zh: "山西省社会保险局关于规范领取养老保险待遇资格确认工作的通知，晋社保局发〔2018〕40号",
      en: "Shanxi notice on confirming entitlement to pension benefits, 2018 no. 40",
    },
    citationPrefix: "SX",
    validity: { from: dayAt("2018-09-25") },
    covers: (insurance, kind) => INSURANCES.has(insurance) && KINDS.has(kind),
    clock: rollingClock({
      periodMonths: () => options.cycleMonths,
      firstCycle: "since",
      remindAfterMonths: options.remindAfterMonths,
      pendingFrom: "day-after-deadline",
      suspendOn: "never",
    }),
    refusedMethods: new Set(),
    maintenanceIsSign: false,
    // SX 2.2 names the declared missing only.
    unknownLosses: new Set<LossSign>(["missing"]),
    observationsArriveWhenTheyOccur: false,
    imprisonmentExempt: new Set(),
    dependantLossApplies: dependantLosses(DEPENDANT_RULES),
    reminds: true,
    remindsAgain: options.remindAfterFailedAttempt ? { cites: ["SX 1.4"] } : undefined,
    reviewsCertifications: false,
    // SX 3.1.2: picture or film, and the written confirmation.
    evidence: { certify: () => [], verifyEligible: [["photo", "video"], ["document"]] },
    tasks: {
      bodyFor: (facts) => (facts.hasUnit ? "unit" : "agency"),
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
    },
    resumption: { signed: "at-once", lapseResumesByItself: false, terminatedByCityOnly: false },
    unit: { decides: false, maintenanceCertifies: false, terminatesDirectly: false },
    cites: SHANXI_CITATIONS,
    articles: SHANXI_ARTICLES,
    options: { ...options },
    readings: SHANXI_READINGS,
    words: SHANXI_WORDS,
  };
}
