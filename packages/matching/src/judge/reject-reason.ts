// Why a row is rejected, in the order in which the reasons are asked (FORMATS section 2).
// Knows neither files nor rows; each judge finds its own reasons.

import type { IdNumberFault } from "@lingdai/policy/batch";

export type RejectReason =
  "unreadable-row" | "missing-field" | IdNumberFault | "unknown-kind" | "bad-date" | "future-date";

/** The reason and the field that gave it; the first reason, and in it the first field. */
export interface Rejection<F extends string> {
  readonly reason: RejectReason;
  readonly field: F;
}

export function isRejection<F extends string>(judgement: object): judgement is Rejection<F> {
  return "reason" in judgement;
}

/** Every reason, in the order in which they are asked. */
export const REJECT_REASONS: readonly RejectReason[] = [
  "unreadable-row",
  "missing-field",
  "bad-id-format",
  "bad-birth-date-in-id",
  "bad-id-checksum",
  "unknown-kind",
  "bad-date",
  "future-date",
];
