// Which rows repeat the source and reference of an earlier row of the run. One partition of all
// fingerprints at a time, so that its table stays in the processor's cache; whichever thread read a
// row, the one that stands first in the order of files and rows wins.

import type { SharedLog } from "./chunked-log.ts";
import { lanePieces } from "./chunked-log.ts";
import type { KnownReferences } from "../state/folded-form.ts";
import { ACCEPTED, NOT_ON_ROSTER } from "./run-setup.ts";
import type { EngineFile } from "./run-setup.ts";

/** What becomes of the counts of each file: three numbers, taken from where the rows were. */
const WAS_ACCEPTED = 0;
const WAS_NOT_ON_ROSTER = 1;
const WAS_SUSPICIOUS = 2;
export const WAS = 3;

/** The bits of a fingerprint's first number that its partition does not say. */
export const LOW_BITS = 0x7f_ffff;

/** Sixteen bits a place: small enough for the fastest memory, and few are set. */
const MARKS_A_NUMBER = 2;

/** What one thread settled. */
export interface Settled {
  /** `WAS` numbers a file; those of rows that a kept state holds stand behind the last. */
  readonly moved: Float64Array;
  /** A kept row whose day has come stands before rows that were folded without it. */
  readonly isUnfit: boolean;
}

export class ReferenceSettlement {
  readonly #logs: readonly SharedLog[];
  readonly #repeated: Int32Array;
  readonly #firstCells: Float64Array;
  readonly #moved: Float64Array;
  readonly #known: readonly {
    readonly references: Int32Array;
    readonly partitions: Uint32Array;
  }[];
  #isUnfit = false;
  #places = new Uint32Array(3 * 1024);
  /** Bits of the references of a partition: where none is set, a kept one need not be looked for. */
  #marks = new Int32Array(32);

  constructor(
    logs: readonly SharedLog[],
    repeated: SharedArrayBuffer,
    files: readonly EngineFile[],
    known: readonly KnownReferences[],
  ) {
    this.#known = known.map(({ references, partitions }) => ({
      references: new Int32Array(references),
      partitions: new Uint32Array(partitions),
    }));
    this.#logs = logs;
    this.#repeated = new Int32Array(repeated);
    this.#firstCells = Float64Array.from(files, ({ firstCell }) => firstCell);
    this.#moved = new Float64Array((files.length + 1) * WAS);
  }

  settle(partition: number): void {
    let rows = 0;
    for (const log of this.#logs) {
      const chunks = log.chunks[partition] ?? [];
      for (let at = 2; at < chunks.length; at += 3) rows += chunks[at] ?? 0;
    }
    if (rows === 0) return;
    const size = 2 ** Math.ceil(Math.log2(rows * 1.6 + 2));
    if (this.#places.length < size * 3) this.#places = new Uint32Array(size * 3);
    this.#places.fill(0, 0, size * 3);
    this.#marks = new Int32Array(Math.max(1, size / MARKS_A_NUMBER));
    for (const log of this.#logs) {
      for (const references of lanePieces(log, partition)) this.#enter(references, size - 1);
    }
    for (const { references, partitions } of this.#known) {
      const from = (partitions[partition] as number) * 2;
      const to = (partitions[partition + 1] as number) * 2;
      this.#repeatKnown(references, from, to, size - 1);
    }
  }

  share(): Settled {
    return { moved: this.#moved, isUnfit: this.#isUnfit };
  }

  /** Finds the references that the folded form of a kept state knows already: each once. */
  #repeatKnown(references: Int32Array, from: number, to: number, mask: number): void {
    const places = this.#places;
    const marks = this.#marks;
    const lastMarks = marks.length - 1;
    for (let next = from; next < to; next += 2) {
      const low = references[next] as number;
      const signed = references[next + 1] as number;
      const mixed = Math.imul(signed, 0x9e3779b1) ^ low;
      if ((((marks[(mixed >>> 5) & lastMarks] as number) >>> (mixed & 31)) & 1) === 0) continue;
      const high = signed >>> 0;
      let place = mixed & mask;
      for (;;) {
        const at = place * 3;
        const first = (places[at + 2] as number) - 1;
        if (first === -1) break;
        const held = places[at] as number;
        if ((held & LOW_BITS) === low && places[at + 1] === high) {
          if (first < (this.#firstCells[0] ?? Infinity)) this.#isUnfit = true;
          this.#repeat(first, held >>> 23);
          break;
        }
        place = (place + 1) & mask;
      }
    }
  }

  #enter(references: Uint32Array, mask: number): void {
    const places = this.#places;
    const marks = this.#marks;
    const lastMarks = marks.length - 1;
    for (let next = 0; next < references.length; next += 3) {
      const mixed = references[next] as number;
      const high = references[next + 1] as number;
      const position = references[next + 2] as number;
      const low = mixed & LOW_BITS;
      const spread = Math.imul(high, 0x9e3779b1) ^ low;
      let place = spread & mask;
      for (;;) {
        const at = place * 3;
        const first = (places[at + 2] as number) - 1;
        if (first === -1) {
          const mark = (spread >>> 5) & lastMarks;
          marks[mark] = (marks[mark] as number) | (1 << (spread & 31));
          places[at] = mixed;
          places[at + 1] = high;
          places[at + 2] = position + 1;
          break;
        }
        const held = places[at] as number;
        if ((held & LOW_BITS) === low && places[at + 1] === high) {
          if (position > first) this.#repeat(position, mixed >>> 23);
          else {
            this.#repeat(first, held >>> 23);
            places[at] = mixed;
            places[at + 2] = position + 1;
          }
          break;
        }
        place = (place + 1) & mask;
      }
    }
  }

  #repeat(position: number, became: number): void {
    Atomics.or(this.#repeated, position >>> 5, 1 << (position & 31));
    const was =
      became === ACCEPTED
        ? WAS_ACCEPTED
        : became === NOT_ON_ROSTER
          ? WAS_NOT_ON_ROSTER
          : WAS_SUSPICIOUS;
    const at = fileOf(this.#firstCells, position) * WAS + was;
    this.#moved[at] = (this.#moved[at] ?? 0) + 1;
  }
}

/**
 * The file whose cells hold a position: the last that begins at or before it. Rows of a kept state
 * stand before all files, and have a place behind theirs.
 */
function fileOf(firstCells: Float64Array, position: number): number {
  if (position < (firstCells[0] ?? Infinity)) return firstCells.length;
  let low = 0;
  let high = firstCells.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firstCells[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function isRepeated(repeated: Uint32Array, position: number): boolean {
  return (((repeated[position >>> 5] ?? 0) >>> (position & 31)) & 1) === 1;
}
