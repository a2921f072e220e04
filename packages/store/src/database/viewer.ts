// Who looks: what row-level security is told at the beginning of every transaction.

import type { StaffId } from "./ids.ts";

export const VIEWER_LEVELS = ["province", "city", "county", "township", "village", "unit"] as const;
export type ViewerLevel = (typeof VIEWER_LEVELS)[number];

/** A member of staff at work, and what is theirs to see. */
export interface StaffViewer {
  readonly level: ViewerLevel;
  /** Leading digits of a division (2, 4, 6, 9 or 12); a unit's code for level `unit`. */
  readonly place: string;
  readonly staffId: StaffId;
}

/** `worker`: a job, which sees all. `nobody`: before sign-in, sees public facts only. */
export type Viewer = StaffViewer | "worker" | "nobody";
