// The people of a unit for the forms that it hands in: those whom it was asked to verify in a year, with
// what came of it, and all whom it answers for. Row-level security has the last word on every row.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export async function findUnit(tx: Transaction, unitCode: string) {
  return await tx
    .selectFrom("unit")
    .select(["name", "division"])
    .where("unit_code", "=", unitCode)
    .executeTakeFirst();
}

export interface UnitPeopleQuery {
  readonly unitCode: string;
  readonly policy: string;
  readonly limit: number;
}

export interface UnitTaskQuery extends UnitPeopleQuery {
  /** Tasks that were opened from the first to the last of these days. */
  readonly from: Day;
  readonly to: Day;
}

/** A benefit that the unit was asked about, by its latest task of that time. */
export interface UnitTaskRow {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  readonly sealed: Buffer;
  readonly sex: string | null;
  readonly residenceDivision: string | null;
  readonly reason: string;
  readonly closedOn: Day | null;
  readonly outcome: string | null;
  readonly conclusion: string | null;
  readonly status: string;
  readonly stopReason: string | null;
  readonly statusSince: Day | null;
  readonly anchorBy: string | null;
  readonly anchorSource: string | null;
}

/** Served by entitlement_by_unit and verification_task_by_person. */
export async function listTasksOfUnit(
  tx: Transaction,
  { unitCode, policy, from, to, limit }: UnitTaskQuery,
): Promise<readonly UnitTaskRow[]> {
  const { rows } = await sql<UnitTaskRow>`
    SELECT entitlement.beneficiary_id AS "beneficiaryId", entitlement.number, beneficiary.sealed,
      beneficiary.sex, beneficiary.residence_division AS "residenceDivision", task.reason,
      task.closed_on AS "closedOn", task.outcome, entitlement.conclusion, entitlement.status,
      entitlement.stop_reason AS "stopReason", entitlement.status_since AS "statusSince",
      entitlement.anchor_by AS "anchorBy", entitlement.anchor_source AS "anchorSource"
    FROM entitlement
    JOIN beneficiary ON beneficiary.beneficiary_id = entitlement.beneficiary_id
    JOIN LATERAL (
      SELECT reason, closed_on, outcome FROM verification_task
      WHERE verification_task.beneficiary_id = entitlement.beneficiary_id
        AND verification_task.number = entitlement.number
        AND opened_on BETWEEN ${sqlDay(from)} AND ${sqlDay(to)}
        AND (body = 'unit' OR moved_from = 'unit')
      ORDER BY task_id DESC LIMIT 1
    ) AS task ON true
    WHERE entitlement.unit_code = ${unitCode} AND entitlement.policy = ${policy}
    ORDER BY entitlement.beneficiary_id, entitlement.number
    LIMIT ${limit}`.execute(tx);
  return rows;
}

export interface UnitPersonRow {
  readonly beneficiaryId: BeneficiaryId;
  readonly sealed: Buffer;
  readonly sex: string | null;
  readonly payDivision: string;
  readonly householdDivision: string | null;
  readonly residenceDivision: string | null;
  readonly since: Day;
}

export interface UnitPersonQuery extends UnitPeopleQuery {
  readonly after: number;
}

/** Each person once, by the first of their benefits that may still be paid. */
export async function listPeopleOfUnit(
  tx: Transaction,
  { unitCode, policy, after, limit }: UnitPersonQuery,
): Promise<readonly UnitPersonRow[]> {
  const { rows } = await sql<UnitPersonRow>`
    SELECT DISTINCT ON (entitlement.beneficiary_id)
      entitlement.beneficiary_id AS "beneficiaryId", beneficiary.sealed, beneficiary.sex,
      entitlement.pay_division AS "payDivision",
      beneficiary.household_division AS "householdDivision",
      beneficiary.residence_division AS "residenceDivision", entitlement.since
    FROM entitlement
    JOIN beneficiary ON beneficiary.beneficiary_id = entitlement.beneficiary_id
    WHERE entitlement.unit_code = ${unitCode} AND entitlement.policy = ${policy}
      AND entitlement.status IN ('paying', 'suspended')
      AND entitlement.conclusion IS DISTINCT FROM 'lost'
      AND entitlement.beneficiary_id > ${after}
    ORDER BY entitlement.beneficiary_id, entitlement.number
    LIMIT ${limit}`.execute(tx);
  return rows;
}
