// What a roster changes about people in the record: their own row, what they are paid, and benefits
// that are new. The case is stepped afterwards; here only the data change, in the caller's transaction.

import type { ClientBase } from "pg";

import type { Day } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";

import { copyBytes } from "./copy-in.ts";
import type { NewCaseFile, NewEntitlement } from "./new-person.ts";
import { ENTITLEMENT_COLUMNS, PeopleBytes, encodeStanding } from "./people-bytes.ts";

export interface ChangedPerson {
  readonly beneficiaryId: number;
  readonly nameKeys: readonly Buffer[];
  readonly sealed: Buffer;
  readonly sex: string | null;
  readonly birthDate: Day | null;
  readonly hasPhone: boolean;
  readonly hasHousehold: boolean;
  readonly hasResidence: boolean;
  readonly householdDivision: string | null;
  readonly residenceDivision: string | null;
  readonly changed: readonly (NewEntitlement & { readonly number: number })[];
  readonly added: readonly (NewEntitlement & { readonly number: number })[];
  /** Of policies that the person's benefits come under now; those opened before stay. */
  readonly caseFiles: readonly NewCaseFile[];
}

/** Writes one person's changes; the row of the person is locked first. */
export async function changePerson(session: ClientBase, person: ChangedPerson): Promise<void> {
  const { beneficiaryId: id } = person;
  await session.query(
    `UPDATE beneficiary SET name_keys = $2, sealed = $3, sex = $4, birth_date = $5, has_phone = $6,
       has_household = $7, has_residence = $8, household_division = $9, residence_division = $10,
       version = version + 1
     WHERE beneficiary_id = $1`,
    [
      id,
      person.nameKeys,
      person.sealed,
      person.sex,
      dateOf(person.birthDate),
      person.hasPhone,
      person.hasHousehold,
      person.hasResidence,
      person.householdDivision,
      person.residenceDivision,
    ],
  );
  await session.query(
    `UPDATE entitlement SET residence_division = $2
     WHERE beneficiary_id = $1 AND residence_division IS DISTINCT FROM $2`,
    [id, person.residenceDivision],
  );
  for (const entitlement of person.changed) await changeEntitlement(session, id, entitlement);
  if (person.added.length > 0) await addEntitlements(session, person);
  for (const { policy, openedOn, nextDueOn } of person.caseFiles) {
    await session.query(
      `INSERT INTO case_file (beneficiary_id, policy, opened_on, next_due_on)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [id, policy, formatDay(openedOn), dateOf(nextDueOn ?? null)],
    );
  }
}

export interface ReportedChange {
  readonly beneficiaryId: number;
  /** What became another, by name. */
  readonly fields: readonly string[];
}

/** Changes that a file brought on that day, with the day until which they were due (WH 6). */
export async function addReportedChanges(
  session: ClientBase,
  changes: readonly ReportedChange[],
  day: Day,
  dueOn: Day,
): Promise<void> {
  await session.query(
    `INSERT INTO record_change (beneficiary_id, fields, changed_on, reported_on, due_on)
     SELECT id, string_to_array(fields, ','), $3, $3, $4
     FROM unnest($1::bigint[], $2::text[]) AS each (id, fields)`,
    [
      changes.map(({ beneficiaryId }) => beneficiaryId),
      changes.map(({ fields }) => fields.join(",")),
      formatDay(day),
      formatDay(dueOn),
    ],
  );
}

async function addEntitlements(session: ClientBase, person: ChangedPerson): Promise<void> {
  const { beneficiaryId, residenceDivision, added } = person;
  const rows = new PeopleBytes();
  for (const each of added) {
    const standing = encodeStanding(each);
    rows.addEntitlement(beneficiaryId, each.number, residenceDivision ?? undefined, each, standing);
  }
  const [, entitlements] = rows.take();
  // People who are new to the record may have gone through the table earlier in this transaction.
  await session.query("TRUNCATE new_entitlement");
  await copyBytes(session, `new_entitlement (${ENTITLEMENT_COLUMNS})`, entitlements);
  await session.query(
    `INSERT INTO entitlement (${ENTITLEMENT_COLUMNS}, failed_on)
     SELECT ${ENTITLEMENT_COLUMNS}, (SELECT max(occurred_on) FROM failed_attempt
       WHERE failed_attempt.beneficiary_id = new_entitlement.beneficiary_id)
     FROM new_entitlement`,
  );
}

/** What was granted changes; where it stands is the case's to say. */
async function changeEntitlement(
  session: ClientBase,
  beneficiaryId: number,
  entitlement: NewEntitlement & { readonly number: number },
): Promise<void> {
  await session.query(
    `UPDATE entitlement SET since = $3, monthly_amount = $4, unit_code = $5, pay_division = $6,
       relationship = $7, incapacity = $8, last_certified_on = $9, last_certified_by = $10
     WHERE beneficiary_id = $1 AND number = $2`,
    [
      beneficiaryId,
      entitlement.number,
      formatDay(entitlement.since),
      entitlement.monthlyAmount ?? null,
      entitlement.unitCode ?? null,
      entitlement.payDivision,
      entitlement.relationship ?? null,
      entitlement.incapacity ?? null,
      dateOf(entitlement.lastCertifiedOn ?? null),
      entitlement.lastCertifiedBy ?? null,
    ],
  );
}

function dateOf(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}
