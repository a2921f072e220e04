// Entitlements and the latest signs of their people as columns of numbers, and how codes become
// numbers in them. Knows no rule: `ColumnConclusions` concludes over these columns.

import type { Day } from "../civil-date.ts";
import type { SignKind } from "../codes.ts";
import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  CONCLUSIONS,
  INCAPACITIES,
  INSURANCES,
  PENDING_REASONS,
  RELATIONSHIPS,
  SIGNS,
} from "../codes.ts";

/** What stands in a column of days where there is none. */
export const NO_DAY: Day = -0x8000_0000;

/** A code list as numbers: 0 stands for no code, the first code is 1. */
export interface CodeNumbers<Code extends string> {
  readonly codes: readonly Code[];
  readonly numberOf: (code: Code | undefined) => number;
  readonly codeOf: (number: number) => Code | undefined;
}

function numbersOf<Code extends string>(table: Readonly<Record<Code, unknown>>): CodeNumbers<Code> {
  const codes = Object.keys(table) as Code[];
  const numbers = new Map(codes.map((code, at) => [code, at + 1]));
  return {
    codes,
    numberOf: (code) => (code === undefined ? 0 : (numbers.get(code) ?? 0)),
    codeOf: (number) => codes[number - 1],
  };
}

export const INSURANCE_NUMBERS = numbersOf(INSURANCES);
export const BENEFIT_KIND_NUMBERS = numbersOf(BENEFIT_KINDS);
export const STATUS_NUMBERS = numbersOf(BENEFIT_STATUSES);
export const RELATIONSHIP_NUMBERS = numbersOf(RELATIONSHIPS);
export const INCAPACITY_NUMBERS = numbersOf(INCAPACITIES);
export const CONCLUSION_NUMBERS = numbersOf(CONCLUSIONS);
export const PENDING_REASON_NUMBERS = numbersOf(PENDING_REASONS);
/** Life signs come first in the table, so a life sign has the same number in both readings. */
export const SIGN_NUMBERS: CodeNumbers<SignKind> = numbersOf(SIGNS);

/** One roster row an index. */
export interface EntitlementColumns {
  readonly person: Uint32Array;
  readonly insurance: Uint8Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  readonly relationship: Uint8Array;
  readonly incapacity: Uint8Array;
  readonly since: Int32Array;
  readonly birthDate: Int32Array;
  readonly lastCertifiedOn: Int32Array;
  readonly lastCertifiedBy: Uint8Array;
}

/** One person an index: the latest life sign of each slot of a standing. */
export interface StandingColumns {
  /** 1 where the latest signs do not suffice: signs that must be seen with all others. */
  readonly needsRecords: Uint8Array;
  readonly countedOn: Int32Array;
  readonly countedKind: Uint8Array;
  readonly paperOn: Int32Array;
  readonly paperKind: Uint8Array;
  readonly waitingOn: Int32Array;
}

/** Which record stands at the anchor. */
export const BY_NOTHING = 0;
export const BY_ROSTER = 1;
export const BY_COUNTED = 2;
export const BY_PAPER = 3;

/** What a stretch of rows is answered; the index is the row less the first one. */
export interface ConcludedColumns {
  /** Number of the outcome; 0 where `evaluateEntitlement` must be asked with all records. */
  readonly outcome: Uint32Array;
  /** Number of the list of citations. */
  readonly basis: Uint16Array;
  readonly anchor: Int32Array;
  /** `BY_NOTHING` to `BY_PAPER`. */
  readonly anchorBy: Uint8Array;
  /** The kind of the sign at the anchor. */
  readonly anchorKind: Uint8Array;
}

export function concludedColumns(rows: number): ConcludedColumns {
  return {
    outcome: new Uint32Array(rows),
    basis: new Uint16Array(rows),
    anchor: new Int32Array(rows),
    anchorBy: new Uint8Array(rows),
    anchorKind: new Uint8Array(rows),
  };
}
