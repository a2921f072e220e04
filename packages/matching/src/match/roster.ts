// The accepted rows of a roster in columns, and the people to whom they belong. Memory is a few
// dozen bytes a row besides its texts. Knows neither files nor observations nor policies.

import type {
  BenefitKind,
  BenefitStatus,
  EntitlementFacts,
  IdType,
  Incapacity,
  Insurance,
  Relationship,
  SignKind,
} from "@lingdai/policy";
import {
  BENEFIT_KIND_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  NO_DAY,
  RELATIONSHIP_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
} from "@lingdai/policy";
import type { EntitlementColumns } from "@lingdai/policy";

import { Fingerprint } from "../engine/byte-fingerprint.ts";
import type { RosterEntry } from "../judge/judge-roster-row.ts";
import { CodeColumn } from "./code-column.ts";
import type { NumbersMaker, SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";
import { foldName } from "./name-folding.ts";
import type { SharedPersonTable } from "./person-table.ts";
import { PersonTable } from "./person-table.ts";
import type { SharedArena } from "./text-arena.ts";
import { TextArena, TextPool } from "./text-arena.ts";

/** No day, and no next row. */
const NONE = NO_DAY;

/** What the output tables say about a row besides its facts. */
export interface RosterTexts {
  readonly idNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly residenceDivision: string;
  readonly payDivision: string;
}

/** A plain row of a resident as bytes and numbers; the codes are those of the policy core. */
export interface PlainRosterRow {
  readonly bytes: Uint8Array;
  readonly high: number;
  readonly low: number;
  readonly check: number;
  readonly idAt: number;
  readonly nameAt: number;
  readonly nameEnd: number;
  readonly phoneAt: number;
  readonly phoneEnd: number;
  readonly residenceAt: number;
  readonly residenceEnd: number;
  readonly payAt: number;
  readonly payEnd: number;
  readonly insurance: number;
  readonly kind: number;
  readonly status: number;
  readonly lastCertifiedBy: number;
  readonly relationship: number;
  readonly incapacity: number;
  readonly since: number;
  readonly birthDate: number;
  readonly lastCertifiedOn: number;
  readonly refutedOn: number;
  readonly hasUnit: number;
}

/** A roster as it is handed to another thread. */
export interface SharedRoster {
  readonly people: SharedPersonTable;
  /** In the order in which the roster takes them. */
  readonly columns: readonly SharedColumn[];
  readonly idNumbers: SharedArena;
  readonly names: SharedArena;
  readonly phones: SharedArena;
  readonly divisions: readonly string[];
}

/** Rows are numbered from 0 in roster order; so are people, by their first row. */
export class Roster {
  readonly #people: PersonTable;
  readonly #firstRow: GrowingColumn<Int32Array>;
  readonly #nextRow: GrowingColumn<Int32Array>;
  readonly #person: GrowingColumn<Uint32Array>;
  readonly #insurance: CodeColumn<Insurance>;
  readonly #kind: CodeColumn<BenefitKind>;
  readonly #status: CodeColumn<BenefitStatus>;
  readonly #lastCertifiedBy: CodeColumn<SignKind>;
  readonly #relationship: CodeColumn<Relationship>;
  readonly #incapacity: CodeColumn<Incapacity>;
  readonly #since: GrowingColumn<Int32Array>;
  readonly #birthDate: GrowingColumn<Int32Array>;
  readonly #lastCertifiedOn: GrowingColumn<Int32Array>;
  readonly #refutedOn: GrowingColumn<Int32Array>;
  readonly #hasUnit: GrowingColumn<Uint8Array>;
  readonly #idNumbers: TextArena;
  readonly #names: TextArena;
  readonly #phones: TextArena;
  readonly #divisions: TextPool;
  readonly #noDivision: number;
  readonly #residenceDivision: GrowingColumn<Uint32Array>;
  readonly #payDivision: GrowingColumn<Uint32Array>;
  /** Two numbers a person: the fingerprint of the name on the first row. */
  readonly #nameFingerprint: GrowingColumn<Int32Array>;
  readonly #fingerprint = new Fingerprint();

  constructor(shared?: SharedRoster) {
    let column = 0;
    const next = (): SharedColumn | undefined => {
      column += 1;
      return shared?.columns[column - 1];
    };
    const growing = <Column extends Int32Array | Uint32Array | Uint8Array>(
      make: NumbersMaker<Column>,
    ): GrowingColumn<Column> => {
      const from = next();
      return from === undefined
        ? new GrowingColumn<Column>(make)
        : GrowingColumn.over<Column>(make, from);
    };
    this.#people = new PersonTable(shared?.people);
    this.#firstRow = growing<Int32Array>(Int32Array);
    this.#nextRow = growing<Int32Array>(Int32Array);
    this.#person = growing<Uint32Array>(Uint32Array);
    this.#insurance = new CodeColumn(INSURANCE_NUMBERS, next());
    this.#kind = new CodeColumn(BENEFIT_KIND_NUMBERS, next());
    this.#status = new CodeColumn(STATUS_NUMBERS, next());
    this.#lastCertifiedBy = new CodeColumn(SIGN_NUMBERS, next());
    this.#relationship = new CodeColumn(RELATIONSHIP_NUMBERS, next());
    this.#incapacity = new CodeColumn(INCAPACITY_NUMBERS, next());
    this.#since = growing<Int32Array>(Int32Array);
    this.#birthDate = growing<Int32Array>(Int32Array);
    this.#lastCertifiedOn = growing<Int32Array>(Int32Array);
    this.#refutedOn = growing<Int32Array>(Int32Array);
    this.#hasUnit = growing<Uint8Array>(Uint8Array);
    this.#residenceDivision = growing<Uint32Array>(Uint32Array);
    this.#payDivision = growing<Uint32Array>(Uint32Array);
    this.#nameFingerprint = growing<Int32Array>(Int32Array);
    this.#idNumbers = new TextArena(shared?.idNumbers);
    this.#names = new TextArena(shared?.names);
    this.#phones = new TextArena(shared?.phones);
    this.#divisions = new TextPool(shared?.divisions);
    this.#noDivision = this.#divisions.numberOf("");
  }

  /** All that another thread needs to read this roster; it must not grow any more. */
  share(): SharedRoster {
    return {
      people: this.#people.share(),
      columns: [
        this.#firstRow.share(),
        this.#nextRow.share(),
        this.#person.share(),
        this.#insurance.share(),
        this.#kind.share(),
        this.#status.share(),
        this.#lastCertifiedBy.share(),
        this.#relationship.share(),
        this.#incapacity.share(),
        this.#since.share(),
        this.#birthDate.share(),
        this.#lastCertifiedOn.share(),
        this.#refutedOn.share(),
        this.#hasUnit.share(),
        this.#residenceDivision.share(),
        this.#payDivision.share(),
        this.#nameFingerprint.share(),
      ],
      idNumbers: this.#idNumbers.share(),
      names: this.#names.share(),
      phones: this.#phones.share(),
      divisions: this.#divisions.share(),
    };
  }

  /** What concluding over columns needs of every row. */
  get columns(): EntitlementColumns {
    return {
      person: this.#person.values,
      insurance: this.#insurance.values,
      kind: this.#kind.values,
      status: this.#status.values,
      relationship: this.#relationship.values,
      incapacity: this.#incapacity.values,
      since: this.#since.values,
      birthDate: this.#birthDate.values,
      lastCertifiedOn: this.#lastCertifiedOn.values,
      lastCertifiedBy: this.#lastCertifiedBy.values,
    };
  }

  /** The table of residents, for who looks up many at once. */
  get personSlots(): Uint32Array {
    return this.#people.slots;
  }

  /** Two numbers a person: the fingerprint of the bytes of the name on the first row. */
  get nameFingerprints(): Int32Array {
    return this.#nameFingerprint.values;
  }

  /** The texts of a row as bytes, for who writes many. */
  get idNumbers(): TextArena {
    return this.#idNumbers;
  }

  get rows(): number {
    return this.#person.count;
  }

  get people(): number {
    return this.#people.count;
  }

  /** Adds a row; false where the same document has the same insurance and kind already. */
  add(entry: RosterEntry): boolean {
    const person = this.#people.findOrAdd(entry.idType, entry.idNumber);
    const insurance = INSURANCE_NUMBERS.numberOf(entry.insurance);
    const kind = BENEFIT_KIND_NUMBERS.numberOf(entry.kind);
    const name = Buffer.from(entry.name);
    if (!this.#addRow(person, insurance, kind, name, 0, name.length)) return false;
    this.#status.push(STATUS_NUMBERS.numberOf(entry.status));
    this.#lastCertifiedBy.push(SIGN_NUMBERS.numberOf(entry.lastCertifiedBy));
    this.#relationship.push(RELATIONSHIP_NUMBERS.numberOf(entry.relationship));
    this.#incapacity.push(INCAPACITY_NUMBERS.numberOf(entry.incapacity));
    this.#since.push(entry.since);
    this.#birthDate.push(entry.birthDate ?? NONE);
    this.#lastCertifiedOn.push(entry.lastCertifiedOn ?? NONE);
    this.#refutedOn.push(entry.refutedOn ?? NONE);
    this.#hasUnit.push(entry.hasUnit ? 1 : 0);
    this.#idNumbers.add(entry.idNumber);
    this.#phones.add(entry.phone);
    this.#residenceDivision.push(this.#divisions.numberOf(entry.residenceDivision));
    this.#payDivision.push(this.#divisions.numberOf(entry.payDivision));
    return true;
  }

  /** Adds a resident's row whose cells are bytes; false as `add` says. */
  addPlain(row: PlainRosterRow): boolean {
    const { bytes } = row;
    const person = this.#people.findOrAddResident(row.high, row.low);
    if (!this.#addRow(person, row.insurance, row.kind, bytes, row.nameAt, row.nameEnd))
      return false;
    this.#status.push(row.status);
    this.#lastCertifiedBy.push(row.lastCertifiedBy);
    this.#relationship.push(row.relationship);
    this.#incapacity.push(row.incapacity);
    this.#since.push(row.since);
    this.#birthDate.push(row.birthDate);
    this.#lastCertifiedOn.push(row.lastCertifiedOn);
    this.#refutedOn.push(row.refutedOn);
    this.#hasUnit.push(row.hasUnit);
    this.#idNumbers.addBytes(bytes, row.idAt, row.idAt + 17);
    this.#idNumbers.amendLast(row.check);
    this.#phones.addBytes(bytes, row.phoneAt, row.phoneEnd);
    this.#residenceDivision.push(
      this.#divisions.numberOfBytes(bytes, row.residenceAt, row.residenceEnd),
    );
    this.#payDivision.push(this.#divisions.numberOfBytes(bytes, row.payAt, row.payEnd));
    return true;
  }

  /** Begins a row: its person, what is paid, and the name; false where the person has that. */
  #addRow(
    person: number,
    insurance: number,
    kind: number,
    name: Uint8Array,
    nameAt: number,
    nameEnd: number,
  ): boolean {
    const row = this.rows;
    if (person === this.#firstRow.count) {
      this.#firstRow.push(row);
      this.#fingerprint.take(name, nameAt, nameEnd);
      this.#nameFingerprint.push(this.#fingerprint.low);
      this.#nameFingerprint.push(this.#fingerprint.high);
    } else {
      let last = this.#firstRow.get(person);
      for (let earlier = last; earlier !== NONE; earlier = this.#nextRow.get(earlier)) {
        const isSame =
          this.#insurance.values[earlier] === insurance && this.#kind.values[earlier] === kind;
        if (isSame) return false;
        last = earlier;
      }
      this.#nextRow.set(last, row);
    }
    this.#nextRow.push(NONE);
    this.#person.push(person);
    this.#insurance.push(insurance);
    this.#kind.push(kind);
    this.#names.addBytes(name, nameAt, nameEnd);
    return true;
  }

  findPerson(idType: IdType, idNumber: string): number | undefined {
    return this.#people.find(idType, idNumber);
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
    return this.#names.get(this.#firstRow.get(person));
  }

  /** Whether a name agrees with the name on any of the person's rows. */
  isNameOf(person: number, name: string): boolean {
    const first = this.#firstRow.get(person);
    if (this.#names.get(first) === name) return true;
    const folded = foldName(name);
    for (const row of this.rowsOf(person)) {
      if (foldName(this.#names.get(row)) === folded) return true;
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
        (row) => this.#isFor(row, insurance, kind) && this.#idNumbers.get(row) === idNumber,
      );
  }

  textsOf(row: number): RosterTexts {
    return {
      idNumber: this.#idNumbers.get(row),
      name: this.#names.get(row),
      phone: this.#phones.get(row),
      residenceDivision: this.#divisions.get(this.#residenceDivision.get(row)),
      payDivision: this.#divisions.get(this.#payDivision.get(row)),
    };
  }

  /** The row as the policy core takes it. */
  factsOf(row: number): EntitlementFacts {
    const certifiedOn = dayOrNone(this.#lastCertifiedOn.get(row));
    return {
      insurance: this.#insurance.get(row),
      kind: this.#kind.get(row),
      since: this.#since.get(row),
      status: this.#status.get(row),
      birthDate: dayOrNone(this.#birthDate.get(row)),
      relationship: this.#relationship.find(row),
      incapacity: this.#incapacity.find(row),
      hasPhone: !this.#phones.isEmpty(row),
      hasUnit: this.#hasUnit.get(row) === 1,
      hasResidence: this.#residenceDivision.get(row) !== this.#noDivision,
      lastCertified:
        certifiedOn === undefined
          ? undefined
          : { on: certifiedOn, by: this.#lastCertifiedBy.find(row) },
      refutedOn: dayOrNone(this.#refutedOn.get(row)),
    };
  }

  #isFor(row: number, insurance: string, kind: string): boolean {
    return this.#insurance.get(row) === insurance && this.#kind.get(row) === kind;
  }
}

function dayOrNone(day: number): number | undefined {
  return day === NONE ? undefined : day;
}
