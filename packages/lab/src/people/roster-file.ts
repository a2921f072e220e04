// The agency's roster as a file (FORMATS section 1, all columns): what is on file about everybody,
// right or outdated, but never in a form that a reader must refuse.

import { formatDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import { csvCell } from "@lingdai/matching";

import type { TextFile } from "../write/text-file.ts";
import type { Entitlement, Person } from "./person.ts";

const COLUMNS = [
  "id_number",
  "id_type",
  "name",
  "sex",
  "birth_date",
  "phone",
  "household_division",
  "household_address",
  "residence_division",
  "residence_address",
  "unit_code",
  "unit_name",
  "insurance",
  "kind",
  "since",
  "monthly_amount",
  "pay_division",
  "status",
  "last_certified_on",
  "last_certified_by",
  "refuted_on",
  "relationship",
  "incapacity",
] as const;

export class RosterFile {
  readonly #file: TextFile;
  #rows = 0;

  constructor(file: TextFile) {
    this.#file = file;
    file.add(`${COLUMNS.join(",")}\n`);
  }

  get rows(): number {
    return this.#rows;
  }

  /** One row for each benefit; `isRepeated` writes the first row twice. */
  add(person: Person, isRepeated: boolean): void {
    const [beforeBenefit, unit] = [personCells(person), csvCell(person.unitName)];
    const rowOf = (entitlement: Entitlement): string =>
      `${beforeBenefit},${unit},${entitlementCells(person, entitlement)}\n`;
    for (const entitlement of person.entitlements) this.#addRow(rowOf(entitlement));
    if (isRepeated) this.#addRow(rowOf(person.entitlements[0]));
  }

  finish(): void {
    this.#file.finish();
  }

  #addRow(row: string): void {
    this.#file.add(row);
    this.#rows += 1;
  }
}

/** Up to the code of the unit; none of these holds a comma or a quote. */
function personCells(person: Person): string {
  const { idNumber, idType, rosterName, sex, birthDate, phone } = person;
  const { householdDivision, householdAddress, residenceDivision, residenceAddress } = person;
  return `${idNumber},${idType},${rosterName},${sex},${formatDay(birthDate)},${phone},${householdDivision},${householdAddress},${residenceDivision},${residenceAddress},${person.unitCode}`;
}

function entitlementCells({ payDivision }: Person, entitlement: Entitlement): string {
  const { insurance, kind, since, status, lastCertifiedBy, relationship, incapacity } = entitlement;
  const amount = `${Math.floor(entitlement.monthlyFen / 100)}.${String(entitlement.monthlyFen % 100).padStart(2, "0")}`;
  return `${insurance},${kind},${formatDay(since)},${amount},${payDivision},${status},${dayCell(entitlement.lastCertifiedOn)},${lastCertifiedBy ?? ""},${dayCell(entitlement.refutedOn)},${relationship ?? ""},${incapacity ?? ""}`;
}

function dayCell(day: Day | undefined): string {
  return day === undefined ? "" : formatDay(day);
}
