// Roster rows straight from the columns of a row group, a stretch of them at a time and in it column by
// column, each in a short loop of its own: the memory gives out one column after the other much faster
// than all by turns. A row is plain under the very conditions of `PlainRoster`. Knows no file.

import type { Day } from "@lingdai/policy/batch";
import { NO_DAY as NONE } from "@lingdai/policy/batch";

import * as parts from "../match/roster-part.ts";
import type { TextCells } from "../match/row-texts.ts";
import { Meanings, Prints, plainFrom } from "./column-meanings.ts";
import type { GroupReader } from "./group-reader.ts";
import * as cells from "./plain-cells.ts";
import * as fields from "./roster-cells.ts";
import * as stretches from "./flat-stretch.ts";
import type { TextKernel } from "./kernel/text-kernel.ts";
import * as kernel from "./kernel/text-kernel.ts";
import { TextScan } from "./text-scan.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { DAY_BYTES, ID_BYTES, NOT_PLAIN, plainDay } = cells;
const { AS_DAY, AS_TEXT, CODES, FORM, PlainPerson, SKIP } = fields;
const { ID, NAME, UNIT_CODE, UNIT_NAME } = fields;
const { FlatStretch, STRETCH, numberOfNothing } = stretches;
const { KEY_NUMBERS } = parts;
const { IS_ID, TEXT_NUMBERS } = kernel;
const NO_DAY = NONE;

/** What is no code and no day. */
const ODD = 0x7fff_ffff;

/** A column of the row group that is being read; texts have prints, the others meanings. */
interface RosterColumn {
  readonly role: number;
  /** Its place among the columns of the groups. */
  readonly place: number;
  readonly meanings: Meanings;
  readonly prints: Prints;
}

export class ColumnRoster extends FlatStretch {
  readonly #asOf: Day;
  readonly #kernel: TextKernel;
  readonly #groups: GroupReader;
  readonly #columns: readonly RosterColumn[];
  /** The place of the column of IDs; -1 where there is none. */
  readonly #idPlace: number;
  readonly #person: InstanceType<typeof PlainPerson>;
  /** Fingerprints that nobody asks for. */
  readonly #unasked = new Int32Array(STRETCH * KEY_NUMBERS);
  readonly #areOdd = new Uint8Array(STRETCH);

  /** `roles`: by place of a column in the groups, which field it is. */
  constructor(groups: GroupReader, roles: Uint8Array, asOf: Day, texts: TextKernel) {
    super();
    this.#kernel = texts;
    this.#groups = groups;
    this.#asOf = asOf;
    this.#person = new PlainPerson(asOf);
    this.#idPlace = roles.indexOf(ID);
    const scan = new TextScan();
    this.#columns = [...roles].flatMap((role, place) =>
      role === SKIP ? [] : [rosterColumn(role, place, scan, texts)],
    );
  }

  /** Turns to the row group that the reader has opened. */
  open(): void {
    for (const { role, place, prints, meanings } of this.#columns) {
      const column = this.#groups.column(place);
      if (FORM[role] !== AS_TEXT) meanings.open(column);
      else if (role !== ID) prints.open(column);
    }
  }

  /** Reads some rows of the group, `STRETCH` at most: each at its place behind `from`. */
  take(from: number, to: number): void {
    this.#areOdd.fill(0);
    this.hasUnit.fill(0);
    for (const each of this.#columns) {
      if (FORM[each.role] === AS_TEXT) this.#takeTexts(each, from, to);
      else this.#takeNumbers(each, from, to);
    }
    this.#takePeople(from, to);
    this.#judge(to - from);
  }

  #takePeople(from: number, to: number): void {
    const { view, starts, ends } = this.textsOf(ID);
    const { keys, birthDate } = this;
    const areOdd = this.#areOdd;
    const person = this.#person;
    const { said } = this.#kernel;
    const place = this.#idPlace;
    const areKnown = place !== -1 && this.#kernel.identify(this.#groups.column(place), from, to);
    for (let row = 0; row < to - from; row += 1) {
      const start = starts[row] as number;
      const text = row * TEXT_NUMBERS;
      const isPerson = areKnown
        ? said[text + 2] === IS_ID && person.take(said[text + 1] as number, said[text] as number)
        : (ends[row] as number) - start === ID_BYTES && person.read(view, start);
      if (!isPerson) areOdd[row] = 1;
      keys[row * KEY_NUMBERS] = person.high;
      keys[row * KEY_NUMBERS + 1] = person.low;
      birthDate[row] = person.birthDate;
    }
  }

  /** How many rows from the one at that place on are plain, one behind the other. */
  plainFrom(place: number, end: number): number {
    return plainFrom(this.#areOdd, place, end);
  }

  #takeTexts({ role, place, prints }: RosterColumn, from: number, to: number): void {
    const texts = this.textsOf(role);
    const column = this.#groups.column(place);
    texts.view = column.view;
    column.put(from, to, texts.starts, texts.ends);
    if (role === ID) return;
    const numbers = role === NAME ? this.keys : this.#unasked;
    prints.put(from, to, { numbers, at: 2, step: KEY_NUMBERS }, this.#areOdd);
    if (role === UNIT_CODE || role === UNIT_NAME) markLonger(texts, this.hasUnit, to - from);
  }

  #takeNumbers({ role, meanings }: RosterColumn, from: number, to: number): void {
    const numbers = this.numbersOf(role);
    meanings.put(from, to, 0, { numbers, at: 0, step: 1 });
    markOdd(numbers, this.#areOdd, to - from);
  }

  /** Marks the rows that lack what a row must have, or whose days are to come that may not be. */
  #judge(rows: number): void {
    const { insurance, kind, since, lastCertifiedOn, refutedOn } = this;
    const areOdd = this.#areOdd;
    const asOf = this.#asOf;
    for (let place = 0; place < rows; place += 1) {
      const isWhole = insurance[place] !== 0 && kind[place] !== 0 && since[place] !== NO_DAY;
      const isPast =
        (lastCertifiedOn[place] as number) <= asOf && (refutedOn[place] as number) <= asOf;
      if (!isWhole || !isPast) areOdd[place] = 1;
    }
  }
}

function rosterColumn(
  role: number,
  place: number,
  scan: TextScan,
  texts: TextKernel,
): RosterColumn {
  const nothing = numberOfNothing(role);
  const meanings = new Meanings(({ bytes, view }, start, end) => {
    if (start === end) return nothing;
    if (FORM[role] === AS_DAY) {
      const day = end - start === DAY_BYTES ? plainDay(view, start) : NOT_PLAIN;
      return day === NOT_PLAIN ? ODD : day;
    }
    scan.take(bytes, view, start, end);
    return CODES[role]?.find(scan.low, scan.high) || ODD;
  });
  const prints = new Prints(texts, "plain", role === NAME ? "odd" : "plain");
  return { role, place, meanings, prints };
}

function markOdd(numbers: Int32Array, areOdd: Uint8Array, rows: number): void {
  for (let place = 0; place < rows; place += 1) if (numbers[place] === ODD) areOdd[place] = 1;
}

function markLonger({ starts, ends }: TextCells, marks: Int32Array, rows: number): void {
  for (let place = 0; place < rows; place += 1) if (starts[place] !== ends[place]) marks[place] = 1;
}
