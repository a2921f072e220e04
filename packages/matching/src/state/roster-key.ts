// Which roster an image is of: its size, a digest of all that decides how its rows are read, the day
// apart, and one of its bytes (`roster-digest`). What is told here needs no byte. Knows no row.

import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { stampOf } from "./file-stamp.ts";

/** Bytes that are digested as one, so that several threads can. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** How many pieces a file of that size has. */
export function digestPiecesOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PIECE_BYTES));
}

/** What the key of a roster of that size begins with. */
export function rosterKeyStart(bytes: number): string {
  return `${bytes}/`;
}

/** All that decides how the rows of a roster's file are read. */
export function readingOf({ format, plan }: PlannedFile<RosterField>): string {
  return JSON.stringify([format, plan.sources], (_, each: unknown) =>
    each instanceof Map ? [...each] : each,
  );
}

/** A roster's file as it stands, and how it is read: where both are the same, so is the key. */
export function rosterStamp(file: PlannedFile<RosterField>): string | undefined {
  const stamp = stampOf(file.path);
  return stamp && `${stamp} ${readingOf(file)}`;
}
