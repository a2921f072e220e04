// One person's file while it is worked on: what is on record, the benefits with their tasks,
// applications and clocks, and what has been told to whom. Plain values; every change makes a new
// file. Knows no storage: the system of record saves exactly this.

import type { Day } from "../civil-date.ts";
import type { BenefitStatus, Conclusion, Insurance, BenefitKind, PendingReason } from "../codes.ts";
import type { Incapacity, LossSign, Relationship, SignKind } from "../codes.ts";
import type {
  CertificationWindow,
  ConfirmedLoss,
  EntitlementFacts,
  Failure,
  KnownSign,
  Records,
  Refutation,
} from "../facts.ts";
import { isLossSign } from "../codes.ts";
import type { Pack } from "../pack.ts";
import type { Benefit } from "./benefit.ts";
import type { Submission } from "./certification-review.ts";
import type { Applications } from "./high-risk-approval.ts";
import { NO_APPLICATIONS } from "./high-risk-approval.ts";
import type { Notice } from "./notice.ts";
import type { Payments } from "./payments.ts";
import { NO_PAYMENTS } from "./payments.ts";
import type { ClockHold, Start } from "./protection.ts";
import type { PublicDisplay } from "./public-display.ts";
import type { TaskReason, VerificationTask } from "./verification-task.ts";

/** The basic data whose completeness matters (QD A7); the values themselves live elsewhere. */
export interface PersonData {
  readonly birthDate?: Day | undefined;
  readonly hasPhone: boolean;
  readonly hasHousehold: boolean;
  readonly hasResidence: boolean;
}

/** QD A7, 4.3: phone and both addresses are on file. */
export function isComplete({ hasPhone, hasHousehold, hasResidence }: PersonData): boolean {
  return hasPhone && hasHousehold && hasResidence;
}

/** What was granted: the part of the entitlement that no event changes. */
export interface Grant {
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  readonly hasUnit: boolean;
  readonly relationship?: Relationship | undefined;
  readonly incapacity?: Incapacity | undefined;
  readonly lastCertified?: { readonly on: Day; readonly by?: SignKind | undefined } | undefined;
  /** What the roster said when it was taken over (FORMATS section 1). */
  readonly refutedOn?: Day | undefined;
  /** Paid where absent. */
  readonly openingStatus?: BenefitStatus | undefined;
}

export interface EntitlementFile {
  readonly grant: Grant;
  readonly benefit: Benefit;
  /** Signs that decide about this entitlement only: verifications, a unit's pass. */
  readonly ownSigns: readonly KnownSign[];
  readonly confirmedLosses: readonly ConfirmedLoss[];
  readonly refutations: readonly Refutation[];
  readonly failures: readonly Failure[];
  /** The conclusion that the last run or event drew, to see what changed. */
  readonly concluded?: {
    readonly conclusion: Conclusion;
    readonly reason?: PendingReason | undefined;
  };
  readonly eligibleSince?: Day | undefined;
  readonly task?: VerificationTask | undefined;
  /** The strongest reason that the task was last opened for or that was answered. */
  readonly workedReason?: TaskReason | undefined;
  readonly hasObjection: boolean;
  /** When the 3-month clock of a suspension without objection started. */
  readonly clockFrom?: Day | undefined;
  /** The due date of the first task of the conflict that still lasts. */
  readonly conflictTaskDueOn?: Day | undefined;
  /** The day on which an unanswered loss suspends (D2), and the loss that it rests on. */
  readonly unansweredOn?: Day | undefined;
  /** The anchor whose reminder went out, and whether that was before its deadline (D16). */
  readonly reminded?: { readonly anchor: Day; readonly inTime: boolean } | undefined;
  /** The agency investigates a long suspension (WH 10): once a suspension. */
  readonly isInvestigated: boolean;
  /** A fail or a loss happened: resuming needs signatures even where a lapse does not (QD 3.3). */
  readonly needsSignatures: boolean;
  /** Payment is back in the run of this day, unless the person ceases to be eligible. */
  readonly resumeOn?: Day | undefined;
  readonly applications: Applications;
  readonly payments: Payments;
  readonly display: PublicDisplay;
  /** Months (as integers) whose 1st found the benefit unpaid, and those back-paid since. */
  readonly unpaidMonths: readonly number[];
  readonly backPaidMonths: readonly number[];
  /** Persons whom nobody can reach are announced publicly (SC 23). */
  readonly isOnPublicNoticeList: boolean;
}

export interface CaseFile {
  readonly person: PersonData;
  /** Signs that speak for the person, so for every entitlement. */
  readonly signs: readonly KnownSign[];
  readonly windows: readonly CertificationWindow[];
  /** The holds of the clock that agencies of the region declared (D16). */
  readonly holds: readonly ClockHold[];
  readonly submissions: readonly Submission[];
  /** Rises with every event: the order in which things became known. */
  readonly sequence: number;
  /** The first day that the policy was run for this person. */
  readonly openedOn: Day;
  readonly start: Start;
  readonly entitlements: readonly EntitlementFile[];
}

/** What one run or event told, an entry an entitlement, each in the order of issue. */
export type NoticesByEntitlement = readonly (readonly Notice[])[];

export function openCaseFile(
  person: PersonData,
  grants: readonly Grant[],
  openedOn: Day,
  start: Start = "running",
): CaseFile {
  return {
    person,
    signs: [],
    windows: [],
    holds: [],
    submissions: [],
    sequence: 0,
    openedOn,
    start,
    entitlements: grants.map((grant) => openEntitlement(grant, openedOn)),
  };
}

/** One entitlement of a file as it is opened. */
export function openEntitlement(grant: Grant, openedOn: Day): EntitlementFile {
  const benefit = openBenefit(grant.openingStatus ?? "paying", openedOn);
  return {
    grant,
    benefit,
    ownSigns: [],
    confirmedLosses: [],
    refutations: [],
    failures: [],
    hasObjection: false,
    isInvestigated: false,
    needsSignatures: benefit.status !== "paying",
    applications: NO_APPLICATIONS,
    payments: NO_PAYMENTS,
    display: { state: "none" },
    unpaidMonths: [],
    backPaidMonths: [],
    isOnPublicNoticeList: false,
  };
}

/**
 * Reading: a roster does not say why it holds a benefit back, so the reason is `other` and payment
 * is back only with signatures; of the months before the takeover nothing is known to be owed.
 */
function openBenefit(status: BenefitStatus, openedOn: Day): Benefit {
  const opened: Benefit = { status, changedOn: openedOn, cites: [], isDeathLocked: false };
  return status === "suspended" || status === "stopped" ? { ...opened, reason: "other" } : opened;
}

export function factsOf(file: CaseFile, entitlement: EntitlementFile): EntitlementFacts {
  return {
    ...entitlement.grant,
    status: entitlement.benefit.status,
    birthDate: file.person.birthDate,
    hasPhone: file.person.hasPhone,
    hasResidence: file.person.hasResidence,
  };
}

export function recordsOf(file: CaseFile, entitlement: EntitlementFile): Records {
  return {
    signs:
      entitlement.ownSigns.length === 0 ? file.signs : [...file.signs, ...entitlement.ownSigns],
    confirmedLosses: entitlement.confirmedLosses,
    refutations: entitlement.refutations,
    failures: entitlement.failures,
    windows: file.windows,
  };
}

export function isInForce(pack: Pack, day: Day): boolean {
  return day >= pack.validity.from && (pack.validity.to === undefined || day <= pack.validity.to);
}

/** The loss signs on file for one entitlement, confirmed ones included. */
export function lossesOnFile(
  file: CaseFile,
  entitlement: EntitlementFile,
): readonly { readonly kind: LossSign; readonly occurredOn: Day }[] {
  return [
    ...[...file.signs, ...entitlement.ownSigns].flatMap(({ kind, occurredOn }) =>
      isObservedLoss(kind) ? [{ kind, occurredOn }] : [],
    ),
    ...entitlement.confirmedLosses,
  ];
}

function isObservedLoss(kind: SignKind): kind is LossSign {
  return isLossSign(kind) && kind !== "came-of-age";
}
