// Roster rows straight from their bytes, a stretch of them at a time, where every byte means exactly
// what it says; the others go through the readers and judges of texts. Knows no file.

import type { Day } from "@lingdai/policy/batch";
import { NO_DAY as NONE } from "@lingdai/policy/batch";

import * as parts from "../match/roster-part.ts";
import type { RosterField } from "../read/fields.ts";
import type { ColumnPlan } from "../read/mapped-row.ts";
import * as fingerprints from "./byte-fingerprint.ts";
import { bitsBefore, bytesBefore, endsIn, inEachByte } from "./cell-scan.ts";
import * as cells from "./plain-cells.ts";
import type { KeptField } from "./roster-cells.ts";
import * as fields from "./roster-cells.ts";
import * as stretches from "./flat-stretch.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { FIRST_LANE, SECOND_LANE, mixedFirst, mixedSecond } = fingerprints;
const { DAY_BYTES, ID_BYTES, NOT_PLAIN, beginsPlain, endsPlain, plainDay } = cells;
const { AS_CODE, AS_DAY, CODES, FORM, PlainPerson, SKIP } = fields;
const { ID, NAME, UNIT_CODE, UNIT_NAME, INSURANCE, KIND, SINCE, LAST_ON, REFUTED } = fields;
const { FlatStretch, STRETCH: ROWS, numberOfNothing } = stretches;
const { KEY_NUMBERS } = parts;
const STRETCH = ROWS;
const NO_DAY = NONE;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Bytes below this are control characters. */
const BLANK = 0x20;

/** How the cells of a column are read: passed over, as text, with a fingerprint besides, and so on. */
const PASSED = 0;
const TEXT = 1;
const CALLED = 2;
const CODE = 3;
const DAY = 4;
const PERSON = 5;

export class PlainRoster extends FlatStretch {
  /** How many rows were read. */
  rows = 0;
  /** Where each row begins, and behind the last of them where it ends. */
  readonly begins = new Int32Array(STRETCH + 1);
  readonly #asOf: Day;
  readonly #delimiter: number;
  readonly #person: InstanceType<typeof PlainPerson>;
  // By column, the last for all that stand behind those of the plan.
  readonly #ways: Uint8Array;
  readonly #places: Int32Array;
  readonly #nothings: Int32Array;
  readonly #codes: readonly (typeof CODES)[number][];

  private constructor(asOf: Day, delimiter: number, roles: Uint8Array) {
    super();
    const columns = [...roles, SKIP];
    this.#asOf = asOf;
    this.#delimiter = delimiter;
    this.#person = new PlainPerson(asOf);
    this.#ways = Uint8Array.from(columns, wayOf);
    this.#places = Int32Array.from(columns, (role) => role * STRETCH);
    this.#nothings = Int32Array.from(columns, numberOfNothing);
    this.#codes = columns.map((role) => CODES[role]);
  }

  /**
   * A reader for files of that plan; undefined where a mapping changes what cells say. `further`: fields
   * that nobody judges, to be read too.
   */
  static for(
    plan: ColumnPlan<RosterField>,
    delimiter: number,
    asOf: Day,
    further: readonly KeptField[] = [],
  ): PlainRoster | undefined {
    const roles = delimiter < 0x80 ? fields.rosterRoles(plan, further) : undefined;
    return roles && new PlainRoster(asOf, delimiter, roles);
  }

  /**
   * Reads rows whose every cell is plain, from the one at `from` on, until the stretch is full or the
   * bytes end at `to`. Gives the byte behind the last row read: one that is not plain stands there.
   */
  fill(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const ways = this.#ways;
    const places = this.#places;
    const nothings = this.#nothings;
    const last = ways.length - 1;
    const delimiter = this.#delimiter | 0;
    const delimiters = inEachByte(delimiter);
    const person = this.#person;
    const { numbers, ends, begins, keys } = this;
    for (const cell of this.texts) cell.view = view;
    let at = from | 0;
    this.rows = 0;
    begins[0] = at;
    for (let row = 0; row < STRETCH && at < to; row += 1) {
      for (let column = 0; ; column += 1) {
        const mine = column < last ? column : last;
        const way = ways[mine] as number;
        const here = (places[mine] as number) + row;
        const start = at;
        let word = view.getInt32(at, true);
        const first = word & 0xff;
        if (first === delimiter || first < BLANK) {
          if (way === PERSON) return this.#begin(row);
          numbers[here] = nothings[mine] as number;
          ends[here] = 0;
        } else if (way === PERSON) {
          if (!person.read(view, at)) return this.#begin(row);
          keys[row * KEY_NUMBERS] = person.high;
          keys[row * KEY_NUMBERS + 1] = person.low;
          this.birthDate[row] = person.birthDate;
          at += ID_BYTES;
          numbers[here] = start;
          ends[here] = at;
        } else if (way === DAY) {
          const day = plainDay(view, at);
          if (day === NOT_PLAIN) return this.#begin(row);
          numbers[here] = day;
          at += DAY_BYTES;
        } else if (first === QUOTE) return this.#begin(row);
        else if (way < CALLED) {
          let found = endsIn(word, delimiters);
          while (found === 0) {
            at += 4;
            word = view.getInt32(at, true);
            found = endsIn(word, delimiters);
          }
          at += bytesBefore(found);
          if (way === TEXT) {
            if (!beginsPlain(first) || !endsPlain(bytes, start, at)) return this.#begin(row);
            numbers[here] = start;
            ends[here] = at;
          }
        } else {
          // As `CellScan` does, whose call costs a fifteenth of the whole: the cell's end and fingerprint.
          let low = FIRST_LANE;
          let high = SECOND_LANE;
          let found = endsIn(word, delimiters);
          while (found === 0) {
            low = mixedFirst(low, high, word);
            high = mixedSecond(low, high, word);
            at += 4;
            word = view.getInt32(at, true);
            found = endsIn(word, delimiters);
          }
          const rest = word & bitsBefore(found);
          low = mixedFirst(low, high, rest);
          high = mixedSecond(low, high, rest);
          at += bytesBefore(found);
          low ^= at - start;
          if (way === CODE) {
            const code = this.#codes[mine]?.find(low, high) ?? 0;
            if (code === 0) return this.#begin(row);
            numbers[here] = code;
          } else {
            if (!beginsPlain(first) || !endsPlain(bytes, start, at)) return this.#begin(row);
            numbers[here] = start;
            ends[here] = at;
            keys[row * KEY_NUMBERS + 2] = low;
            keys[row * KEY_NUMBERS + 3] = high;
          }
        }
        const stop = bytes[at] as number;
        at += 1;
        if (stop === delimiter) continue;
        if (stop === CARRIAGE_RETURN && bytes[at] === LINE_FEED) at += 1;
        else if (stop !== LINE_FEED) return this.#begin(row);
        // A short row leaves the fields of its last columns empty.
        if (column < last - 1) return this.#begin(row);
        break;
      }
      if (!this.#isGood(row)) return this.#begin(row);
      begins[row + 1] = at;
      this.rows = row + 1;
    }
    return at;
  }

  /** Where a row begins that turned out not to be plain. */
  #begin(row: number): number {
    return this.begins[row] as number;
  }

  /** Whether the fields that a row must have are there, and no day is to come that may not be. */
  #isGood(row: number): boolean {
    const { numbers, ends } = this;
    const unit =
      (ends[UNIT_CODE * STRETCH + row] as number) | (ends[UNIT_NAME * STRETCH + row] as number);
    this.hasUnit[row] = unit === 0 ? 0 : 1;
    if (ends[NAME * STRETCH + row] === 0) return false;
    if (numbers[INSURANCE * STRETCH + row] === 0 || numbers[KIND * STRETCH + row] === 0)
      return false;
    if (numbers[SINCE * STRETCH + row] === NO_DAY) return false;
    const certifiedOn = numbers[LAST_ON * STRETCH + row] as number;
    const refutedOn = numbers[REFUTED * STRETCH + row] as number;
    return certifiedOn <= this.#asOf && refutedOn <= this.#asOf;
  }
}

function wayOf(role: number): number {
  if (role === SKIP) return PASSED;
  if (role === ID) return PERSON;
  if (role === NAME) return CALLED;
  const form = FORM[role];
  return form === AS_CODE ? CODE : form === AS_DAY ? DAY : TEXT;
}
