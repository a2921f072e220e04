// The files of rows that a run adds to a state, without the blocks that only repeat what was given
// before: a file given again, or the head of one that grows from month to month. Knows no row.

import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { basename } from "node:path";

import type { KeptBlock, KeptPart } from "./state-manifest.ts";
import { markRepeated } from "./row-owners.ts";
import type { NotedBlock } from "./state-rows-writer.ts";
import { writing } from "./state-rows-writer.ts";

/** What a run leaves. */
interface KeptRows {
  readonly parts: readonly KeptPart[];
  readonly blocks: readonly KeptBlock[];
  /** By block: to whom its rows belong. */
  readonly owners: readonly SharedArrayBuffer[];
}

/** The parts and blocks of a run; `repeated` has a bit for every position of a repeated row. */
export function keepBlocks(noted: readonly NotedBlock[], repeated: Uint32Array): KeptRows {
  const parts: KeptPart[] = [];
  const blocks: (readonly [block: number, kept: KeptBlock, owners: SharedArrayBuffer])[] = [];
  for (const { owners, positions } of noted) markRepeated(owners, positions, repeated);
  for (const [path, ofPart] of Map.groupBy(noted, (block) => block.path)) {
    const kept = ofPart.filter((block) => !isRepetition(block, repeated));
    const bytes = kept.reduce((sum, block) => sum + block.bytes, 0);
    if (kept.length < ofPart.length) closeGaps(path, kept, bytes);
    let at = 0;
    for (const { block, bytes: length, rows, checksum, owners } of kept) {
      blocks.push([block, [parts.length, at, length, rows, checksum], owners]);
      at += length;
    }
    if (kept.length > 0) parts.push({ name: basename(path), bytes });
  }
  blocks.sort(([left], [right]) => left - right);
  return {
    parts,
    blocks: blocks.map(([, block]) => block),
    owners: blocks.map(([, , owners]) => owners),
  };
}

/** Whether every row of a block repeats an earlier one. */
function isRepetition({ rows, later, positions }: NotedBlock, repeated: Uint32Array): boolean {
  const at = new Uint32Array(positions);
  return later === 0 && countRepeated(repeated, at[0] ?? 0, at[rows - 1] ?? 0) === rows;
}

function countRepeated(repeated: Uint32Array, first: number, last: number): number {
  let count = 0;
  for (let position = first; position <= last;) {
    const bits = repeated[position >>> 5] ?? 0;
    count += (bits >>> (position & 31)) & 1;
    // Hardly any row is repeated: most words are passed over whole.
    position += bits === 0 ? 32 - (position & 31) : 1;
  }
  return count;
}

/** Moves the blocks that stay to the front of their file. */
function closeGaps(path: string, kept: readonly NotedBlock[], bytes: number): void {
  if (kept.length === 0) {
    rmSync(path);
    return;
  }
  writing(path, () => {
    const descriptor = openSync(path, "r+");
    try {
      let to = 0;
      for (const { at, bytes: length } of kept) {
        if (at !== to) move(descriptor, at, to, length);
        to += length;
      }
      ftruncateSync(descriptor, bytes);
    } finally {
      closeSync(descriptor);
    }
  });
}

function move(descriptor: number, from: number, to: number, length: number): void {
  const buffer = Buffer.alloc(length);
  let held = 0;
  while (held < length) {
    const count = readSync(descriptor, buffer, held, length - held, from + held);
    if (count === 0) throw new Error("a part ends within a block");
    held += count;
  }
  let done = 0;
  while (done < length) done += writeSync(descriptor, buffer, done, length - done, to + done);
}
