// The accepted rows of a roster and the people to whom they belong. Knows neither files nor
// observations nor policies.

import type { EntitlementColumns, EntitlementFacts, IdType } from "@lingdai/policy/batch";
import { ID_TYPES, NO_DAY } from "@lingdai/policy/batch";

import type { RosterEntry } from "../judge/judge-roster-row.ts";
import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";
import { foldName } from "./name-folding.ts";
import type { PersonSample } from "./person-sample.ts";
import * as personSlots from "./person-slots.ts";
import type { SharedPersonTable } from "./person-table.ts";
import { PersonTable } from "./person-table.ts";
import type { SharedColumns } from "./roster-columns.ts";
import { RosterColumns } from "./roster-columns.ts";
import type { RosterPart } from "./roster-part.ts";
import { KEY_NUMBERS, keyedRow } from "./roster-part.ts";
import type { RowTexts } from "./row-texts.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { packHigh, packLow, placeOfKey, touchSlots } = personSlots;

/** No next row. */
const NONE = NO_DAY;
/** Grants are numbered insurance * this + kind. */
const GRANT = 8;
/** Rows whose people are looked for at once. */
const TOUCHED_ROWS = 256;

/** What the output tables say about a row besides its facts. */
export interface RosterTexts {
  readonly idNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly residenceDivision: string;
  readonly payDivision: string;
}

/** Rows of a part that did not come along, and why. */
export interface RowsLeftOut {
  /** The same document has that insurance and kind already. */
  readonly repeated: number;
  readonly notSampled: number;
}

/** A roster as it is handed to another thread. */
export interface SharedRoster {
  readonly people: SharedPersonTable;
  readonly columns: SharedColumns;
  readonly person: SharedColumn;
  readonly firstRow: SharedColumn;
  readonly nextRow: SharedColumn;
  readonly grant: SharedColumn;
}

/** Rows are numbered from 0 in roster order; so are people, by their first row. */
export class Roster {
  readonly #people: PersonTable;
  readonly #columns: RosterColumns;
  /** By row: its person, and the person's next row. */
  readonly #person: GrowingColumn<Uint32Array>;
  readonly #nextRow: GrowingColumn<Int32Array>;
  /** By row: insurance and kind in one number. */
  readonly #grant: GrowingColumn<Uint8Array>;
  /** By person: the first row. */
  readonly #firstRow: GrowingColumn<Int32Array>;
  readonly #place = new Int32Array(TOUCHED_ROWS);
  touched = 0;

  constructor(shared?: SharedRoster) {
    this.#people = new PersonTable(shared?.people);
    this.#columns = new RosterColumns(shared?.columns);
    this.#person = new GrowingColumn<Uint32Array>(Uint32Array, shared?.person);
    this.#nextRow = new GrowingColumn<Int32Array>(Int32Array, shared?.nextRow);
    this.#firstRow = new GrowingColumn<Int32Array>(Int32Array, shared?.firstRow);
    this.#grant = new GrowingColumn<Uint8Array>(Uint8Array, shared?.grant);
  }

  /** All that another thread needs to read this roster; it must not grow any more. */
  share(): SharedRoster {
    return {
      people: this.#people.share(),
      columns: this.#columns.share(),
      person: this.#person.share(),
      firstRow: this.#firstRow.share(),
      nextRow: this.#nextRow.share(),
      grant: this.#grant.share(),
    };
  }

  /** What concluding over columns needs of every row. */
  get columns(): EntitlementColumns {
    const columns = this.#columns;
    return {
      person: this.#person.values,
      insurance: columns.insurance.values,
      kind: columns.kind.values,
      status: columns.status.values,
      relationship: columns.relationship.values,
      incapacity: columns.incapacity.values,
      since: columns.since.values,
      birthDate: columns.birthDate.values,
      lastCertifiedOn: columns.lastCertifiedOn.values,
      lastCertifiedBy: columns.lastCertifiedBy.values,
    };
  }

  /**
   * The table of residents, for who looks up many at once; with the fingerprint of the name on a
   * person's first row, as written.
   */
  get personSlots(): Int32Array {
    return this.#people.slots;
  }

  /** The texts of rows as bytes, for who writes many. */
  get texts(): RowTexts {
    return this.#columns.texts;
  }

  get rows(): number {
    return this.#person.count;
  }

  get people(): number {
    return this.#people.count;
  }

  /** Makes room for so many rows in all and so many bytes of texts more. */
  reserve(rows: number, textBytes: number): void {
    this.#columns.reserve(rows, textBytes);
    this.#people.reserve(rows);
    this.#person.reserve(rows);
    this.#nextRow.reserve(rows);
    this.#firstRow.reserve(rows);
    this.#grant.reserve(rows);
  }

  /** Adds a row; false where the same document has the same insurance and kind already. */
  add(entry: RosterEntry): boolean {
    const row = keyedRow(entry);
    const person =
      row.high < 0
        ? this.#people.findOrAdd(entry.idType, entry.idNumber)
        : this.#people.findOrAddResident(row.high, row.low, row.nameLow, row.nameHigh);
    if (!this.#admit(person, row.insurance * GRANT + row.kind)) {
      return false;
    }
    this.#columns.push(row);
    return true;
  }

  /** Adds the rows of a part; tells how many were left out. */
  append(part: RosterPart, sample?: PersonSample): RowsLeftOut {
    const { columns } = part;
    const keys = part.keys.values;
    const insurance = columns.insurance.values;
    const kind = columns.kind.values;
    let from = 0;
    let repeated = 0;
    let notSampled = 0;
    for (let first = 0; first < columns.rows; first += TOUCHED_ROWS) {
      const last = Math.min(columns.rows, first + TOUCHED_ROWS);
      this.#touch(keys, first, last);
      for (let row = first; row < last; row += 1) {
        // Rows are taken over in stretches; one that is left out ends a stretch.
        if (sample !== undefined && !isIn(sample, columns, row)) {
          this.#columns.append(columns, from, row);
          from = row + 1;
          notSampled += 1;
          continue;
        }
        const key = row * KEY_NUMBERS;
        const high = keys[key] as number;
        const low = keys[key + 1] as number;
        const nameLow = keys[key + 2] as number;
        const nameHigh = keys[key + 3] as number;
        const person =
          high < 0
            ? this.#documentIn(columns, row, high)
            : this.#people.findOrAddResident(high, low, nameLow, nameHigh);
        const grant = (insurance[row] as number) * GRANT + (kind[row] as number);
        if (this.#admit(person, grant)) continue;
        this.#columns.append(columns, from, row);
        from = row + 1;
        repeated += 1;
      }
    }
    this.#columns.append(columns, from, columns.rows);
    return { repeated, notSampled };
  }

  /** Asks for the slots of some rows at once, so that the memory fetches them side by side. */
  #touch(keys: Int32Array, first: number, last: number): void {
    const { slots } = this.#people;
    const places = this.#place;
    for (let row = first; row < last; row += 1) {
      const key = row * KEY_NUMBERS;
      const packedHigh = packHigh(keys[key] as number);
      const packedLow = packLow(keys[key + 1] as number);
      places[row - first] = placeOfKey(packedHigh, packedLow, slots);
    }
    this.touched = touchSlots(slots, places, 0, last - first);
  }

  #documentIn({ texts }: RosterColumns, row: number, high: number): number {
    texts.seek(row);
    const idType = ID_TYPES[-1 - high] as IdType;
    return this.#people.findOrAdd(idType, texts.text(texts.idAt, texts.nameAt));
  }

  /** Begins a row of a person; false where the person has that insurance and kind already. */
  #admit(person: number, grant: number): boolean {
    const row = this.rows;
    if (person === this.#firstRow.count) {
      this.#firstRow.push(row);
    } else {
      let last = this.#firstRow.get(person);
      for (let earlier = last; earlier !== NONE; earlier = this.#nextRow.get(earlier)) {
        if (this.#grant.values[earlier] === grant) return false;
        last = earlier;
      }
      this.#nextRow.set(last, row);
    }
    this.#grant.push(grant);
    this.#nextRow.push(NONE);
    this.#person.push(person);
    return true;
  }

  findPerson(idType: IdType, idNumber: string): number | undefined {
    return this.#people.find(idType, idNumber);
  }

  /** The person with the resident ID of these 8 and 9 digits. */
  findResident(high: number, low: number): number | undefined {
    return this.#people.findResident(high, low);
  }

  /** The same, where the digits are at hand as a slot holds them. */
  findPacked(packedHigh: number, packedLow: number): number | undefined {
    return this.#people.findPacked(packedHigh, packedLow);
  }

  personOf(row: number): number {
    return this.#person.get(row);
  }

  /** The rows of a person in roster order. */
  *rowsOf(person: number): Generator<number> {
    for (let row = this.#firstRow.get(person); row !== NONE; row = this.#nextRow.get(row)) {
      yield row;
    }
  }

  /** The name on the person's first row, as written. */
  nameOf(person: number): string {
    return this.#nameIn(this.#firstRow.get(person));
  }

  /** Whether a name agrees with the name on any of the person's rows. */
  isNameOf(person: number, name: string): boolean {
    let folded: string | undefined;
    for (let row = this.#firstRow.get(person); row !== NONE; row = this.#nextRow.get(row)) {
      const written = this.#nameIn(row);
      if (written === name) return true;
      folded ??= foldName(name);
      if (foldName(written) === folded) return true;
    }
    return false;
  }

  /** The rows of a document's insurance and kind, whichever of the types the document has. */
  findRows(
    idTypes: readonly IdType[],
    idNumber: string,
    insurance: string,
    kind: string,
  ): readonly number[] {
    const people = idTypes.map((idType) => this.findPerson(idType, idNumber));
    return people
      .flatMap((person) => (person === undefined ? [] : [...this.rowsOf(person)]))
      .filter(
        // The table of residents compares 17 digits only, as judged numbers need no more.
        (row) => this.#isFor(row, insurance, kind) && this.idNumberOf(row) === idNumber,
      );
  }

  idNumberOf(row: number): string {
    const { texts } = this.#columns;
    texts.seek(row);
    return texts.text(texts.idAt, texts.nameAt);
  }

  textsOf(row: number): RosterTexts {
    const { texts } = this.#columns;
    texts.seek(row);
    return {
      idNumber: texts.text(texts.idAt, texts.nameAt),
      name: texts.text(texts.nameAt, texts.phoneAt),
      phone: texts.text(texts.phoneAt, texts.residenceAt),
      residenceDivision: texts.text(texts.residenceAt, texts.payAt),
      payDivision: texts.text(texts.payAt, texts.end),
    };
  }

  /** The row as the policy core takes it. */
  factsOf(row: number): EntitlementFacts {
    return this.#columns.factsOf(row);
  }

  #nameIn(row: number): string {
    const { texts } = this.#columns;
    texts.seek(row);
    return texts.text(texts.nameAt, texts.phoneAt);
  }

  #isFor(row: number, insurance: string, kind: string): boolean {
    const columns = this.#columns;
    return columns.insurance.codeOf(row) === insurance && columns.kind.codeOf(row) === kind;
  }
}

function isIn(sample: PersonSample, { texts }: RosterColumns, row: number): boolean {
  texts.seek(row);
  return sample.has(texts.bytes.subarray(texts.idAt, texts.nameAt));
}
