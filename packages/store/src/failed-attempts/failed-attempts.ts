// Attempts to certify in an app that failed: kept once by their source's reference, listed
// by whoever has not been certified since. Knows no rule and no sign.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { rowsAsked } from "../conclusion-lists/list-entitlements.ts";
import type { ListPlace } from "../conclusion-lists/list-entitlements.ts";
import { askKept } from "../database/ask-kept.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import { isAtPlace } from "../desk-lists/is-at-place.ts";

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
 * Benefits whose person failed after their last certification, with how often and how last. Served by
 * the indexes failed_since_certified_by_*; row-level security has the last word.
 */
export async function listFailedSinceCertified(tx: Transaction, query: FailedAttemptQuery) {
  const { place, reason, after, limit } = query;
  let page = tx
    .selectFrom("failed_since_certified as failed")
    .innerJoin("entitlement", (join) =>
      join
        .onRef("entitlement.beneficiary_id", "=", "failed.beneficiary_id")
        .onRef("entitlement.number", "=", "failed.number"),
    )
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "failed.beneficiary_id")
    .innerJoinLateral(
      (given) => {
        const attempts = given
          .selectFrom("failed_attempt")
          .select([
            sql<number>`count(*)::integer`.as("attempts"),
            sql<Day>`max(occurred_on)`.as("latestOn"),
            sql<FailedAttemptReason | null>`
              (array_agg(reason ORDER BY occurred_on DESC, failed_attempt_id DESC))[1]`.as(
              "latestReason",
            ),
          ])
          .whereRef("failed_attempt.beneficiary_id", "=", "failed.beneficiary_id")
          .where(sql<boolean>`occurred_on > coalesce(entitlement.anchor_on, entitlement.since)`)
          .having(sql<boolean>`count(*) > 0`);
        return (reason === undefined ? attempts : attempts.where("reason", "=", reason)).as("told");
      },
      (join) => join.onTrue(),
    )
    .select([
      "failed.beneficiary_id as beneficiaryId",
      "failed.number",
      "entitlement.insurance",
      "entitlement.kind",
      "entitlement.pay_division as payDivision",
      "entitlement.residence_division as residenceDivision",
      "entitlement.conclusion",
      "entitlement.deadline",
      "beneficiary.sealed",
      "told.attempts",
      "told.latestOn",
      "told.latestReason",
    ])
    .where(isAtPlace("failed", place))
    .orderBy("failed.beneficiary_id")
    .orderBy("failed.number")
    .limit(sql.lit(rowsAsked(limit)));
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(failed.beneficiary_id, failed.number)
        > (${after.beneficiaryId}::bigint, ${after.number}::smallint)`,
    );
  }
  // What everybody asks is kept planned; filters are rare.
  const rows = reason === undefined ? await askKept(tx, page.compile()) : await page.execute();
  return rows.slice(0, limit);
}
