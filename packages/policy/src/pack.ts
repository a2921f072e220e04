// What a region's pack must say. A pack is data plus the few rules that are its own;
// the engine asks the pack and never names a region.

import type { Article } from "./article.ts";
import type { Day } from "./civil-date.ts";
import type {
  BenefitKind,
  Incapacity,
  Insurance,
  Label,
  LossGroup,
  LossSign,
  PendingReason,
  Relationship,
  SignKind,
} from "./codes.ts";
import type { Citation } from "./citation.ts";
import type { Clock } from "./clocks/clock.ts";
import type { EntitlementFacts } from "./facts.ts";
import type { RegionWords } from "./region-words.ts";

export type { Citation };

export type Body = "service-point" | "unit" | "agency";

export type EvidenceKind = "photo" | "video" | "id-card" | "mandate" | "document";

/** Each group is met by any one of its kinds; all groups must be met (D15). */
export type EvidenceNeed = readonly (readonly EvidenceKind[])[];

/** Citations for whatever the engine decides or does; each list may be empty. */
export interface PackCitations {
  readonly eligible: (facts: EntitlementFacts, kind: SignKind | undefined) => readonly Citation[];
  /** Besides the method: where a verification task found the person eligible. */
  readonly verified: readonly Citation[];
  readonly lost: (facts: EntitlementFacts, kind: LossSign) => readonly Citation[];
  readonly pending: (
    facts: EntitlementFacts,
    reason: PendingReason,
    isPastDeadline: boolean,
  ) => readonly Citation[];
  readonly suspension: (cause: SuspensionCause, kind?: LossSign) => readonly Citation[];
  readonly stop: (cause: StopCause, kind?: LossSign) => readonly Citation[];
  readonly resumption: (cause: ResumptionCause) => readonly Citation[];
  readonly termination: readonly Citation[];
}

export type SuspensionCause =
  | "lapse"
  | "conflict"
  | "loss-found"
  | "loss-unanswered"
  | "came-of-age"
  | "unreachable"
  | "payment-failures"
  | "unit-fail"
  | "failed-certification"
  | "public-objection";
export type StopCause = "loss-confirmed" | "no-objection" | "unit-termination";
export type ResumptionCause =
  "signed" | "signed-after-termination" | "by-itself" | "objection-resolved";

/** One documented choice of ours: what it is, where it stands, and our reading. */
export interface PackReading {
  readonly option: string;
  readonly cites: readonly Citation[];
  readonly zh: string;
  readonly en: string;
}

/** When a matched life sign begins to count (QD 1.4); elsewhere on the day it arrives. */
export type CountsFrom = (kind: SignKind, arrivedOn: Day) => Day;

export interface TaskRules {
  /** Who checks a person without a sign; the engine falls back to the agency. */
  readonly bodyFor: (facts: EntitlementFacts) => Body;
  /** The body to which `unreachable` moves the task before anybody concludes from it (SC 16). */
  readonly bodyAfterUnitUnreachable?: Body;
  readonly dueOn: (openedOn: Day) => Day;
  /** A loss from data that nobody has confirmed (D2). */
  readonly confirmationBody: (facts: EntitlementFacts) => Body;
  readonly confirmationDueOn: (openedOn: Day) => Day;
  /** What an `unreachable` does to the task (D9). */
  readonly afterUnreachable: "close" | "stay" | "to-agency";
}

export interface SuspensionRules {
  /** `suspend-first`: on arrival; `confirm-first`: once nobody answered until this day (D2). */
  readonly lossFromData:
    | { readonly order: "suspend-first" }
    | { readonly order: "confirm-first"; readonly unansweredOn: (openedOn: Day) => Day };
  /** Whether a conflict holds off the lapse until its first task's due date (D1, SC 24). */
  readonly conflictWaitsForTask: boolean;
  /** Whether a lapse suspends only who was warned in time by a reminder (D16). */
  readonly needsReminder: boolean;
  /** Whose `unreachable` suspends (D9): any body's, or only the agency's own. */
  readonly unreachableBy: "any-body" | "agency";
  /** Whether `unreachable` suspends only after the deadline (sichuan). */
  readonly unreachableOnlyAfterDeadline: boolean;
  /** Months after which a suspension without objection becomes a stop (SC 26, ZB 4.2.4). */
  readonly stopAfterMonths?: number;
  /** Months of suspension after which the agency itself investigates (WH 10). */
  readonly investigateAfterMonths?: number;
  /** Months of consecutive failed payments that suspend (SC 24, D13). */
  readonly paymentFailureMonths?: number;
}

export interface ResumptionRules {
  /**
   * When payment is back: on the third signature; on the 1st after the certification once signed
   * (weihai); on the 1st after the signature (qingdao, after a fail or a loss).
   */
  readonly signed: "at-once" | "first-after-certification" | "first-after-signature";
  /** Whether a mere lapse is made good on the 1st of the next month without signatures. */
  readonly lapseResumesByItself: boolean;
  /** Whether a terminated pension is resumed by the city only (SC 28). */
  readonly terminatedByCityOnly: boolean;
}

/** A certification of a kind shown to the public, which may object (WH 7.1). */
export interface DisplayRules {
  readonly kinds: ReadonlySet<SignKind>;
  readonly days: number;
  readonly suspendAfterWorkingDays: number;
}

export interface UnitRules {
  /** Whether a unit decides by pass and fail (QD 3.2). */
  readonly decides: boolean;
  /** Whether basic data that the unit keeps complete are a certification (QD 4.3). */
  readonly maintenanceCertifies: boolean;
  /** Whether a unit may ask to terminate a benefit that is still paid (QD A11). */
  readonly terminatesDirectly: boolean;
}

export interface Pack {
  readonly id: string;
  readonly title: Label;
  /** The instrument that the citations point to. */
  readonly instrument: Label;
  readonly citationPrefix: string;
  readonly validity: { readonly from: Day; readonly to?: Day };
  readonly covers: (insurance: Insurance, kind: BenefitKind) => boolean;
  readonly clock: Clock;
  /** Methods that this region does not accept at all. */
  readonly refusedMethods: ReadonlySet<SignKind>;
  /** Whether keeping basic data up to date is a sign at all (QD 4.3 only). */
  readonly maintenanceIsSign: boolean;
  /** Loss signs that are none here (`missing` in shanxi, SX 2.2). */
  readonly unknownLosses: ReadonlySet<LossSign>;
  readonly countsFrom?: CountsFrom;
  /** Months after its date within which a paper must be handed in (WH 7.5). */
  readonly paperValidityMonths?: number;
  /** Whether an observation file without arrival days means the day it occurred (qingdao). */
  readonly observationsArriveWhenTheyOccur: boolean;
  /** Kinds of benefit that imprisonment leaves untouched (D3). */
  readonly imprisonmentExempt: ReadonlySet<BenefitKind>;
  /** Whether a dependant's loss counts for this kind of benefit and relationship (D4). */
  readonly dependantLossApplies: (
    group: LossGroup,
    kind: BenefitKind,
    relationship: Relationship | undefined,
    incapacity: Incapacity | undefined,
  ) => boolean;
  /** Whether a reminder is sent before the deadline, and to whom it falls. */
  readonly reminds: boolean;
  /** Where a failed attempt in an app lets a reminder that is due go out again, and by which clause. */
  readonly remindsAgain?: { readonly cites: readonly Citation[] } | undefined;
  /** Whether in-person certifications wait for first and second review (SC 11). */
  readonly reviewsCertifications: boolean;
  readonly evidence: {
    readonly certify: (kind: SignKind) => EvidenceNeed;
    readonly verifyEligible: EvidenceNeed;
  };
  readonly failedCertificationSuspendsAfterWorkingDays?: number;
  readonly tasks: TaskRules;
  readonly suspension: SuspensionRules;
  readonly resumption: ResumptionRules;
  readonly display?: DisplayRules;
  readonly unit: UnitRules;
  readonly cites: PackCitations;
  /** Every article, item and annex of the instrument, in its order. */
  readonly articles: readonly Article[];
  /** The values with which the pack was made; each has its reading. */
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly readings: readonly PackReading[];
  /** Everyday words for its clauses; pages of a pack without them show bare citations. */
  readonly words?: RegionWords;
}
