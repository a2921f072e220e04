// 威海市社会保险长期待遇领取资格认证办法（2017）: announced windows for six groups of people.

import { addMonths, dayAt } from "../../civil-date.ts";
import { windowClock } from "../../clocks/windows.ts";
import type { BenefitKind, Insurance, LossGroup, SignKind } from "../../codes.ts";
import { PAPERS } from "../../codes.ts";
import { DEPENDANT_RULES, dependantLosses } from "../../dependants.ts";
import type { EntitlementFacts } from "../../facts.ts";
import type { Pack } from "../../pack.ts";
import { addWorkingDays } from "../../working-days.ts";
import { WEIHAI_ARTICLES } from "./articles.ts";
import { WEIHAI_CITATIONS } from "./citations.ts";
import { WEIHAI_READINGS } from "./readings.ts";
import { WEIHAI_WORDS } from "./words.ts";

export interface WeihaiOptions {
  /** WH 10. */
  readonly suspendAfterWorkingDays: number;
  readonly verifyWithinMonths: number;
  readonly confirmWithinWorkingDays: number;
  readonly unansweredMonths: number;
  /** WH 10, second paragraph. */
  readonly investigateAfterMonths: number;
  /** WH 7.5. */
  readonly paperValidityMonths: number;
  /** WH 7.1; the text names no number. */
  readonly displayDays: number;
  /** D3: WH 8.2 knows no exception; national law dropped the loss for work injury in 2010. */
  readonly imprisonmentSparesWorkInjury: boolean;
}

export const WEIHAI_DEFAULTS: WeihaiOptions = {
  suspendAfterWorkingDays: 3,
  verifyWithinMonths: 3,
  confirmWithinWorkingDays: 3,
  unansweredMonths: 1,
  investigateAfterMonths: 6,
  paperValidityMonths: 6,
  displayDays: 7,
  imprisonmentSparesWorkInjury: true,
};

const MEDICAL: ReadonlySet<Insurance> = new Set<Insurance>([
  "employee-medical",
  "resident-medical",
]);

/** WH 3.5 and 8.4-8.6: survivors lose as dependants do, but for coming of age. */
const SURVIVORS_AND_DEPENDANTS: ReadonlySet<BenefitKind> = new Set<BenefitKind>([
  "dependant-pension",
  "survivor-subsidy",
]);

export function weihaiPack(options: WeihaiOptions = WEIHAI_DEFAULTS): Pack {
  return {
    id: "weihai-2017",
    title: { zh: "威海市（2017年办法）", en: "Weihai (measures of 2017)" },
    instrument: {
      zh: "威海市社会保险长期待遇领取资格认证办法（2017年11月30日，有效期延长至2024年12月31日）",
      en: "Weihai measures on certification for long-term benefits, 2017, extended to 2024",
    },
    citationPrefix: "WH",
    validity: { from: dayAt("2018-01-01"), to: dayAt("2024-12-31") },
    covers: (insurance) => !MEDICAL.has(insurance),
    clock: windowClock({
      groupOf,
      suspendAfterWorkingDays: options.suspendAfterWorkingDays,
      paperValidityMonths: options.paperValidityMonths,
    }),
    refusedMethods: new Set(),
    maintenanceIsSign: false,
    unknownLosses: new Set(),
    paperValidityMonths: options.paperValidityMonths,
    observationsArriveWhenTheyOccur: false,
    imprisonmentExempt: new Set<BenefitKind>(
      options.imprisonmentSparesWorkInjury ? ["disability-allowance", "nursing-fee"] : [],
    ),
    dependantLossApplies: dependantLosses([
      ...DEPENDANT_RULES,
      {
        groups: new Set<LossGroup>(["adopted", "employed", "enlisted"]),
        kinds: SURVIVORS_AND_DEPENDANTS,
      },
      {
        groups: new Set<LossGroup>(["remarried"]),
        kinds: SURVIVORS_AND_DEPENDANTS,
        relationships: new Set(["spouse"] as const),
      },
    ]),
    reminds: false,
    reviewsCertifications: false,
    evidence: {
      certify: (kind) => (PAPERS.has(kind) ? [["document"]] : []),
      verifyEligible: [],
    },
    failedCertificationSuspendsAfterWorkingDays: options.suspendAfterWorkingDays,
    tasks: {
      bodyFor: (facts) => (facts.hasResidence ? "service-point" : "agency"),
      dueOn: (openedOn) => addMonths(openedOn, options.verifyWithinMonths),
      confirmationBody: () => "agency",
      confirmationDueOn: (openedOn) => addWorkingDays(openedOn, options.confirmWithinWorkingDays),
      afterUnreachable: "to-agency",
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
      conflictWaitsForTask: false,
      needsReminder: false,
      unreachableBy: "agency",
      unreachableOnlyAfterDeadline: false,
      investigateAfterMonths: options.investigateAfterMonths,
    },
    resumption: {
      signed: "first-after-certification",
      lapseResumesByItself: false,
      terminatedByCityOnly: false,
    },
    display: {
      kinds: new Set<SignKind>(["community"]),
      days: options.displayDays,
      suspendAfterWorkingDays: options.suspendAfterWorkingDays,
    },
    unit: { decides: false, maintenanceCertifies: false, terminatesDirectly: false },
    cites: WEIHAI_CITATIONS,
    articles: WEIHAI_ARTICLES,
    options: { ...options },
    readings: WEIHAI_READINGS,
    words: WEIHAI_WORDS,
  };
}

/** The six groups of WH 3. A survivor's subsidy of any insurance is group 5. */
function groupOf(facts: EntitlementFacts): number {
  switch (facts.kind) {
    case "survivor-subsidy":
      return 5;
    case "dependant-pension":
      return 4;
    case "disability-allowance":
    case "nursing-fee":
      return 3;
    case "resident-pension":
      return 2;
    case "retirement-pension":
    case "veteran-cadre-pension":
      return facts.insurance === "resident-pension" ? 2 : 1;
  }
}
