// Roster rows in columns: some thirty bytes a row besides its texts. Knows neither people nor files.

import type {
  BenefitKind,
  BenefitStatus,
  EntitlementFacts,
  Incapacity,
  Insurance,
  Relationship,
  SignKind,
} from "@lingdai/policy/batch";
import {
  BENEFIT_KIND_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  NO_DAY,
  RELATIONSHIP_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
} from "@lingdai/policy/batch";

import { CodeColumn } from "./code-column.ts";
import type { SharedColumn } from "./growing-column.ts";
import { GrowingColumn } from "./growing-column.ts";
import type { SharedRowTexts, TextColumns, TextSpans } from "./row-texts.ts";
import { RowTexts } from "./row-texts.ts";

/** A row as bytes and numbers; the codes are those of the policy core, days may be `NO_DAY`. */
export interface RosterRow extends TextSpans {
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

/** Some rows, column by column. */
export type RosterStretch = {
  readonly [Column in Exclude<keyof RosterRow, keyof TextSpans>]: Int32Array;
} & {
  readonly texts: TextColumns;
};

/** Columns as they are handed to another thread. */
export interface SharedColumns {
  readonly numbers: readonly SharedColumn[];
  readonly texts: SharedRowTexts;
}

export class RosterColumns {
  readonly insurance: CodeColumn<Insurance>;
  readonly kind: CodeColumn<BenefitKind>;
  readonly status: CodeColumn<BenefitStatus>;
  readonly lastCertifiedBy: CodeColumn<SignKind>;
  readonly relationship: CodeColumn<Relationship>;
  readonly incapacity: CodeColumn<Incapacity>;
  readonly since: GrowingColumn<Int32Array>;
  readonly birthDate: GrowingColumn<Int32Array>;
  readonly lastCertifiedOn: GrowingColumn<Int32Array>;
  readonly refutedOn: GrowingColumn<Int32Array>;
  readonly hasUnit: GrowingColumn<Uint8Array>;
  readonly texts: RowTexts;

  constructor(shared?: SharedColumns) {
    const of = (column: number): SharedColumn | undefined => shared?.numbers[column];
    this.insurance = new CodeColumn(INSURANCE_NUMBERS, of(0));
    this.kind = new CodeColumn(BENEFIT_KIND_NUMBERS, of(1));
    this.status = new CodeColumn(STATUS_NUMBERS, of(2));
    this.lastCertifiedBy = new CodeColumn(SIGN_NUMBERS, of(3));
    this.relationship = new CodeColumn(RELATIONSHIP_NUMBERS, of(4));
    this.incapacity = new CodeColumn(INCAPACITY_NUMBERS, of(5));
    this.since = new GrowingColumn<Int32Array>(Int32Array, of(6));
    this.birthDate = new GrowingColumn<Int32Array>(Int32Array, of(7));
    this.lastCertifiedOn = new GrowingColumn<Int32Array>(Int32Array, of(8));
    this.refutedOn = new GrowingColumn<Int32Array>(Int32Array, of(9));
    this.hasUnit = new GrowingColumn<Uint8Array>(Uint8Array, of(10));
    this.texts = new RowTexts(shared?.texts);
  }

  share(): SharedColumns {
    const columns = [...this.#codes(), ...this.#days(), this.hasUnit];
    return { numbers: columns.map((column) => column.share()), texts: this.texts.share() };
  }

  get rows(): number {
    return this.since.count;
  }

  /** Makes room for so many rows in all and so many bytes of texts more. */
  reserve(rows: number, textBytes: number): void {
    for (const column of [...this.#codes(), ...this.#days(), this.hasUnit]) column.reserve(rows);
    this.texts.reserveRows(rows);
    this.texts.reserve(textBytes);
  }

  clear(): void {
    for (const column of [...this.#codes(), ...this.#days(), this.hasUnit]) column.clear();
    this.texts.clear();
  }

  push(row: RosterRow): void {
    this.insurance.push(row.insurance);
    this.kind.push(row.kind);
    this.status.push(row.status);
    this.lastCertifiedBy.push(row.lastCertifiedBy);
    this.relationship.push(row.relationship);
    this.incapacity.push(row.incapacity);
    this.since.push(row.since);
    this.birthDate.push(row.birthDate);
    this.lastCertifiedOn.push(row.lastCertifiedOn);
    this.refutedOn.push(row.refutedOn);
    this.hasUnit.push(row.hasUnit);
    this.texts.add(row);
  }

  /** Adds the rows `from` to before `to` of a stretch. */
  pushAll(stretch: RosterStretch, from: number, to: number): void {
    this.insurance.pushAll(stretch.insurance, from, to);
    this.kind.pushAll(stretch.kind, from, to);
    this.status.pushAll(stretch.status, from, to);
    this.lastCertifiedBy.pushAll(stretch.lastCertifiedBy, from, to);
    this.relationship.pushAll(stretch.relationship, from, to);
    this.incapacity.pushAll(stretch.incapacity, from, to);
    this.since.pushAll(stretch.since, from, to);
    this.birthDate.pushAll(stretch.birthDate, from, to);
    this.lastCertifiedOn.pushAll(stretch.lastCertifiedOn, from, to);
    this.refutedOn.pushAll(stretch.refutedOn, from, to);
    this.hasUnit.pushAll(stretch.hasUnit, from, to);
    this.texts.addAll(stretch.texts, from, to);
  }

  /** Adds the rows `from` to before `to` of other columns. */
  append(other: RosterColumns, from: number, to: number): void {
    const codes = other.#codes();
    for (const [at, column] of this.#codes().entries()) {
      column.append(codes[at] as GrowingColumn<Uint8Array>, from, to);
    }
    const days = other.#days();
    for (const [at, column] of this.#days().entries()) {
      column.append(days[at] as GrowingColumn<Int32Array>, from, to);
    }
    this.hasUnit.append(other.hasUnit, from, to);
    this.texts.append(other.texts, from, to);
  }

  /** The row as the policy core takes it. */
  factsOf(row: number): EntitlementFacts {
    const { texts } = this;
    texts.seek(row);
    const certifiedOn = dayOrNone(this.lastCertifiedOn.get(row));
    return {
      insurance: this.insurance.codeOf(row),
      kind: this.kind.codeOf(row),
      since: this.since.get(row),
      status: this.status.codeOf(row),
      birthDate: dayOrNone(this.birthDate.get(row)),
      relationship: this.relationship.findCode(row),
      incapacity: this.incapacity.findCode(row),
      hasPhone: texts.phoneAt !== texts.residenceAt,
      hasUnit: this.hasUnit.get(row) === 1,
      hasResidence: texts.residenceAt !== texts.payAt,
      lastCertified:
        certifiedOn === undefined
          ? undefined
          : { on: certifiedOn, by: this.lastCertifiedBy.findCode(row) },
      refutedOn: dayOrNone(this.refutedOn.get(row)),
    };
  }

  #codes(): readonly GrowingColumn<Uint8Array>[] {
    const { insurance, kind, status, lastCertifiedBy, relationship, incapacity } = this;
    return [insurance, kind, status, lastCertifiedBy, relationship, incapacity];
  }

  #days(): readonly GrowingColumn<Int32Array>[] {
    return [this.since, this.birthDate, this.lastCertifiedOn, this.refutedOn];
  }
}

function dayOrNone(day: number): number | undefined {
  return day === NO_DAY ? undefined : day;
}
