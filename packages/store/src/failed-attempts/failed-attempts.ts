// Attempts to certify in an app that failed: kept once by their source's reference, listed
// by whoever has not been certified since. Knows no rule and no sign.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { isAt, LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";
import type { ListPlace } from "../conclusion-lists/list-entitlements.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** Why an app turned somebody away, as far as it says. */
export type FailedAttemptReason = "face-mismatch" | "photo-unusable" | "other";

export interface NewFailedAttempt {
  readonly documentKey: Buffer;
  readonly nameKey: Buffer;
  readonly occurredOn: Day;
  readonly arrivedOn: Day;
  readonly source: string;
  readonly ref: string;
  readonly reason: FailedAttemptReason | undefined;
}

export type KeptAttempt =
  | { readonly outcome: "duplicate" | "not-on-roster" | "suspicious" }
  | {
      readonly outcome: "accepted";
      readonly beneficiaryId: BeneficiaryId;
      readonly failedAttemptId: number;
    };

/** Refused in the order in which observations are: told before, not on the roster, another name. */
export async function keepFailedAttempt(
  tx: Transaction,
  attempt: NewFailedAttempt,
): Promise<KeptAttempt> {
  const { documentKey, nameKey, occurredOn, arrivedOn, source, ref, reason } = attempt;
  const known = await tx
    .selectFrom("failed_attempt")
    .select("failed_attempt_id")
    .where("source", "=", source)
    .where("ref", "=", ref)
    .executeTakeFirst();
  if (known !== undefined) return { outcome: "duplicate" };
  const person = await tx
    .selectFrom("beneficiary")
    .select([
      "beneficiary_id as beneficiaryId",
      sql<boolean>`${nameKey} = ANY (name_keys)`.as("agrees"),
    ])
    .where("document_key", "=", documentKey)
    .executeTakeFirst();
  if (person === undefined) return { outcome: "not-on-roster" };
  if (!person.agrees) return { outcome: "suspicious" };
  const { beneficiaryId } = person;
  const kept = await tx
    .insertInto("failed_attempt")
    .values({
      beneficiary_id: beneficiaryId,
      occurred_on: occurredOn,
      arrived_on: arrivedOn,
      source,
      ref,
      reason: reason ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("failed_attempt_id as failedAttemptId")
    .executeTakeFirst();
  // Somebody else told it at the same moment.
  if (kept === undefined) return { outcome: "duplicate" };
  return { outcome: "accepted", beneficiaryId, failedAttemptId: kept.failedAttemptId };
}

export interface FailedAttemptQuery {
  readonly place: ListPlace;
  /** Only attempts that failed for it. */
  readonly reason?: FailedAttemptReason | undefined;
  readonly after?: { readonly beneficiaryId: BeneficiaryId; readonly number: number } | undefined;
  readonly limit: number;
}

/**
 * Benefits whose person failed after their last certification, with how often and how last. Service
 * points and units begin with their own people, who are few, agencies with the attempts.
 */
export async function listFailedSinceCertified(tx: Transaction, query: FailedAttemptQuery) {
  const { place, reason, after, limit } = query;
  let page = tx
    .selectFrom("failed_attempt")
    .innerJoin("entitlement", "entitlement.beneficiary_id", "failed_attempt.beneficiary_id")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "failed_attempt.beneficiary_id")
    .select([
      "entitlement.beneficiary_id as beneficiaryId",
      "entitlement.number",
      "entitlement.insurance",
      "entitlement.kind",
      "entitlement.pay_division as payDivision",
      "entitlement.residence_division as residenceDivision",
      "entitlement.conclusion",
      "entitlement.deadline",
      "beneficiary.sealed",
      sql<number>`count(*)::integer`.as("attempts"),
      sql<Day>`max(occurred_on)`.as("latestOn"),
      sql<FailedAttemptReason | null>`
        (array_agg(reason ORDER BY occurred_on DESC, failed_attempt_id DESC))[1]`.as(
        "latestReason",
      ),
    ])
    .where(sql<boolean>`occurred_on > coalesce(entitlement.anchor_on, entitlement.since)`)
    .where("entitlement.status", "<>", "terminated")
    .groupBy(["entitlement.beneficiary_id", "entitlement.number", "beneficiary.beneficiary_id"])
    .orderBy("entitlement.beneficiary_id")
    .orderBy("entitlement.number")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (place.kind !== "pay") page = page.where(isAt(place));
  if (reason !== undefined) page = page.where("reason", "=", reason);
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(entitlement.beneficiary_id, entitlement.number)
        > (${after.beneficiaryId}::bigint, ${after.number}::smallint)`,
    );
  }
  return await page.execute();
}
