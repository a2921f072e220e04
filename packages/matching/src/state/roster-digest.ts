// The key of a roster by its bytes. They are digested in pieces, so that several threads can.
// Apart from `roster-key`: where the file is the one of the last run, nobody needs what digests.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { PIECE_BYTES, readingOf, rosterKeyStart } from "./roster-key.ts";
import { STRIDE } from "./summed-read.ts";

/** A piece of a file and its digest. */
export type DigestedPiece = readonly [piece: number, digest: string];

/** Digests pieces of a file, in any order. */
export class FileDigest {
  readonly taken: DigestedPiece[] = [];
  readonly #descriptor: number;
  readonly #pieces: number;
  readonly #buffer = Buffer.allocUnsafeSlow(STRIDE);

  constructor(path: string, pieces: number) {
    this.#descriptor = openSync(path, "r");
    this.#pieces = pieces;
  }

  take(piece: number): void {
    const digest = createHash("sha256");
    // A file that has grown meanwhile has more behind the last piece.
    const end = piece === this.#pieces - 1 ? Infinity : (piece + 1) * PIECE_BYTES;
    for (let at = piece * PIECE_BYTES; at < end;) {
      const length = Math.min(STRIDE, end - at);
      const count = readSync(this.#descriptor, this.#buffer, 0, length, at);
      if (count === 0) break;
      digest.update(this.#buffer.subarray(0, count));
      at += count;
    }
    this.taken.push([piece, digest.digest("hex")]);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** The key of a file of which all pieces were digested. */
export function rosterKey(
  file: PlannedFile<RosterField>,
  pieces: readonly DigestedPiece[],
): string {
  const digest = createHash("sha256").update(readingOf(file));
  for (const [, each] of pieces.toSorted(([left], [right]) => left - right)) digest.update(each);
  return `${rosterKeyStart(file.bytes)}${digest.digest("hex")}`;
}
