// Which rows must be read once more for their texts, and in which block each stands: the latest
// signs that count, the ties of their days, and the signs that are kept whole.

import { NO_DAY } from "@lingdai/policy";

import type { FoldedShare, SharedStandings } from "./fold-ranges.ts";
import { NOTED, SLOTS } from "./fold-ranges.ts";
import type { NotedSigns, WantedRows } from "./gather-evidence.ts";
import type { RunSetup } from "./run-setup.ts";
import { SLOT_WAITING } from "./run-setup.ts";

export interface PlannedEvidence {
  readonly wanted: WantedRows;
  readonly noted: NotedSigns;
  /** Where each thread's ties begin among the noted signs, and where the last end. */
  readonly tieStarts: readonly number[];
  readonly keptFrom: number;
  readonly notedCount: number;
}

/** Coarse steps of cells, so that the block of a position is found almost at once. */
const STEP_BITS = 12;

/** Numbers the noted signs and sorts everything that is wanted by block. */
export function planEvidence(
  setup: RunSetup,
  standings: SharedStandings,
  people: number,
  shares: readonly FoldedShare[],
): PlannedEvidence {
  const ties = shares.map((share) => share.ties);
  const kept = sortedKept(shares.map((share) => share.kept));
  const tieStarts = [0];
  for (const each of ties) tieStarts.push((tieStarts.at(-1) ?? 0) + each.length / NOTED);
  const keptFrom = tieStarts.at(-1) ?? 0;
  const notedCount = keptFrom + kept.length / NOTED;
  const noted: NotedSigns = {
    address: new SharedArrayBuffer(notedCount * 4),
    thread: new SharedArrayBuffer(notedCount),
    person: new SharedArrayBuffer(notedCount * 4),
    slot: new SharedArrayBuffer(notedCount),
    kind: new SharedArrayBuffer(notedCount),
    occurredOn: new SharedArrayBuffer(notedCount * 4),
    arrivedOn: new SharedArrayBuffer(notedCount * 4),
  };
  const notedPosition = new Uint32Array(notedCount);
  const notedPlace = new Uint8Array(notedCount);
  const [person, slot, kind] = [
    new Uint32Array(noted.person),
    new Uint8Array(noted.slot),
    new Uint8Array(noted.kind),
  ];
  let next = 0;
  for (const each of [...ties, kept]) {
    for (let at = 0; at < each.length; at += NOTED) {
      person[next] = each[at] ?? 0;
      slot[next] = each[at + 1] ?? 0;
      kind[next] = each[at + 2] ?? 0;
      notedPosition[next] = each[at + 3] ?? 0;
      notedPlace[next] = each[at + 4] ?? 0;
      next += 1;
    }
  }
  const wanted = sortByBlock(setup, standings, people, notedPosition, notedPlace, keptFrom);
  return { wanted, noted, tieStarts, keptFrom, notedCount };
}

function sortByBlock(
  setup: RunSetup,
  standings: SharedStandings,
  people: number,
  notedPosition: Uint32Array,
  notedPlace: Uint8Array,
  keptFrom: number,
): WantedRows {
  const { blocks } = setup;
  const day = new Int32Array(standings.day);
  const position = new Uint32Array(standings.position);
  const place = new Uint8Array(standings.place);
  const blockOf = blockFinder(setup);
  const starts = new Uint32Array(new SharedArrayBuffer((blocks.length + 1) * 4));
  const slots = people * SLOTS;
  // A sign that waits is never named.
  const wantedSlots = people * SLOT_WAITING;
  const isWanted = (at: number): boolean => at < wantedSlots && day[at] !== NO_DAY;
  let count = notedPosition.length;
  for (let at = 0; at < slots; at += 1) {
    if (!isWanted(at)) continue;
    count += 1;
    const block = blockOf(position[at] as number, (place[at] as number) >> 1) + 1;
    starts[block] = (starts[block] as number) + 1;
  }
  for (let at = 0; at < notedPosition.length; at += 1) {
    const block = blockOf(notedPosition[at] as number, (notedPlace[at] as number) >> 1) + 1;
    starts[block] = (starts[block] as number) + 1;
  }
  for (let block = 1; block <= blocks.length; block += 1) {
    starts[block] = (starts[block] as number) + (starts[block - 1] as number);
  }
  const next = starts.slice();
  const wantedPosition = new Uint32Array(new SharedArrayBuffer(count * 4));
  const wantedPlace = new Uint8Array(new SharedArrayBuffer(count));
  const target = new Uint32Array(new SharedArrayBuffer(count * 4));
  const put = (at: number, from: number, within: number): void => {
    const block = blockOf(from, within >> 1);
    const to = next[block] as number;
    next[block] = to + 1;
    wantedPosition[to] = from;
    wantedPlace[to] = within;
    target[to] = at;
  };
  for (let at = 0; at < slots; at += 1) {
    if (isWanted(at)) put(at, position[at] as number, place[at] as number);
  }
  for (let at = 0; at < notedPosition.length; at += 1) {
    put(slots + at, notedPosition[at] as number, notedPlace[at] as number);
  }
  return {
    starts: starts.buffer,
    position: wantedPosition.buffer,
    place: wantedPlace.buffer,
    target: target.buffer,
    notedFrom: slots,
    keptFrom: slots + keptFrom,
  };
}

/** Kept signs by person, then by where they stand. */
function sortedKept(shares: readonly Uint32Array[]): Uint32Array {
  const all: Uint32Array[] = [];
  for (const share of shares) {
    for (let at = 0; at < share.length; at += NOTED) all.push(share.subarray(at, at + NOTED));
  }
  all.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[3] ?? 0) - (b[3] ?? 0));
  const sorted = new Uint32Array(all.length * NOTED);
  for (const [at, sign] of all.entries()) sorted.set(sign, at * NOTED);
  return sorted;
}

/** Finds the block in which a row begins. */
function blockFinder(setup: RunSetup): (position: number, inCell: number) => number {
  const { blocks, files, cellShift, cells } = setup;
  const cell = 2 ** cellShift;
  const startCell = new Float64Array(blocks.length + 1);
  const startInCell = new Uint8Array(blocks.length + 1);
  for (const [at, { file, from }] of blocks.entries()) {
    startCell[at] = (files[file]?.firstCell ?? 0) + Math.floor(from / cell);
    startInCell[at] = from % cell;
  }
  startCell[blocks.length] = Infinity;
  const coarse = new Uint32Array(Math.floor(cells / 2 ** STEP_BITS) + 2);
  let block = 0;
  for (let step = 0; step < coarse.length; step += 1) {
    while ((startCell[block + 1] as number) < step * 2 ** STEP_BITS) block += 1;
    coarse[step] = block;
  }
  return (position, inCell) => {
    let at = coarse[position >>> STEP_BITS] as number;
    for (;;) {
      const next = startCell[at + 1] as number;
      if (next > position) return at;
      if (next === position && (startInCell[at + 1] as number) > inCell) return at;
      at += 1;
    }
  };
}
