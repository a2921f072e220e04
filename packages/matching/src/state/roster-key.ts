// Which roster an image is of: its size, and a digest of all that decides how its rows are read, the
// day apart. The bytes are digested in pieces, so that several threads can. Knows no row.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

import type { RosterField } from "../read/fields.ts";
import type { PlannedFile } from "../read/input-files.ts";
import { STRIDE } from "./summed-read.ts";

const PIECE_BYTES = 4 * 1024 * 1024;

/** A piece of a file and its digest. */
export type DigestedPiece = readonly [piece: number, digest: string];

/** How many pieces a file of that size has. */
export function digestPiecesOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PIECE_BYTES));
}

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

/** What the key of a roster of that size begins with. */
export function rosterKeyStart(bytes: number): string {
  return `${bytes}/`;
}

/** The key of a file of which all pieces were digested. */
export function rosterKey(
  { bytes, format, plan }: PlannedFile<RosterField>,
  pieces: readonly DigestedPiece[],
): string {
  const digest = createHash("sha256");
  digest.update(
    JSON.stringify([format, plan.sources], (_, each: unknown) =>
      each instanceof Map ? [...each] : each,
    ),
  );
  for (const [, each] of pieces.toSorted(([left], [right]) => left - right)) digest.update(each);
  return `${rosterKeyStart(bytes)}${digest.digest("hex")}`;
}
