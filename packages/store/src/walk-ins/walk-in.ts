// Walk-ins (ZB 3.1, WH 5): the narrow functions of 0008-walk-in.sql. The person may live anywhere, so
// these are the only look-ups that row-level security does not judge.

import { sql } from "kysely";

import type { Conclusion, Insurance } from "@lingdai/policy";

import type { BeneficiaryId, StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export interface WalkInKeys {
  readonly documentKey: Buffer;
  readonly nameKey: Buffer;
}

export interface WalkInBenefit {
  readonly payDivision: string;
  readonly insurance: Insurance;
  readonly kind: string;
  readonly conclusion: Conclusion | null;
}

export interface WalkIn {
  /** With it the same clerk files one certification within the hour. */
  readonly walkInId: number;
  readonly benefits: readonly WalkInBenefit[];
}

/** Undefined where number and name fit nobody; the look is kept and audited either way. */
export async function lookUpWalkIn(
  tx: Transaction,
  { documentKey, nameKey }: WalkInKeys,
): Promise<WalkIn | undefined> {
  const { rows } = await sql<WalkInBenefit & { walkInId: number }>`
    SELECT walk_in_id AS "walkInId", pay_division AS "payDivision", insurance, kind, conclusion
    FROM walk_in(${documentKey}, ${nameKey})`.execute(tx);
  const [first] = rows;
  if (first === undefined) return undefined;
  const benefits = rows.map(({ payDivision, insurance, kind, conclusion }) => ({
    payDivision,
    insurance,
    kind,
    conclusion,
  }));
  return { walkInId: first.walkInId, benefits };
}

/** False where this clerk has not looked within the hour, or one was filed already. */
export async function fileWalkIn(
  tx: Transaction,
  walkInId: number,
  certification: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { rows } = await sql<{ filed: boolean }>`
    SELECT file_walk_in(${walkInId}, ${JSON.stringify(certification)}::jsonb) AS filed`.execute(tx);
  return rows[0]?.filed ?? false;
}

/** How often the viewer has looked, in vain or not. */
export async function countWalkInsWithinHour(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ looks: number }>`
    SELECT count_walk_ins(clock_timestamp() - interval '1 hour') AS looks`.execute(tx);
  return rows[0]?.looks ?? 0;
}

export interface FiledWalkIn {
  readonly walkInId: number;
  readonly beneficiaryId: BeneficiaryId;
  /** The clerk who filed it. */
  readonly staffId: StaffId;
  readonly filed: unknown;
}

/** For the job: those filed and not taken up, the oldest first. Served by walk_in_waiting. */
export async function listWaitingWalkIns(
  tx: Transaction,
  limit: number,
): Promise<readonly number[]> {
  const waiting = await tx
    .selectFrom("walk_in")
    .select("walk_in_id as walkInId")
    .where("filed", "is not", null)
    .where("taken_up_at", "is", null)
    .orderBy("walk_in_id")
    .limit(limit)
    .execute();
  return waiting.map(({ walkInId }) => walkInId);
}

/** For the job: takes one up, if it was filed and nobody else has. */
export async function takeUpWalkIn(
  tx: Transaction,
  walkInId: number,
): Promise<FiledWalkIn | undefined> {
  const taken = await tx
    .updateTable("walk_in")
    .set({ taken_up_at: sql<Date>`clock_timestamp()` })
    .where("walk_in_id", "=", walkInId)
    .where("filed", "is not", null)
    .where("taken_up_at", "is", null)
    .returning(["beneficiary_id", "staff_id", "filed"])
    .executeTakeFirst();
  if (taken === undefined || taken.beneficiary_id === null) return undefined;
  const { beneficiary_id: beneficiaryId, staff_id: staffId, filed } = taken;
  return { walkInId, beneficiaryId, staffId, filed };
}

/** What regions refused, by policy. */
export async function keepWalkInRefusals(
  tx: Transaction,
  walkInId: number,
  refusals: Readonly<Record<string, string>>,
): Promise<void> {
  await tx
    .updateTable("walk_in")
    .set({ refusals: JSON.stringify(refusals) })
    .where("walk_in_id", "=", walkInId)
    .execute();
}
