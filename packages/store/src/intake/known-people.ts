// People of a roster who are in the record already: who they are, and what a changed row changes.
// Knows no files; whether something differs is decided by whoever holds the row.

import type { ClientBase } from "pg";

import type { Day, SignKind } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";

/** What the record says of somebody, as far as a roster says it too. */
export interface KnownPerson {
  readonly beneficiaryId: number;
  readonly sealed: Buffer;
  readonly sex: string | null;
  readonly birthDate: Day | null;
  readonly householdDivision: string | null;
  readonly residenceDivision: string | null;
  readonly entitlements: readonly KnownEntitlement[];
}

export interface KnownEntitlement {
  readonly number: number;
  readonly insurance: string;
  readonly kind: string;
  readonly status: string;
  readonly since: Day;
  readonly monthlyAmount: string | null;
  readonly unitCode: string | null;
  readonly payDivision: string;
  readonly relationship: string | null;
  readonly incapacity: string | null;
  readonly lastCertifiedOn: Day | null;
  readonly lastCertifiedBy: SignKind | null;
  readonly isLocked: boolean;
}

/** Whether anybody is in the record at all. */
export async function hasPeople(session: ClientBase): Promise<boolean> {
  const { rows } = await session.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM beneficiary) AS "any"`,
  );
  return rows[0]?.any ?? false;
}

/** By their document keys in hexadecimal. Served by document_names_one_beneficiary. */
export async function findKnownPeople(
  session: ClientBase,
  documentKeys: readonly Buffer[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const { rows } = await session.query<
    Omit<KnownPerson, "entitlements"> & {
      readonly documentKey: Buffer;
      /** Dates are texts in JSON. */
      readonly entitlements: readonly DatesAsTexts<KnownEntitlement>[] | null;
    }
  >(
    `SELECT document_key AS "documentKey", beneficiary_id AS "beneficiaryId", sealed, sex,
       birth_date AS "birthDate", household_division AS "householdDivision",
       residence_division AS "residenceDivision",
       (SELECT json_agg(json_build_object('number', number, 'insurance', insurance, 'kind', kind,
          'status', status, 'since', since, 'monthlyAmount', monthly_amount::text, 'unitCode', unit_code,
          'payDivision', pay_division, 'relationship', relationship, 'incapacity', incapacity,
          'lastCertifiedOn', last_certified_on, 'lastCertifiedBy', last_certified_by,
          'isLocked', is_locked) ORDER BY number)
        FROM entitlement WHERE entitlement.beneficiary_id = beneficiary.beneficiary_id)
        AS entitlements
     FROM beneficiary WHERE document_key = ANY ($1)`,
    [documentKeys],
  );
  return new Map(
    rows.map(({ documentKey, entitlements, ...person }) => [
      documentKey.toString("hex"),
      { ...person, entitlements: (entitlements ?? []).map(withDays) },
    ]),
  );
}

type DatesAsTexts<Row> = {
  readonly [Key in keyof Row]: Key extends "since" | "lastCertifiedOn"
    ? string | Extract<Row[Key], null>
    : Row[Key];
};

function withDays(row: DatesAsTexts<KnownEntitlement>): KnownEntitlement {
  const { since, lastCertifiedOn: on } = row;
  return { ...row, since: dayAt(since), lastCertifiedOn: on === null ? null : dayAt(on) };
}
