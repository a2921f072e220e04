// What is on file about one entitlement, and the records that people and sources add to it.

import type { Day } from "./civil-date.ts";
import type {
  BenefitKind,
  BenefitStatus,
  Incapacity,
  Insurance,
  LossGroup,
  LossSign,
  Relationship,
  SignKind,
} from "./codes.ts";
import type { Sign } from "./sign.ts";

/** One entitlement as the roster knows it. What is unknown is absent. */
export interface EntitlementFacts {
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  readonly status: BenefitStatus;
  readonly birthDate?: Day | undefined;
  readonly relationship?: Relationship | undefined;
  readonly incapacity?: Incapacity | undefined;
  readonly hasPhone: boolean;
  readonly hasUnit: boolean;
  readonly hasResidence: boolean;
  /** The roster's own last certification; it counts whatever its kind. */
  readonly lastCertified?: { readonly on: Day; readonly by?: SignKind | undefined } | undefined;
  /** The last day on which a person refuted loss signs (FORMATS section 1). */
  readonly refutedOn?: Day | undefined;
}

/** A sign with its place in the order in which things became known. */
export interface KnownSign extends Sign {
  /** Rises with every event; signs read from files carry none. */
  readonly sequence?: number;
  /** A person's own decision is counted at once and never waits for the 4th (QD 1.3). */
  readonly isDecision?: boolean;
}

/** The source under which a task's result "eligible" is kept as a sign. */
export const VERIFICATION_SOURCE = "verification";

/** A loss that a person confirmed: life signs known before do not conflict with it. */
export interface ConfirmedLoss {
  readonly kind: LossSign;
  readonly occurredOn: Day;
  readonly confirmedOn: Day;
  readonly sequence: number;
}

/** A person found loss signs of these groups wrong on that day (D1). */
export interface Refutation {
  readonly on: Day;
  readonly sequence: number;
  readonly groups: ReadonlySet<LossGroup>;
}

/** A certification that was tried and failed, or a unit's fail (WH 10, QD 3.2). */
export interface Failure {
  readonly on: Day;
  readonly sequence: number;
  /** The loss that a unit named: only its refutation annuls such a fail, no later sign. */
  readonly lossKind?: LossSign | undefined;
}

/** A certification window that an agency announced (WH 5). */
export interface CertificationWindow {
  readonly announcedOn?: Day | undefined;
  readonly from: Day;
  readonly to: Day;
  /** Groups of people as numbered in WH 3; absent: all. */
  readonly groups?: readonly number[] | undefined;
  readonly frequencyMonths: number;
}

/** Everything besides the facts that a conclusion rests on. */
export interface Records {
  readonly signs: readonly KnownSign[];
  readonly confirmedLosses?: readonly ConfirmedLoss[];
  readonly refutations?: readonly Refutation[];
  readonly failures?: readonly Failure[];
  readonly windows?: readonly CertificationWindow[];
}
