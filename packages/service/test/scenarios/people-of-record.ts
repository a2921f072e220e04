// Puts invented people into a record of a test: a region, a person, what they are paid, their case
// just opened. What a roster import does, without a file.

import { createHash } from "node:crypto";

import type { Day, Grant, PersonData, Start } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";
import type { BeneficiaryId, Transaction } from "@lingdai/store";
import { clientOf } from "@lingdai/store";

export interface PersonOfRecord {
  readonly policy: string;
  /** Six digits: the agency that pays, and the region of the same code. */
  readonly payDivision: string;
  readonly residenceDivision?: string | undefined;
  readonly person: PersonData;
  readonly grants: readonly Grant[];
  readonly openedOn: Day;
}

export async function openTestRegion(
  tx: Transaction,
  payDivision: string,
  policy: string,
  openedOn: Day,
  start: Start = "running",
): Promise<void> {
  await tx
    .insertInto("region")
    .values({ pay_division: payDivision, policy, opened_on: openedOn, start })
    .execute();
}

let people = 0;

export async function addPersonOfRecord(
  tx: Transaction,
  { policy, payDivision, residenceDivision, person, grants, openedOn }: PersonOfRecord,
): Promise<BeneficiaryId> {
  people += 1;
  const { beneficiary_id: id } = await tx
    .insertInto("beneficiary")
    .values({
      document_key: createHash("sha256").update(`person ${people}`).digest(),
      name_keys: [],
      sealed: Buffer.of(),
      sex: null,
      birth_date: person.birthDate ?? null,
      has_phone: person.hasPhone,
      has_household: person.hasHousehold,
      has_residence: person.hasResidence,
      household_division: null,
      residence_division: residenceDivision ?? null,
    })
    .returning("beneficiary_id")
    .executeTakeFirstOrThrow();
  const session = clientOf(tx);
  for (const [number, grant] of grants.entries()) {
    const { lastCertified } = grant;
    await session.query(
      `INSERT INTO entitlement (beneficiary_id, number, policy, insurance, kind, since, unit_code,
         pay_division, residence_division, relationship, incapacity, last_certified_on,
         last_certified_by, opening_status, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
      [
        id,
        number,
        policy,
        grant.insurance,
        grant.kind,
        formatDay(grant.since),
        grant.hasUnit ? `U-${payDivision}` : null,
        payDivision,
        residenceDivision ?? null,
        grant.relationship ?? null,
        grant.incapacity ?? null,
        lastCertified === undefined ? null : formatDay(lastCertified.on),
        lastCertified?.by ?? null,
        grant.openingStatus ?? "paying",
      ],
    );
  }
  // Due at once: the run of the opening day says where the person stands.
  await session.query(
    `INSERT INTO case_file (beneficiary_id, policy, opened_on, next_due_on) VALUES ($1, $2, $3, $3)`,
    [id, policy, formatDay(openedOn)],
  );
  return id;
}
