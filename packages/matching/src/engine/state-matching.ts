// The rows of a kept state as a run meets them: judged by this run's day, matched against this run's
// roster, as if their files had been given again before all others. Knows no rule and no file.

import type { Day } from "@lingdai/policy";
import { ID_TYPES, NO_DAY, formatDay } from "@lingdai/policy";

import type { ObservationRules } from "../judge/judge-observation.ts";
import { PERSON_SLOT, slotOfKey } from "../match/person-table.ts";
import type { Roster } from "../match/roster.ts";
import { trimBlanks } from "../read/blanks.ts";
import {
  MISNAMED,
  STRANGER,
  SURPASSED,
  UNKNOWN_OWNER,
  ownerOf,
  personOf,
} from "../state/row-owners.ts";
import { StateRows } from "../state/state-block.ts";
import type { EvidenceTexts } from "./evidence-texts.ts";
import type { MatchedRows } from "./matched-rows.ts";
import { BATCH } from "./plain-observations.ts";
import type { RunSetup } from "./run-setup.ts";
import { ACCEPTED, NOT_ON_ROSTER, SUSPICIOUS } from "./run-setup.ts";

/** Where kept rows ended; `WAITING` rows are of a day that has not come. */
export const STATE_ROWS = 0;
export const STATE_ACCEPTED = 1;
export const STATE_NOT_ON_ROSTER = 2;
export const STATE_SUSPICIOUS = 3;
export const STATE_WAITING = 4;
/** Accepted rows that need not be folded. */
export const STATE_SURPASSED = 5;
export const STATE_COUNTS = 6;

const NOBODY = -1;

export class StateMatching {
  readonly counts = new Float64Array(STATE_COUNTS);
  readonly #blocks: RunSetup["state"]["blocks"];
  readonly #rules: ObservationRules;
  readonly #roster: Roster;
  readonly #matched: MatchedRows;
  readonly #stored = new StateRows();
  readonly #people = new Int32Array(BATCH);
  readonly #marks = new Int32Array(BATCH);
  /** By kept row, where it is kept to whom each belongs. */
  readonly #owners: Uint32Array;
  readonly #needsRecords: Uint8Array;
  /** The as-of date as the eight digits of a birth date. */
  readonly #lastBirth: number;
  touched = 0;

  constructor(setup: RunSetup, rules: ObservationRules, roster: Roster, matched: MatchedRows) {
    const { blocks, owners } = setup.state;
    this.#blocks = blocks;
    this.#owners = new Uint32Array(owners ?? new SharedArrayBuffer(0));
    this.#needsRecords = new Uint8Array(setup.needsRecords);
    this.#rules = rules;
    this.#roster = roster;
    this.#matched = matched;
    this.#lastBirth = Number(formatDay(rules.asOf).replaceAll("-", ""));
  }

  /** Takes the rows of one block; `firstPosition` is that of its first row. */
  take(index: number, firstPosition: number): void {
    const block = this.#blocks[index];
    if (block === undefined) throw new RangeError(`no kept block ${index}`);
    this.#stored.read(block);
    const { rows } = this.#stored;
    this.counts[STATE_ROWS] = (this.counts[STATE_ROWS] ?? 0) + rows;
    for (let first = 0; first < rows; first += BATCH) {
      const held = Math.min(BATCH, rows - first);
      if (this.#isAnyUnknown(firstPosition + first, held)) this.#findPeople(first, held);
      for (let row = first; row < first + held; row += 1) {
        this.#takeRow(row, firstPosition + row, row - first);
      }
    }
  }

  /**
   * Takes the rows of a block that need not be folded after all: every sign of their people matters
   * by now. Says how many they are; the next run takes them like all others.
   */
  recall(index: number, firstPosition: number): number {
    const block = this.#blocks[index];
    if (block === undefined) throw new RangeError(`no kept block ${index}`);
    const owners = this.#owners.subarray(firstPosition, firstPosition + block.rows);
    let recalled = 0;
    // Rows are many: an iterator over them would take longer than all the rest.
    for (let row = 0; row < owners.length; row += 1) {
      const owner = owners[row] as number;
      if ((owner & SURPASSED) === 0 || this.#needsRecords[personOf(owner)] === 0) continue;
      if (recalled === 0) this.#stored.readAgain(block);
      recalled += 1;
      owners[row] = owner & ~SURPASSED;
      this.#accept(row, personOf(owner), firstPosition + row);
    }
    return recalled;
  }

  close(): void {
    this.#stored.close();
  }

  #isAnyUnknown(position: number, held: number): boolean {
    for (let at = position; at < position + held; at += 1) {
      if ((this.#owners[at] ?? UNKNOWN_OWNER) === UNKNOWN_OWNER) return true;
    }
    return false;
  }

  /** Asks for all people of a batch together: the memory answers side by side. */
  #findPeople(first: number, held: number): void {
    const { high: highs, low: lows } = this.#stored;
    const slots = this.#roster.personSlots;
    const last = slots.length - PERSON_SLOT;
    const mask = slots.length / PERSON_SLOT - 1;
    const people = this.#people;
    const marks = this.#marks;
    const names = this.#roster.nameFingerprints;
    let touched = 0;
    for (let at = 0; at < held; at += 1) {
      const place =
        (slotOfKey(highs[first + at] as number, lows[first + at] as number) & mask) * PERSON_SLOT;
      people[at] = place;
      touched ^= slots[place] as number;
    }
    for (let at = 0; at < held; at += 1) {
      let place = people[at] as number;
      const high = highs[first + at] as number;
      const low = lows[first + at] as number;
      for (;;) {
        const found = (slots[place + 2] as number) - 1;
        if (found === NOBODY || (slots[place] === high && slots[place + 1] === low)) {
          people[at] = found;
          marks[at] = slots[place + 3] as number;
          touched ^= names[Math.max(0, found)] ?? 0;
          break;
        }
        place = place === last ? 0 : place + PERSON_SLOT;
      }
    }
    // What was touched is of no use but must not be left out by the compiler.
    this.touched = touched;
  }

  #takeRow(row: number, position: number, at: number): void {
    const stored = this.#stored;
    const { asOf } = this.#rules;
    const high = stored.high[row] as number;
    const low = stored.low[row] as number;
    const occurredOn = stored.occurredOn(row);
    const statedOn = stored.statedOn(row);
    const isBorn = high < 0 || birthOf(high, low) <= this.#lastBirth;
    if (occurredOn > asOf || statedOn > asOf || !isBorn) {
      this.#count(STATE_WAITING);
      return;
    }
    const refLow = stored.refLow[row] as number;
    const refHigh = stored.refHigh[row] as number;
    let owner = this.#owners[position] ?? UNKNOWN_OWNER;
    if (owner === UNKNOWN_OWNER) {
      owner = this.#findOwner(row, at);
      this.#owners[position] = owner;
    }
    if (owner === STRANGER) {
      this.#count(STATE_NOT_ON_ROSTER);
      this.#matched.refer(refLow, refHigh, position, NOT_ON_ROSTER);
    } else if ((owner & MISNAMED) !== 0) {
      this.#count(STATE_SUSPICIOUS);
      this.#matched.refer(refLow, refHigh, position, SUSPICIOUS);
    } else {
      this.#count(STATE_ACCEPTED);
      this.#matched.refer(refLow, refHigh, position, ACCEPTED);
      if ((owner & SURPASSED) === 0) this.#accept(row, personOf(owner), position);
      else this.#count(STATE_SURPASSED);
    }
  }

  #accept(row: number, person: number, position: number): void {
    const stored = this.#stored;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const occurredOn = stored.occurredOn(row);
    const arrivedOn = arrivalOf(occurredOn, stored.statedOn(row), asOf, arrivesWhenItOccurs);
    this.#matched.accept(person, stored.kindOf(row), occurredOn, arrivedOn, position, 0);
  }

  /** Matches a row of the batch whose people were looked for. */
  #findOwner(row: number, at: number): number {
    const stored = this.#stored;
    const high = stored.high[row] as number;
    let person = this.#people[at] as number;
    if (high < 0) {
      stored.seek(row);
      person = this.#roster.findPerson(idTypeOf(high), stored.document) ?? NOBODY;
    }
    if (person === NOBODY) return STRANGER;
    const isNamedAlike =
      high >= 0 &&
      this.#marks[at] === stored.nameLow[row] &&
      this.#roster.nameFingerprints[person] === stored.nameHigh[row];
    if (isNamedAlike) return ownerOf(person);
    stored.seek(row);
    const isName = this.#roster.isNameOf(person, trimBlanks(stored.name));
    return isName ? ownerOf(person) : ownerOf(person) | MISNAMED;
  }

  #count(at: number): void {
    this.counts[at] = (this.counts[at] ?? 0) + 1;
  }
}

/** Goes back to a kept block for the texts and days of rows that may be shown. */
export class StateEvidence {
  occurredOn = 0;
  arrivedOn = 0;
  readonly #blocks: RunSetup["state"]["blocks"];
  readonly #rules: ObservationRules;
  readonly #stored = new StateRows();

  constructor(setup: RunSetup, rules: ObservationRules) {
    this.#blocks = setup.state.blocks;
    this.#rules = rules;
  }

  open(index: number): void {
    const block = this.#blocks[index];
    if (block === undefined) throw new RangeError(`no kept block ${index}`);
    this.#stored.readAgain(block);
  }

  /** Adds the texts of a row and gives their address; its days are then known too. */
  addTo(texts: EvidenceTexts, row: number): number {
    const stored = this.#stored;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    this.occurredOn = stored.occurredOn(row);
    this.arrivedOn = arrivalOf(this.occurredOn, stored.statedOn(row), asOf, arrivesWhenItOccurs);
    stored.seek(row);
    const { view, sourceAt, sourceEnd, refAt, refEnd } = stored;
    return texts.add(view, sourceAt, sourceEnd, refAt, refEnd);
  }

  close(): void {
    this.#stored.close();
  }
}

/** As in a row that is read (FORMATS section 2): what is not stated follows from the day and pack. */
function arrivalOf(
  occurredOn: Day,
  statedOn: Day,
  asOf: Day,
  arrivesWhenItOccurs: ObservationRules["arrivesWhenItOccurs"],
): Day {
  if (statedOn !== NO_DAY) return statedOn;
  return arrivesWhenItOccurs ? occurredOn : asOf;
}

/** The eight digits of the birth date: the two last of the first eight, the first six behind. */
function birthOf(high: number, low: number): number {
  return (high % 100) * 1_000_000 + Math.floor(low / 1000);
}

function idTypeOf(high: number) {
  const idType = ID_TYPES[-1 - high];
  if (idType === undefined) throw new RangeError(`no type of document ${high}`);
  return idType;
}
