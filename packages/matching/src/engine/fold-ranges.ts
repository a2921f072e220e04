// Folds the accepted signs of one range of people after the other: the latest sign of each slot by
// its day. Signs of one day are told apart by their texts, which are not known here: they are noted
// as ties. Of people whose every sign matters all signs are noted. Says for every sign whose texts
// may be shown in which block they stand.

import { NO_DAY as NONE } from "@lingdai/policy/batch";

import type { BlockFinder } from "./block-finder.ts";
import type { SharedLog } from "./chunked-log.ts";
import { ChunkedLog, lanePieces } from "./chunked-log.ts";
import * as runSetup from "./run-setup.ts";
import type { FoldedForm } from "../state/folded-form.ts";
import { isRepeated as repeats } from "./settle-references.ts";
import type { NotedSigns } from "./signs-noted.ts";
import { SignsNoted } from "./signs-noted.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { FOLD_DAYS_FROM, PLACE_BITS, SLOT_NONE, SLOT_WAITING, SOURCE_BITS, rangeBits } = runSetup;
const NO_DAY = NONE;
const isRepeated = repeats;

/** The slots that hold a sign: counted, paper, waiting. */
export const SLOTS = 3;
/** Texts wanted for noted signs have their number + this as target; kept ones lie higher. */
export const TIES_FROM = 2 ** 31;
export const KEPT_FROM = TIES_FROM + 2 ** 30;
const WANTED_CHUNK = 512;
const WHEN_PLACE = 2 ** PLACE_BITS - 1;
/** Of the latest sign of a folded form: no row of this run, its texts are known. */
const NO_POSITION = 2 ** 32 - 1;

/** One index a slot and person (`slot * people + person`). */
export interface SharedStandings {
  /** Whether whoever folds a range has to say first that nobody in it has a sign. */
  readonly areNew: boolean;
  readonly day: SharedArrayBuffer;
  readonly kind: SharedArrayBuffer;
  /** Where the texts of the sign stand in which thread's evidence; waiting ones have none. */
  readonly address: SharedArrayBuffer;
  readonly thread: SharedArrayBuffer;
}

/** Standings to fold into: new, or with what the form of an earlier run knows of the same people. */
export function standingsFor(people: number, folded: FoldedForm | undefined): SharedStandings {
  const slots = people * SLOTS;
  const named = people * SLOT_WAITING;
  const standings = {
    areNew: folded === undefined,
    day: new SharedArrayBuffer(slots * 4),
    kind: new SharedArrayBuffer(slots),
    address: new SharedArrayBuffer(named * 4),
    // The texts of the form stand first (`foldRun`).
    thread: new SharedArrayBuffer(named),
  };
  if (folded !== undefined) {
    new Int32Array(standings.day).set(new Int32Array(folded.day));
    new Uint8Array(standings.kind).set(new Uint8Array(folded.kind));
    new Uint32Array(standings.address).set(new Uint32Array(folded.address));
  }
  return standings;
}

/** What one thread folded. */
export interface FoldedShare {
  readonly folded: number;
  /** Signs of the same day as the latest one; those of a person all stand in one share. */
  readonly ties: NotedSigns;
  /** Signs of people whose every sign matters: by range, then person, then where they stand. */
  readonly kept: NotedSigns;
  /** Three numbers a range that has any: the range, its first kept sign, the one behind its last. */
  readonly keptRanges: readonly number[];
  /** By block: whose texts (a slot of the standings or a noted sign), cell, place in it. */
  readonly wanted: SharedLog;
}

/** Signs of one range that wait for its end. */
class PendingSigns {
  count = 0;
  #numbers = new Uint32Array(3 * 256);

  add(who: number, position: number, when: number): void {
    const at = this.count * 3;
    if (at === this.#numbers.length) {
      const grown = new Uint32Array(at * 2);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[at] = who;
    this.#numbers[at + 1] = position;
    this.#numbers[at + 2] = when;
    this.count += 1;
  }

  who(at: number): number {
    return this.#numbers[at * 3] as number;
  }

  position(at: number): number {
    return this.#numbers[at * 3 + 1] as number;
  }

  when(at: number): number {
    return this.#numbers[at * 3 + 2] as number;
  }

  /** The numbers of all signs, by person and then by where they stand. */
  sorted(): Uint32Array {
    // Sorting plain numbers takes a tenth of what sorting with a comparison takes.
    const keys = Float64Array.from({ length: this.count }, (_, at) => this.#keyOf(at));
    const sorted = keys.toSorted();
    const order = new Uint32Array(this.count);
    for (let at = 0; at < this.count; at += 1) {
      const key = keys[at] as number;
      let low = 0;
      let high = this.count - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] as number) < key) low = middle + 1;
        else high = middle;
      }
      order[low] = at;
    }
    return order;
  }

  /** No two signs have one position. */
  #keyOf(at: number): number {
    return (this.who(at) >>> 8) * 2 ** 32 + this.position(at);
  }
}

export class RangeFolding {
  readonly #logs: readonly SharedLog[];
  readonly #repeated: Uint32Array;
  readonly #needsRecords: Uint8Array;
  readonly #people: number;
  readonly #rangeBits: number;
  readonly #day: Int32Array;
  readonly #kind: Uint8Array;
  readonly #areNew: boolean;
  readonly #blocks: BlockFinder;
  readonly #wanted: ChunkedLog;
  readonly #ties = new SignsNoted();
  readonly #kept = new SignsNoted();
  readonly #keptRanges: number[] = [];
  /** By slot and person of the range being folded: where the row of the latest sign stands. */
  readonly #position: Uint32Array;
  readonly #place: Uint16Array;
  #folded = 0;

  constructor(
    logs: readonly SharedLog[],
    repeated: SharedArrayBuffer,
    needsRecords: SharedArrayBuffer,
    standings: SharedStandings,
    people: number,
    blocks: { readonly finder: BlockFinder; readonly count: number },
  ) {
    this.#logs = logs;
    this.#repeated = new Uint32Array(repeated);
    this.#needsRecords = new Uint8Array(needsRecords);
    this.#people = people;
    this.#rangeBits = rangeBits(people);
    this.#day = new Int32Array(standings.day);
    this.#kind = new Uint8Array(standings.kind);
    this.#areNew = standings.areNew;
    this.#blocks = blocks.finder;
    this.#wanted = new ChunkedLog(blocks.count, WANTED_CHUNK);
    this.#position = new Uint32Array(SLOTS << this.#rangeBits);
    this.#place = new Uint16Array(SLOTS << this.#rangeBits);
  }

  fold(range: number): void {
    const first = range * 2 ** this.#rangeBits;
    const ties = new PendingSigns();
    const kept = new PendingSigns();
    this.#position.fill(NO_POSITION);
    if (this.#areNew) this.#forgetAll(first);
    else this.#forgetNeeded(first);
    for (const log of this.#logs) {
      for (const signs of lanePieces(log, range)) this.#foldPiece(signs, first, ties, kept);
    }
    this.#noteTies(first, ties);
    this.#noteKept(range, first, kept);
    this.#wantLatest(first);
  }

  share(): FoldedShare {
    return {
      folded: this.#folded,
      ties: this.#ties.share(),
      kept: this.#kept.share(),
      keptRanges: this.#keptRanges,
      wanted: this.#wanted.share(),
    };
  }

  #foldPiece(signs: Uint32Array, first: number, ties: PendingSigns, kept: PendingSigns): void {
    const people = this.#people;
    const begin = first | 0;
    const bits = this.#rangeBits;
    const repeated = this.#repeated;
    const needsRecords = this.#needsRecords;
    const days = this.#day;
    const kinds = this.#kind;
    const positions = this.#position;
    const places = this.#place;
    let folded = 0;
    for (let at = 0; at < signs.length; at += 3) {
      const position = signs[at + 1] as number;
      if (isRepeated(repeated, position)) continue;
      folded += 1;
      const who = signs[at] as number;
      const when = signs[at + 2] as number;
      const local = who >>> 8;
      const slot = (who >>> 6) & 3;
      if (needsRecords[first + local] === 1) {
        kept.add(who, position, when);
        continue;
      }
      if (slot === SLOT_NONE) continue;
      const day = (when >>> PLACE_BITS) + FOLD_DAYS_FROM;
      // An integer for the compiler too, who would multiply in floating point.
      const held = (Math.imul(slot, people) + begin + local) | 0;
      const heldDay = days[held] as number;
      if (day < heldDay) continue;
      if (day === heldDay) {
        ties.add(who, position, when);
        continue;
      }
      days[held] = day;
      kinds[held] = who & 63;
      const here = (slot << bits) + local;
      positions[here] = position;
      places[here] = when & WHEN_PLACE;
    }
    this.#folded += folded;
  }

  /** Nobody has a sign yet. */
  #forgetAll(first: number): void {
    const end = Math.min(first + 2 ** this.#rangeBits, this.#people);
    for (let slot = 0; slot < SLOTS; slot += 1) {
      this.#day.fill(NO_DAY, slot * this.#people + first, slot * this.#people + end);
    }
  }

  /** All signs of people who need them stand in the logs: what a folded form says is too little. */
  #forgetNeeded(first: number): void {
    const end = Math.min(first + 2 ** this.#rangeBits, this.#people);
    for (let person = first; person < end; person += 1) {
      if (this.#needsRecords[person] === 1) this.#day[person] = NO_DAY;
    }
  }

  /** A tie matters only where no later day came after it. */
  #noteTies(first: number, ties: PendingSigns): void {
    for (let at = 0; at < ties.count; at += 1) {
      const who = ties.who(at);
      const when = ties.when(at);
      const slot = (who >>> 6) & 3;
      const person = first + (who >>> 8);
      const day = (when >>> PLACE_BITS) + FOLD_DAYS_FROM;
      // A sign that waits is never named.
      if (slot === SLOT_WAITING || this.#day[slot * this.#people + person] !== day) continue;
      const tie = this.#ties.add(person, slot, who & 63);
      this.#want(TIES_FROM + tie, ties.position(at), when & WHEN_PLACE);
    }
  }

  #noteKept(range: number, first: number, kept: PendingSigns): void {
    if (kept.count === 0) return;
    const from = this.#kept.count;
    const order = kept.sorted();
    for (let at = 0; at < order.length; at += 1) this.#keep(first, kept, order[at] as number);
    this.#keptRanges.push(range, from, this.#kept.count);
  }

  #keep(first: number, kept: PendingSigns, at: number): void {
    const who = kept.who(at);
    const sign = this.#kept.add(first + (who >>> 8), (who >>> 6) & 3, who & 63);
    this.#want(KEPT_FROM + sign, kept.position(at), kept.when(at) & WHEN_PLACE);
  }

  #wantLatest(first: number): void {
    const count = Math.min(2 ** this.#rangeBits, this.#people - first);
    for (let slot = 0; slot < SLOT_WAITING; slot += 1) {
      this.#wantLatestIn(slot * this.#people + first, slot << this.#rangeBits, count);
    }
  }

  /** Of one slot: a loop of its own, which the compiler need not give up at its end. */
  #wantLatestIn(held: number, here: number, count: number): void {
    const positions = this.#position;
    for (let at = 0; at < count; at += 1) {
      const position = positions[here + at] as number;
      if (position === NO_POSITION || this.#day[held + at] === NO_DAY) continue;
      this.#want(held + at, position, this.#place[here + at] as number);
    }
  }

  #want(target: number, position: number, place: number): void {
    const block = this.#blocks.find(position, place >>> SOURCE_BITS);
    this.#wanted.append(block, target, position, place);
  }
}
