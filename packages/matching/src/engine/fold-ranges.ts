// Folds the accepted signs of one range of people after the other: the latest sign of each slot by
// its day. Signs of one day are told apart by their texts, which are not known here: they are
// noted as ties. Of people whose every sign matters all signs are noted.

import { NO_DAY } from "@lingdai/policy";

import type { SharedLog } from "./chunked-log.ts";
import { readLane } from "./chunked-log.ts";
import { FOLD_DAYS_FROM, SLOT_NONE, rangeBits } from "./run-setup.ts";
import { isRepeated } from "./settle-references.ts";

/** The slots that hold a sign: counted, paper, waiting. */
export const SLOTS = 3;

/** One index a slot and person (`slot * people + person`). */
export interface SharedStandings {
  readonly day: SharedArrayBuffer;
  readonly kind: SharedArrayBuffer;
  /** Where the row stands; later where its texts stand in a thread's evidence. */
  readonly position: SharedArrayBuffer;
  /** The low bits of its offset and whether it is plain; later the thread. */
  readonly place: SharedArrayBuffer;
}

export function standingsFor(people: number): SharedStandings {
  const slots = people * SLOTS;
  const day = new SharedArrayBuffer(slots * 4);
  new Int32Array(day).fill(NO_DAY);
  return {
    day,
    kind: new SharedArrayBuffer(slots),
    position: new SharedArrayBuffer(slots * 4),
    place: new SharedArrayBuffer(slots),
  };
}

/** Five numbers a noted sign: person, slot, kind, position, place. */
export const NOTED = 5;

export interface FoldedShare {
  readonly folded: number;
  /** Signs of the same day as the latest one; those of a person all stand in one share. */
  readonly ties: Uint32Array;
  /** Signs of people whose every sign matters. */
  readonly kept: Uint32Array;
}

export class RangeFolding {
  readonly #logs: readonly SharedLog[];
  readonly #repeated: Uint32Array;
  readonly #needsRecords: Uint8Array;
  readonly #people: number;
  readonly #rangeBits: number;
  readonly #day: Int32Array;
  readonly #kind: Uint8Array;
  readonly #position: Uint32Array;
  readonly #place: Uint8Array;
  readonly #ties: number[] = [];
  readonly #kept: number[] = [];
  #folded = 0;

  constructor(
    logs: readonly SharedLog[],
    repeated: SharedArrayBuffer,
    needsRecords: SharedArrayBuffer,
    standings: SharedStandings,
    people: number,
  ) {
    this.#logs = logs;
    this.#repeated = new Uint32Array(repeated);
    this.#needsRecords = new Uint8Array(needsRecords);
    this.#people = people;
    this.#rangeBits = rangeBits(people);
    this.#day = new Int32Array(standings.day);
    this.#kind = new Uint8Array(standings.kind);
    this.#position = new Uint32Array(standings.position);
    this.#place = new Uint8Array(standings.place);
  }

  fold(range: number): void {
    const first = range * 2 ** this.#rangeBits;
    const ties: number[] = [];
    for (const log of this.#logs) {
      readLane(log, range, (who, position, when) => {
        if (isRepeated(this.#repeated, position)) return;
        this.#folded += 1;
        const person = first + (who >>> 8);
        const slot = (who >>> 6) & 3;
        const kind = who & 63;
        const place = (when >>> 7) & 31;
        if (this.#needsRecords[person] === 1) {
          this.#kept.push(person, slot, kind, position, place);
          return;
        }
        if (slot === SLOT_NONE) return;
        const day = (when >>> 12) + FOLD_DAYS_FROM;
        const at = slot * this.#people + person;
        const held = this.#day[at] as number;
        if (day < held) return;
        if (day === held) {
          ties.push(person, slot, kind, position, place, day);
          return;
        }
        this.#day[at] = day;
        this.#kind[at] = kind;
        this.#position[at] = position;
        this.#place[at] = place;
      });
    }
    // A tie matters only where no later day came after it.
    for (let at = 0; at < ties.length; at += NOTED + 1) {
      const slot = (ties[at + 1] ?? 0) * this.#people + (ties[at] ?? 0);
      if (this.#day[slot] !== ties[at + NOTED]) continue;
      for (let part = 0; part < NOTED; part += 1) this.#ties.push(ties[at + part] ?? 0);
    }
  }

  share(): FoldedShare {
    return {
      folded: this.#folded,
      ties: Uint32Array.from(this.#ties),
      kept: Uint32Array.from(this.#kept),
    };
  }
}
