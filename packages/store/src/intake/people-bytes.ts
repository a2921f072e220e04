// People who are new to the record as rows of its three tables in COPY's binary form. What very many
// entitlements share, where they stand and why, is encoded once and goes into each row as it is. Knows
// no connection, so that it can be done on any thread.

import { CopyBytes } from "./copy-bytes.ts";
import type { NewCaseFile, NewEntitlement, NewPerson } from "./new-person.ts";

const OWN_COLUMNS = `beneficiary_id, number, since, monthly_amount, unit_code, pay_division,
  residence_division`;
const SHARED_COLUMNS = `policy, insurance, kind, relationship, incapacity, last_certified_on,
  last_certified_by, refuted_on, opening_status, status, stop_reason, status_since, conclusion,
  pending_reason, anchor_on, anchor_by, anchor_source, deadline, basis, decided_by, decided_on`;

export const ENTITLEMENT_COLUMNS = `${OWN_COLUMNS}, ${SHARED_COLUMNS}`;

/** The tables, with their columns in the order in which the rows below give them. */
export const PEOPLE_TABLES = [
  [
    "beneficiary",
    `beneficiary_id, document_key, name_keys, sealed, sex, birth_date, has_phone,
      has_household, has_residence, household_division, residence_division`,
  ],
  ["entitlement", ENTITLEMENT_COLUMNS],
  ["case_file", "beneficiary_id, policy, opened_on, next_due_on"],
] as const;

const [BENEFICIARY_FIELDS = 0, ENTITLEMENT_FIELDS = 0, CASE_FIELDS = 0] = PEOPLE_TABLES.map(
  ([, columns]) => columns.split(",").length,
);

/** What a roster row grants besides what is its own, and where it stands: encoded. */
export type SharedStanding = Buffer & { readonly __brand: "shared standing" };
/** A case file but for its person: encoded. */
export type SharedCase = Buffer & { readonly __brand: "shared case" };

/** What only this entitlement has. */
export type OwnEntitlement = Pick<
  NewEntitlement,
  "since" | "monthlyAmount" | "unitCode" | "payDivision"
>;

/** Rows of the three tables, in the order of `PEOPLE_TABLES`. */
export type PeopleRows = readonly Uint8Array<ArrayBuffer>[];

export class PeopleBytes {
  readonly #people = new CopyBytes();
  readonly #entitlements = new CopyBytes();
  readonly #cases = new CopyBytes();

  add(id: number, person: NewPerson): void {
    this.addPerson(id, person);
    for (const [number, entitlement] of person.entitlements.entries()) {
      const standing = encodeStanding(entitlement);
      this.addEntitlement(id, number, person.residenceDivision, entitlement, standing);
    }
    for (const each of person.caseFiles) this.addCase(id, encodeCase(each));
  }

  /** The person alone. */
  addPerson(id: number, person: Omit<NewPerson, "entitlements" | "caseFiles">): void {
    const row = this.#people;
    row.row(BENEFICIARY_FIELDS);
    row.bigint(id);
    row.bytes(person.documentKey);
    row.byteas(person.nameKeys);
    row.bytes(person.sealed);
    row.text(person.sex);
    row.day(person.birthDate);
    row.flag(person.hasPhone);
    row.flag(person.hasHousehold);
    row.flag(person.hasResidence);
    row.text(person.householdDivision);
    row.text(person.residenceDivision);
  }

  addEntitlement(
    id: number,
    number: number,
    residenceDivision: string | undefined,
    own: OwnEntitlement,
    standing: SharedStanding,
  ): void {
    const row = this.#entitlements;
    row.row(ENTITLEMENT_FIELDS);
    row.bigint(id);
    row.smallint(number);
    row.day(own.since);
    row.amount(own.monthlyAmount);
    row.text(own.unitCode);
    row.text(own.payDivision);
    row.text(residenceDivision);
    row.encoded(standing);
  }

  addCase(id: number, shared: SharedCase): void {
    this.#cases.row(CASE_FIELDS);
    this.#cases.bigint(id);
    this.#cases.encoded(shared);
  }

  /** All rows so far. */
  take(): PeopleRows {
    return [this.#people.take(), this.#entitlements.take(), this.#cases.take()];
  }
}

export function encodeStanding(
  entitlement: Omit<NewEntitlement, keyof OwnEntitlement>,
): SharedStanding {
  const fields = new CopyBytes();
  fields.text(entitlement.policy);
  fields.text(entitlement.insurance);
  fields.text(entitlement.kind);
  fields.text(entitlement.relationship);
  fields.text(entitlement.incapacity);
  fields.day(entitlement.lastCertifiedOn);
  fields.text(entitlement.lastCertifiedBy);
  fields.day(entitlement.refutedOn);
  fields.text(entitlement.status);
  fields.text(entitlement.status);
  fields.text(entitlement.stopReason);
  fields.day(entitlement.statusSince);
  fields.text(entitlement.conclusion);
  fields.text(entitlement.pendingReason);
  fields.day(entitlement.anchorOn);
  fields.text(entitlement.anchorBy);
  fields.text(entitlement.anchorSource);
  fields.day(entitlement.deadline);
  fields.texts(entitlement.basis);
  fields.texts(entitlement.decidedBy);
  fields.day(entitlement.decidedOn);
  return kept(fields) as SharedStanding;
}

export function encodeCase({ policy, openedOn, nextDueOn }: NewCaseFile): SharedCase {
  const fields = new CopyBytes();
  fields.text(policy);
  fields.day(openedOn);
  fields.day(nextDueOn);
  return kept(fields) as SharedCase;
}

/** A copy that is no longer than what it holds, for who keeps many. */
function kept(fields: CopyBytes): Buffer {
  return Buffer.from(fields.take());
}
