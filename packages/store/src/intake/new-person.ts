// Somebody who was not in the record before, as a roster brings them: what is theirs, what is granted and
// where it stands on the day of the import. Knows no table.

import type {
  BenefitKind,
  BenefitStatus,
  Day,
  Incapacity,
  Insurance,
  Relationship,
  SignKind,
} from "@lingdai/policy";

export interface NewPerson {
  readonly documentKey: Buffer;
  readonly nameKeys: readonly Buffer[];
  readonly sealed: Buffer;
  readonly sex?: string | undefined;
  readonly birthDate?: Day | undefined;
  readonly hasPhone: boolean;
  readonly hasHousehold: boolean;
  readonly hasResidence: boolean;
  readonly householdDivision?: string | undefined;
  readonly residenceDivision?: string | undefined;
  readonly entitlements: readonly NewEntitlement[];
  readonly caseFiles: readonly NewCaseFile[];
}

/** What a roster row grants, and where it stands on the day of the import. */
export interface NewEntitlement {
  readonly policy?: string | undefined;
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  readonly monthlyAmount?: string | undefined;
  readonly unitCode?: string | undefined;
  readonly payDivision: string;
  readonly relationship?: Relationship | undefined;
  readonly incapacity?: Incapacity | undefined;
  readonly lastCertifiedOn?: Day | undefined;
  readonly lastCertifiedBy?: SignKind | undefined;
  readonly refutedOn?: Day | undefined;
  readonly status: BenefitStatus;
  readonly stopReason?: string | undefined;
  readonly statusSince?: Day | undefined;
  readonly conclusion?: string | undefined;
  readonly pendingReason?: string | undefined;
  readonly anchorOn?: Day | undefined;
  readonly anchorBy?: string | undefined;
  readonly anchorSource?: string | undefined;
  readonly deadline?: Day | undefined;
  readonly basis: readonly string[];
  readonly decidedBy: readonly string[];
  readonly decidedOn?: Day | undefined;
}

export interface NewCaseFile {
  readonly policy: string;
  readonly openedOn: Day;
  readonly nextDueOn?: Day | undefined;
}
