// The accepted rows of a roster in columns, and the people to whom they belong. Memory is a few
// dozen bytes a row besides its texts. Knows neither files nor observations nor policies.

import type {
  BenefitKind,
  BenefitStatus,
  EntitlementFacts,
  IdType,
  Incapacity,
  Insurance,
  LifeSign,
  Relationship,
} from "@lingdai/policy";
import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  INCAPACITIES,
  INSURANCES,
  LIFE_SIGNS,
  RELATIONSHIPS,
} from "@lingdai/policy";

import type { RosterEntry } from "../judge/judge-roster-row.ts";
import { CodeColumn } from "./code-column.ts";
import { GrowingColumn } from "./growing-column.ts";
import { foldName } from "./name-folding.ts";
import { PersonTable } from "./person-table.ts";
import { TextArena, TextPool } from "./text-arena.ts";

/** No day, and no next row. */
const NONE = -0x8000_0000;

/** What the output tables say about a row besides its facts. */
export interface RosterTexts {
  readonly idNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly residenceDivision: string;
  readonly payDivision: string;
}

/** Rows are numbered from 0 in roster order; so are people, by their first row. */
export class Roster {
  readonly #people = new PersonTable();
  readonly #firstRow = new GrowingColumn(Int32Array);
  readonly #nextRow = new GrowingColumn(Int32Array);
  readonly #person = new GrowingColumn(Uint32Array);
  readonly #insurance = new CodeColumn<Insurance>(INSURANCES);
  readonly #kind = new CodeColumn<BenefitKind>(BENEFIT_KINDS);
  readonly #status = new CodeColumn<BenefitStatus>(BENEFIT_STATUSES);
  readonly #lastCertifiedBy = new CodeColumn<LifeSign>(LIFE_SIGNS);
  readonly #relationship = new CodeColumn<Relationship>(RELATIONSHIPS);
  readonly #incapacity = new CodeColumn<Incapacity>(INCAPACITIES);
  readonly #since = new GrowingColumn(Int32Array);
  readonly #birthDate = new GrowingColumn(Int32Array);
  readonly #lastCertifiedOn = new GrowingColumn(Int32Array);
  readonly #refutedOn = new GrowingColumn(Int32Array);
  readonly #hasUnit = new GrowingColumn(Uint8Array);
  readonly #idNumbers = new TextArena();
  readonly #names = new TextArena();
  readonly #phones = new TextArena();
  readonly #divisions = new TextPool();
  readonly #noDivision = this.#divisions.numberOf("");
  readonly #residenceDivision = new GrowingColumn(Uint32Array);
  readonly #payDivision = new GrowingColumn(Uint32Array);

  get rows(): number {
    return this.#person.count;
  }

  get people(): number {
    return this.#people.count;
  }

  /** Adds a row; false where the same document has the same insurance and kind already. */
  add(entry: RosterEntry): boolean {
    const person = this.#people.findOrAdd(entry.idType, entry.idNumber);
    const row = this.rows;
    if (person === this.#firstRow.count) {
      this.#firstRow.push(row);
    } else {
      let last = this.#firstRow.get(person);
      for (const earlier of this.rowsOf(person)) {
        if (this.#isFor(earlier, entry.insurance, entry.kind)) return false;
        last = earlier;
      }
      this.#nextRow.set(last, row);
    }
    this.#nextRow.push(NONE);
    this.#person.push(person);
    this.#insurance.push(entry.insurance);
    this.#kind.push(entry.kind);
    this.#status.push(entry.status);
    this.#lastCertifiedBy.push(entry.lastCertifiedBy);
    this.#relationship.push(entry.relationship);
    this.#incapacity.push(entry.incapacity);
    this.#since.push(entry.since);
    this.#birthDate.push(entry.birthDate ?? NONE);
    this.#lastCertifiedOn.push(entry.lastCertifiedOn ?? NONE);
    this.#refutedOn.push(entry.refutedOn ?? NONE);
    this.#hasUnit.push(entry.hasUnit ? 1 : 0);
    this.#idNumbers.add(entry.idNumber);
    this.#names.add(entry.name);
    this.#phones.add(entry.phone);
    this.#residenceDivision.push(this.#divisions.numberOf(entry.residenceDivision));
    this.#payDivision.push(this.#divisions.numberOf(entry.payDivision));
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
