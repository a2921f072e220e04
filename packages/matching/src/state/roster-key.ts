// Which roster an image is of: a digest of all that decides how its rows are read, the day apart.
// Knows no row.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";

const PIECE_BYTES = 4 * 1024 * 1024;

/** A digest of a file's bytes and of what they are read as. */
export function rosterKey({ path, format, plan }: PlannedFile<RosterField>): string {
  const digest = createHash("sha256");
  digest.update(
    JSON.stringify([format, plan.sources], (_, each: unknown) =>
      each instanceof Map ? [...each] : each,
    ),
  );
  const descriptor = openSync(path, "r");
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      const count = readSync(descriptor, piece);
      if (count === 0) return digest.digest("hex");
      digest.update(piece.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}
