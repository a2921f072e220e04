// Everything that stands about one person on the page that staff see: what they are paid, where it
// stands, open tasks, and how it came to this. Within the viewer's sight; personal data stay sealed.

import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import { listWaitingCertifications } from "../case-files/certifications.ts";
import { listApplicationsOf } from "../desk-lists/list-reviews.ts";
import { listFailedAttemptsOf } from "../failed-attempts/failed-attempts.ts";
import { findVersionTag } from "./version-tag.ts";

/** How far back the page reaches; the rest is in the history itself. */
const HISTORY_ROWS = 50;

/** Undefined where nobody of that id is in sight. */
export async function findPersonPage(tx: Transaction, beneficiaryId: BeneficiaryId) {
  const person = await tx
    .selectFrom("beneficiary")
    .select([
      "beneficiary_id as beneficiaryId",
      "sealed",
      "sex",
      "birth_date as birthDate",
      "household_division as householdDivision",
      "residence_division as residenceDivision",
      "has_phone as hasPhone",
      "has_household as hasHousehold",
      "has_residence as hasResidence",
      "version",
    ])
    .where("beneficiary_id", "=", beneficiaryId)
    .executeTakeFirst();
  if (person === undefined) return undefined;
  return {
    person,
    entitlements: await entitlementsOf(tx, beneficiaryId),
    tasks: await openTasksOf(tx, beneficiaryId),
    applications: await listApplicationsOf(tx, beneficiaryId),
    certifications: await listWaitingCertifications(tx, beneficiaryId),
    tag: (await findVersionTag(tx, beneficiaryId)) ?? "",
    conclusions: await conclusionsOf(tx, beneficiaryId),
    statuses: await statusesOf(tx, beneficiaryId),
    notices: await noticesOf(tx, beneficiaryId),
    failedAttempts: await listFailedAttemptsOf(tx, beneficiaryId),
  };
}
export type PersonPage = NonNullable<Awaited<ReturnType<typeof findPersonPage>>>;

async function entitlementsOf(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("entitlement")
    .select([
      "number",
      "policy",
      "insurance",
      "kind",
      "since",
      "monthly_amount as monthlyAmount",
      "unit_code as unitCode",
      "pay_division as payDivision",
      "relationship",
      "incapacity",
      "status",
      "stop_reason as stopReason",
      "status_since as statusSince",
      "conclusion",
      "pending_reason as pendingReason",
      "anchor_on as anchorOn",
      "anchor_by as anchorBy",
      "anchor_source as anchorSource",
      "deadline",
      "basis",
      "decided_by as decidedBy",
      "is_locked as isLocked",
    ])
    .where("beneficiary_id", "=", beneficiaryId)
    .orderBy("number")
    .execute();
}

async function openTasksOf(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("verification_task")
    .select([
      "task_id as taskId",
      "number",
      "reason",
      "body",
      "opened_on as openedOn",
      "due_on as dueOn",
      "assignee_id as assigneeId",
    ])
    .where("beneficiary_id", "=", beneficiaryId)
    .where("closed_on", "is", null)
    .orderBy("number")
    .execute();
}

async function conclusionsOf(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("conclusion_history")
    .select([
      "number",
      "decided_on as decidedOn",
      "conclusion",
      "pending_reason as pendingReason",
      "deadline",
      "basis",
      "decided_by as decidedBy",
    ])
    .where("beneficiary_id", "=", beneficiaryId)
    .orderBy("recorded_at", "desc")
    .limit(HISTORY_ROWS)
    .execute();
}

async function statusesOf(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("status_history")
    .select([
      "number",
      "changed_on as changedOn",
      "status",
      "stop_reason as stopReason",
      "loss_kind as lossKind",
      "cites",
    ])
    .where("beneficiary_id", "=", beneficiaryId)
    .orderBy("recorded_at", "desc")
    .limit(HISTORY_ROWS)
    .execute();
}

async function noticesOf(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("notice")
    .select(["number", "notice", "issued_on as issuedOn"])
    .where("beneficiary_id", "=", beneficiaryId)
    .orderBy("notice_id", "desc")
    .limit(HISTORY_ROWS)
    .execute();
}
