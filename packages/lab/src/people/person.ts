// One invented person as the agency's roster knows them, with the little that only the truth knows.

import type {
  BenefitKind,
  BenefitStatus,
  Day,
  IdType,
  Incapacity,
  Insurance,
  LifeSign,
  Relationship,
} from "@lingdai/policy";

import type { Holder } from "./entitlement-kinds.ts";
import type { Sex } from "./names.ts";

export interface Entitlement {
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
  readonly since: Day;
  /** In fen: money is never a float. */
  readonly monthlyFen: number;
  readonly status: BenefitStatus;
  readonly lastCertifiedOn: Day | undefined;
  readonly lastCertifiedBy: LifeSign | undefined;
  readonly refutedOn: Day | undefined;
  readonly relationship: Relationship | undefined;
  readonly incapacity: Incapacity | undefined;
}

/** Where a person stays: in the area, in another province, out of the mainland. */
export type Stay = "local" | "elsewhere" | "abroad";

export interface Person {
  /** Place on the roster, from 0; everything about the person follows from it and the seed. */
  readonly index: number;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly name: string;
  /** As the roster writes it: a few in a traditional or variant form. */
  readonly rosterName: string;
  readonly sex: Sex;
  readonly birthDate: Day;
  readonly phone: string;
  readonly householdDivision: string;
  readonly householdAddress: string;
  readonly residenceDivision: string;
  readonly residenceAddress: string;
  /** Where they really live: a division code, or `HK`, `MO`, `TW`, `ABROAD`. */
  readonly whereabouts: string;
  readonly stay: Stay;
  readonly unitCode: string;
  readonly unitName: string;
  readonly payDivision: string;
  /** The village of their household register, whatever the roster knows of it. */
  readonly homeVillage: string;
  readonly holder: Holder;
  /** Leaves no trace in any source but when asked to certify. */
  readonly isSilent: boolean;
  /** Died before the first month began, although the roster still lists them. */
  readonly diedBefore: Day | undefined;
  /** Has been missing since long before the first month, although the roster still lists them. */
  readonly missingBefore: Day | undefined;
  /** The person on the roster whose full name they share on purpose. */
  readonly homonymOf: number | undefined;
  readonly entitlements: readonly [Entitlement, ...Entitlement[]];
}
