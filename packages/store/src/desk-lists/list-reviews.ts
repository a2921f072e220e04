// What waits for another person: certifications for their reviews (SC 11), high-risk applications for
// their signatures (SC 29). The oldest first, within the viewer's sight.

import { sql } from "kysely";

import type { HighRiskAction } from "@lingdai/policy";

import type { Transaction } from "../database/transaction.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";

export interface ReviewQuery {
  readonly state: "submitted" | "first-reviewed";
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Served by index certification_waiting. */
export async function listCertificationsInReview(tx: Transaction, query: ReviewQuery) {
  const { state, after = 0, limit } = query;
  return await tx
    .selectFrom("certification")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "certification.beneficiary_id")
    .leftJoin("staff", "staff.staff_id", "certification.submitted_by")
    .select([
      "certification.certification_id as certificationId",
      "certification.beneficiary_id as beneficiaryId",
      "certification.policy",
      "certification.kind",
      "certification.occurred_on as occurredOn",
      "certification.submitted_on as submittedOn",
      "certification.submitted_by as submittedBy",
      "staff.name as submittedByName",
      "certification.first_reviewer_id as firstReviewerId",
      "certification.state",
      "beneficiary.sealed",
    ])
    .where("certification.state", "=", state)
    .where("certification.certification_id", ">", after)
    .orderBy("certification.certification_id")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}

export interface ApplicationQuery {
  readonly action?: HighRiskAction | undefined;
  /** Only those that have so many signatures. */
  readonly signatures?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

const SIGNATURES = sql<number>`(SELECT count(*) FROM signature
  WHERE signature.application_id = application.application_id)`;

/** Open applications. Served by index application_open. */
export async function listApplicationsToSign(tx: Transaction, query: ApplicationQuery) {
  const { action, signatures, after = 0, limit } = query;
  let page = tx
    .selectFrom("application")
    .innerJoin("entitlement", (join) =>
      join
        .onRef("entitlement.beneficiary_id", "=", "application.beneficiary_id")
        .onRef("entitlement.number", "=", "application.number"),
    )
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "application.beneficiary_id")
    .select([
      "application.application_id as applicationId",
      "application.beneficiary_id as beneficiaryId",
      "application.number",
      "application.action",
      "application.was_terminated as wasTerminated",
      "application.opened_on as openedOn",
      "application.opened_by as openedBy",
      SIGNATURES.as("signatures"),
      "entitlement.insurance",
      "entitlement.kind",
      "entitlement.pay_division as payDivision",
      "entitlement.status",
      "entitlement.stop_reason as stopReason",
      "beneficiary.sealed",
    ])
    .where("application.state", "=", "open")
    .where("application.application_id", ">", after)
    .orderBy("application.application_id")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (action !== undefined) page = page.where("application.action", "=", action);
  if (signatures !== undefined) page = page.where(SIGNATURES, "=", signatures);
  return await page.execute();
}
