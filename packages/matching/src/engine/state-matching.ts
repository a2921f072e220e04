// The rows of a kept state as a run meets them: judged by this run's day, matched against this run's
// roster, as if their files had been given again before all others. Knows no rule and no file.

import type { Day } from "@lingdai/policy/batch";
import { ID_TYPES, NO_DAY, formatDay } from "@lingdai/policy/batch";

import type { ObservationRules } from "../judge/judge-observation.ts";
import { PersonSearch } from "../match/person-search.ts";
import { NOBODY } from "../match/person-slots.ts";
import type { Roster } from "../match/roster.ts";
import { trimBlanks } from "../read/blanks.ts";
import {
  FOLDED,
  MISNAMED,
  OWNER_BITS,
  REPEATED,
  STRANGER,
  TAKEN,
  UNKNOWN_OWNER,
  ownerOf,
  personOf,
} from "../state/row-owners.ts";
import { StateRows } from "../state/state-block.ts";
import type { EvidenceTexts } from "./evidence-texts.ts";
import type { KeptTexts } from "./kept-texts.ts";
import type { MatchedRows } from "./matched-rows.ts";
import { BATCH } from "./row-batch.ts";
import type { RunSetup } from "./run-setup.ts";
import { ACCEPTED, NOT_ON_ROSTER, SUSPICIOUS } from "./run-setup.ts";

/** Where kept rows ended; `WAITING` rows are of a day that has not come. */
export const STATE_ROWS = 0;
export const STATE_ACCEPTED = 1;
export const STATE_NOT_ON_ROSTER = 2;
export const STATE_SUSPICIOUS = 3;
export const STATE_WAITING = 4;
/** Rows known to repeat others. */
export const STATE_DUPLICATE = 5;
/** Accepted rows that were folded by an earlier run. */
export const STATE_FOLDED = 6;
export const STATE_COUNTS = 7;

export class StateMatching {
  readonly counts = new Float64Array(STATE_COUNTS);
  readonly #blocks: RunSetup["state"]["blocks"];
  readonly #rules: ObservationRules;
  readonly #roster: Roster;
  readonly #matched: MatchedRows;
  readonly #stored = new StateRows();
  readonly #search: PersonSearch;
  /** Of the IDs of a batch, as they are looked for. */
  readonly #digits = new Int32Array(BATCH * 2);
  /** By kept row, where it is kept to whom each belongs. */
  readonly #owners: Uint32Array;
  readonly #needsRecords: Uint8Array;
  #others = new Uint32Array(0);
  readonly #today: Horizon;
  /** The day on which the rows were folded, where they were. */
  readonly #foldedOn: Horizon;
  /** Where rows that are taken one by one put down their texts. */
  readonly #texts: KeptTexts | undefined;

  constructor(
    setup: RunSetup,
    rules: ObservationRules,
    roster: Roster,
    matched: MatchedRows,
    texts?: KeptTexts,
  ) {
    const { blocks, owners, folded } = setup.state;
    this.#blocks = blocks;
    this.#owners = new Uint32Array(owners ?? new SharedArrayBuffer(0));
    this.#needsRecords = new Uint8Array(setup.needsRecords);
    this.#rules = rules;
    this.#roster = roster;
    this.#matched = matched;
    this.#texts = texts;
    this.#search = new PersonSearch(roster.personSlots, BATCH);
    this.#today = horizonOf(rules.asOf);
    this.#foldedOn = folded === undefined ? this.#today : horizonOf(folded.asOf);
  }

  /** Takes the rows of one block; `firstPosition` is that of its first row. */
  take(index: number, firstPosition: number): void {
    const block = blockAt(this.#blocks, index);
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
   * Takes what a block has to add to the folded form: rows that may mean something else by now, rows
   * of which it is not known to whom they belong, and all rows of people whose every sign matters.
   */
  addToFolded(index: number, firstPosition: number): void {
    const block = blockAt(this.#blocks, index);
    this.#stored.read(block);
    const owners = this.#owners.subarray(firstPosition, firstPosition + block.rows);
    const others = this.#notFolded(owners);
    const folded = owners.length - others.length;
    // Before the loop, behind which the compiler would have to give up what it made for it.
    this.#count(STATE_ROWS, block.rows);
    this.#count(STATE_ACCEPTED, folded);
    this.#count(STATE_FOLDED, folded);
    for (let at = 0; at < others.length; at += 1) {
      const row = others[at] as number;
      this.#takeOther(owners[row] as number, row, firstPosition + row);
    }
  }

  #takeOther(owner: number, row: number, position: number): void {
    if ((owner & REPEATED) !== 0) this.#count(STATE_DUPLICATE, 1);
    else if (owner >>> OWNER_BITS === 0 && owner !== STRANGER) this.#takeUnknown(row, position);
    else this.#takeOf(owner, row, position);
  }

  /** The rows of a block that are not simply folded already: some in ten. */
  #notFolded(owners: Uint32Array): Uint32Array {
    if (this.#others.length < owners.length) this.#others = new Uint32Array(owners.length);
    return this.#others.subarray(0, passFolded(owners, this.#needsRecords, this.#others));
  }

  /**
   * Takes the rows of a block whose people came to need all their signs while kept rows were taken.
   * Says how many they are.
   */
  recall(index: number, firstPosition: number): number {
    const block = blockAt(this.#blocks, index);
    const owners = this.#owners.subarray(firstPosition, firstPosition + block.rows);
    let recalled = 0;
    for (let row = 0; row < owners.length; row += 1) {
      const owner = owners[row] as number;
      const isLeft = (owner & (TAKEN | REPEATED | MISNAMED)) === 0 && owner >>> OWNER_BITS !== 0;
      if (!isLeft || this.#needsRecords[personOf(owner)] === 0) continue;
      if (recalled === 0) this.#stored.readAgain(block);
      recalled += 1;
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
    const { high, low } = this.#stored;
    const digits = this.#digits;
    for (let at = 0; at < held; at += 1) {
      digits[2 * at] = high[first + at] as number;
      digits[2 * at + 1] = low[first + at] as number;
    }
    this.#search.find({ numbers: digits, step: 2 }, 0, held);
  }

  #takeRow(row: number, position: number, at: number): void {
    if (this.#isAhead(row, this.#today)) {
      this.#count(STATE_WAITING, 1);
      return;
    }
    let owner = this.#owners[position] ?? UNKNOWN_OWNER;
    if (owner === UNKNOWN_OWNER) {
      owner = this.#ownerFound(row, at);
      this.#owners[position] = owner;
    }
    this.#refer(row, position, owner);
    this.#takeOf(owner, row, position);
  }

  /** A row that the folded form lacks: its day had not come, or another roster knew nobody. */
  #takeUnknown(row: number, position: number): void {
    if (this.#isAhead(row, this.#today)) {
      this.#count(STATE_WAITING, 1);
      return;
    }
    const owner = this.#findOwner(row);
    this.#owners[position] = owner;
    if (this.#isAhead(row, this.#foldedOn)) this.#refer(row, position, owner);
    this.#takeOf(owner, row, position);
  }

  #refer(row: number, position: number, owner: number): void {
    const { refLow, refHigh } = this.#stored;
    const isMisnamed = (owner & MISNAMED) !== 0;
    const became = owner === STRANGER ? NOT_ON_ROSTER : isMisnamed ? SUSPICIOUS : ACCEPTED;
    this.#matched.refer(refLow[row] as number, refHigh[row] as number, position, became);
  }

  #takeOf(owner: number, row: number, position: number): void {
    if (owner === STRANGER) this.#count(STATE_NOT_ON_ROSTER, 1);
    else if ((owner & MISNAMED) !== 0) this.#count(STATE_SUSPICIOUS, 1);
    else {
      this.#count(STATE_ACCEPTED, 1);
      this.#accept(row, personOf(owner), position);
    }
  }

  /** Whether a row is of a day that has not come on another. */
  #isAhead(row: number, { day, lastBirth }: Horizon): boolean {
    const stored = this.#stored;
    if (stored.occurredOn(row) > day || stored.statedOn(row) > day) return true;
    const high = stored.high[row] as number;
    return high >= 0 && birthOf(high, stored.low[row] as number) > lastBirth;
  }

  #accept(row: number, person: number, position: number): void {
    const stored = this.#stored;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const occurredOn = stored.occurredOn(row);
    const arrivedOn = arrivalOf(occurredOn, stored.statedOn(row), asOf, arrivesWhenItOccurs);
    const kind = stored.kindOf(row);
    const known = this.#matched.accept(person, kind, occurredOn, arrivedOn, position, 0);
    this.#texts?.add(stored, row, position, occurredOn, arrivedOn);
    const owners = this.#owners;
    if (position < owners.length) owners[position] = (owners[position] as number) | known | TAKEN;
  }

  /** Matches a row whose resident was looked for; `at` is its place in the batch. */
  #ownerFound(row: number, at: number): number {
    const search = this.#search;
    const { nameLow, nameHigh } = this.#stored;
    const person = search.personOf(at);
    // Other documents stand in no slot, nor do rare numbers.
    if (person === NOBODY) return search.isInSlots(at) ? STRANGER : this.#findOwner(row);
    const isNamedAlike = search.isNameOf(at, nameLow[row] as number, nameHigh[row] as number);
    return isNamedAlike ? ownerOf(person) : this.#findOwner(row);
  }

  /** Matches a row for itself, comparing names whole: such rows are few. */
  #findOwner(row: number): number {
    const stored = this.#stored;
    const high = stored.high[row] as number;
    stored.seek(row);
    const person =
      high < 0
        ? this.#roster.findPerson(idTypeOf(high), stored.document)
        : this.#roster.findResident(high, stored.low[row] as number);
    if (person === undefined) return STRANGER;
    const isName = this.#roster.isNameOf(person, trimBlanks(stored.name));
    return isName ? ownerOf(person) : ownerOf(person) | MISNAMED;
  }

  #count(at: number, rows: number): void {
    this.counts[at] = (this.counts[at] ?? 0) + rows;
  }
}

/**
 * Puts down the rows that are not simply folded already and says how many they are. Rows are many:
 * this does nothing but pass over them, and nothing comes behind its loop that the compiler would
 * have to give it up for.
 */
function passFolded(owners: Uint32Array, needsRecords: Uint8Array, others: Uint32Array): number {
  let count = 0;
  for (let row = 0; row < owners.length; row += 1) {
    const owner = owners[row] as number;
    const isFolded = (owner & (FOLDED | REPEATED | MISNAMED)) === FOLDED;
    if (isFolded && needsRecords[(owner >>> OWNER_BITS) - 1] === 0) continue;
    others[count] = row;
    count += 1;
  }
  return count;
}

function blockAt(blocks: RunSetup["state"]["blocks"], index: number) {
  const block = blocks[index];
  if (block === undefined) throw new RangeError(`no kept block ${index}`);
  return block;
}

/** A day, and as the eight digits of a birth date. */
interface Horizon {
  readonly day: Day;
  readonly lastBirth: number;
}

function horizonOf(day: Day): Horizon {
  return { day, lastBirth: Number(formatDay(day).replaceAll("-", "")) };
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
    const block = blockAt(this.#blocks, index);
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
