// The fictional city of Yunwan, used by tests alone: a clock of its own, a certification window, an
// evidence rule and a sign that waits. It is data and rules in this folder, and nothing elsewhere.

import { addMonths, dayAt } from "../../src/civil-date.ts";
import type { SignKind } from "../../src/codes.ts";
import { DEPENDANT_RULES, dependantLosses } from "../../src/dependants.ts";
import type { EntitlementFacts } from "../../src/facts.ts";
import type { EvidenceNeed, Pack } from "../../src/pack.ts";
import { addWorkingDays } from "../../src/working-days.ts";
import { birthMonthClock } from "./birth-month-clock.ts";
import { YUNWAN_CITATIONS } from "./citations.ts";
import { YUNWAN_READINGS } from "./readings.ts";

export interface YunwanOptions {
  readonly leastMonths: number;
  readonly remindDaysBefore: number;
  readonly suspendOnDay: number;
  /** YW 5: working days after its arrival from which a check-up counts. */
  readonly checkupWorkingDays: number;
  /** YW 6. */
  readonly verifyWithinDays: number;
  /** YW 7. */
  readonly paymentFailureMonths: number;
  /** YW 8. */
  readonly confirmWithinWorkingDays: number;
  /** YW 10. */
  readonly displayDays: number;
  /** YW 11. */
  readonly stopAfterMonths: number;
}

export const YUNWAN_DEFAULTS: YunwanOptions = {
  leastMonths: 9,
  remindDaysBefore: 30,
  suspendOnDay: 10,
  checkupWorkingDays: 10,
  verifyWithinDays: 45,
  paymentFailureMonths: 3,
  confirmWithinWorkingDays: 5,
  displayDays: 5,
  stopAfterMonths: 6,
};

export function yunwanPack(options: YunwanOptions = YUNWAN_DEFAULTS): Pack {
  const confirmationDueOn = (openedOn: number): number =>
    addWorkingDays(openedOn, options.confirmWithinWorkingDays);
  return {
    id: "yunwan-2020",
    title: { zh: "云湾市（虚构，仅供测试）", en: "Yunwan (fictional, for tests)" },
    instrument: { zh: "云湾市待遇领取资格年审规定", en: "Yunwan rules on the yearly review" },
    citationPrefix: "YW",
    validity: { from: dayAt("2020-01-01"), to: dayAt("2027-06-30") },
    covers: (insurance, kind) =>
      (insurance === "resident-pension" && kind === "resident-pension") ||
      (insurance === "work-injury" && kind === "dependant-pension"),
    clock: birthMonthClock({ ...options, groupOf }),
    // YW 5: a bank does not certify.
    refusedMethods: new Set<SignKind>(["bank-visit"]),
    maintenanceIsSign: false,
    unknownLosses: new Set(),
    countsFrom: (kind, arrivedOn) =>
      kind === "health-checkup" ? addWorkingDays(arrivedOn, options.checkupWorkingDays) : arrivedOn,
    observationsArriveWhenTheyOccur: false,
    imprisonmentExempt: new Set(),
    dependantLossApplies: dependantLosses(DEPENDANT_RULES),
    reminds: true,
    reviewsCertifications: false,
    evidence: { certify: evidenceFor, verifyEligible: [["id-card"], ["photo", "video"]] },
    tasks: {
      bodyFor: (facts) => (facts.hasResidence ? "service-point" : "agency"),
      dueOn: (openedOn) => openedOn + options.verifyWithinDays,
      confirmationBody: () => "agency",
      confirmationDueOn,
      afterUnreachable: "to-agency",
    },
    suspension: {
      lossFromData: {
        order: "confirm-first",
        unansweredOn: (openedOn) => addMonths(confirmationDueOn(openedOn), 1) + 1,
      },
      conflictWaitsForTask: true,
      needsReminder: true,
      unreachableBy: "agency",
      unreachableOnlyAfterDeadline: true,
      stopAfterMonths: options.stopAfterMonths,
      paymentFailureMonths: options.paymentFailureMonths,
    },
    resumption: { signed: "at-once", lapseResumesByItself: false, terminatedByCityOnly: true },
    display: {
      kinds: new Set<SignKind>(["household-survey"]),
      days: options.displayDays,
      suspendAfterWorkingDays: 1,
    },
    unit: { decides: false, maintenanceCertifies: false, terminatesDirectly: false },
    cites: YUNWAN_CITATIONS,
    articles: [],
    options: { ...options },
    readings: YUNWAN_READINGS,
  };
}

/** YW 3: residents are group 1, dependants group 2. */
function groupOf(facts: EntitlementFacts): number {
  return facts.kind === "dependant-pension" ? 2 : 1;
}

/** YW 5: a home visit is pictured, and somebody answers for it on paper. */
function evidenceFor(kind: SignKind): EvidenceNeed {
  return kind === "home-visit"
    ? [
        ["photo", "video"],
        ["document", "mandate"],
      ]
    : [];
}
