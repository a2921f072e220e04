// Where the rows of one observation file ended; together they are all its rows.

import type { RejectReason } from "../judge/reject-reason.ts";

export interface FileCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Partial<Record<RejectReason, number>>;
  readonly notOnRoster: number;
  readonly duplicate: number;
  readonly suspicious: number;
}
