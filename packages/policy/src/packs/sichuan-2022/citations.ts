// Which articles of the Sichuan rules stand behind what the engine decides.

import type { LossSign, SignKind } from "../../codes.ts";
import type { EntitlementFacts } from "../../facts.ts";
import type { Citation, PackCitations } from "../../pack.ts";

const FROM_DATA: readonly Citation[] = ["SC 4", "SC 9"];
const SELF_SERVICE: readonly Citation[] = ["SC 10", "SC 33"];
const ABROAD = "SC A3";

/** Articles 9 to 11, 18 to 20 and annex 3: the way in which somebody was seen. */
const METHOD_CLAUSES: Readonly<Partial<Record<SignKind, readonly Citation[]>>> = {
  "rail-travel": FROM_DATA,
  "air-travel": FROM_DATA,
  "hospital-stay": FROM_DATA,
  "hospital-discharge": FROM_DATA,
  "border-crossing": FROM_DATA,
  "offsite-assist": FROM_DATA,
  released: FROM_DATA,
  returned: FROM_DATA,
  "other-life": FROM_DATA,
  "health-checkup": ["SC 9", "SC 18.3"],
  "face-self": SELF_SERVICE,
  "face-on-behalf": SELF_SERVICE,
  "consular-app": [...SELF_SERVICE, ABROAD],
  "consular-certificate": [ABROAD],
  "hkmo-union-certificate": [ABROAD],
  "taiwan-notarised-certificate": [ABROAD],
  "overseas-review-form": [ABROAD],
  "activity-signin": ["SC 11", "SC 18.1"],
  "condolence-visit": ["SC 11", "SC 18.2"],
  "household-survey": ["SC 11", "SC 19.1"],
  "home-visit": ["SC 11", "SC 20"],
};
/** At any counter or service point, by the unit or a bank. */
const IN_PERSON: readonly Citation[] = ["SC 5", "SC 11"];

export const SICHUAN_CITATIONS: PackCitations = {
  eligible: (_facts, kind) => {
    const cycle = ["SC 7", "SC 8", "SC 34"];
    // With no sign at all the grant was the proof: within the scope, under rules in force (D5).
    if (kind === undefined) return ["SC 1", ...cycle, "SC 44"];
    return [...cycle, "SC 12", ...(METHOD_CLAUSES[kind] ?? IN_PERSON)];
  },
  verified: ["SC 18", "SC 21"],
  lost: (facts, kind) => [
    facts.insurance === "work-injury" ? "SC 13.2" : "SC 13.1",
    ...sourceClauses(kind),
  ],
  pending: (facts, reason, isPastDeadline) => {
    const verified = [verifierClause(facts), "SC 21"];
    if (reason === "incapacity-unknown") return ["SC 13.2", "SC 14", ...verified];
    if (reason === "conflict") return ["SC 14", "SC 12", ...verified];
    // What follows if nobody certifies (SC 24, 35) belongs to the finding from its first day.
    return isPastDeadline
      ? ["SC 14", "SC 24", "SC 35", "SC 37", "SC 38", ...verified]
      : ["SC 14", "SC 37", "SC 23", ...verified, "SC 24", "SC 35"];
  },
  suspension: (cause, kind) => {
    switch (cause) {
      case "payment-failures":
        return ["SC 24"];
      case "loss-found":
      case "loss-unanswered":
        return ["SC 25", "SC 14", ...lockClause(kind)];
      case "came-of-age":
        return ["SC 13.2", "SC 25"];
      case "conflict":
      case "unreachable":
      case "lapse":
      case "unit-fail":
      case "failed-certification":
      case "public-objection":
        return ["SC 24", "SC 35", "SC 37"];
    }
  },
  stop: (cause, kind) => {
    if (cause === "no-objection") return ["SC 26"];
    return isDeath(kind) ? ["SC 25", "SC 22", ...lockClause(kind)] : ["SC 25"];
  },
  resumption: (cause) =>
    cause === "signed-after-termination" ? ["SC 27", "SC 28", "SC 29"] : ["SC 27", "SC 29"],
  termination: ["SC 29", "SC 32", "SC 32.2", "SC 25"],
};

function isDeath(kind: LossSign | undefined): boolean {
  return kind?.startsWith("death-") === true;
}

/** SC 36: what a death closes, suspended or stopped. */
function lockClause(kind: LossSign | undefined): readonly Citation[] {
  return isDeath(kind) ? ["SC 36"] : [];
}

/** SC 22 for what people report, SC 9 for what departments' records say. */
function sourceClauses(kind: LossSign): readonly Citation[] {
  // The engine derives a birthday itself: no source says so.
  if (kind === "came-of-age") return [];
  return kind === "death-family-report" || kind === "death-org-report" ? ["SC 22"] : ["SC 9"];
}

function verifierClause(facts: EntitlementFacts): Citation {
  return facts.insurance === "work-injury" ? "SC 16" : "SC 15";
}
