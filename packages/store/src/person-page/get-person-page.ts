// Everything that stands about one person on the page that staff see: what they are paid, where it
// stands, open tasks, and how it came to this. Read in one statement, within the viewer's sight;
// personal data stay sealed. The lists travel as JSON, so dates and money say how they do.

import { sql } from "kysely";
import type { Expression, ExpressionBuilder } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { keepWritten } from "../database/ask-kept.ts";
import { dayInJson } from "../database/days-in-queries.ts";
import { beneficiaryIdOf, type BeneficiaryId } from "../database/ids.ts";
import type { Schema } from "../database/schema.generated.ts";
import type { Transaction } from "../database/transaction.ts";
import { versionTag } from "./version-tag.ts";

/** How far back the page reaches; the rest is in the history itself. */
const HISTORY_ROWS = 50;

/** The person of the page, from whom the lists are read. */
type Person = ExpressionBuilder<Schema, "beneficiary">;

const ANYBODY = beneficiaryIdOf(0);

const askPage = keepWritten((tx) =>
  tx
    .selectFrom("beneficiary")
    .select((person) => [
      "beneficiary_id as beneficiaryId",
      "sealed",
      "sex",
      "birth_date as birthDate",
      "household_division as householdDivision",
      "residence_division as residenceDivision",
      "has_phone as hasPhone",
      "has_household as hasHousehold",
      "has_residence as hasResidence",
      versionTag().as("tag"),
      jsonArrayFrom(entitlementsOf(person)).as("entitlements"),
      jsonArrayFrom(openTasksOf(person)).as("tasks"),
      jsonArrayFrom(applicationsOf(person)).as("applications"),
      jsonArrayFrom(waitingCertificationsOf(person)).as("certifications"),
      jsonArrayFrom(conclusionsOf(person)).as("conclusions"),
      jsonArrayFrom(statusesOf(person)).as("statuses"),
      jsonArrayFrom(noticesOf(person)).as("notices"),
      jsonArrayFrom(failedAttemptsOf(person)).as("failedAttempts"),
    ])
    .where("beneficiary_id", "=", ANYBODY)
    .compile(),
);
export type PersonPage = Awaited<ReturnType<typeof askPage>>[number];

/** Undefined where nobody of that id is in sight. */
export async function findPersonPage(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
): Promise<PersonPage | undefined> {
  const [page] = await askPage(tx, [beneficiaryId]);
  return page;
}

function entitlementsOf(person: Person) {
  return person
    .selectFrom("entitlement")
    .select((row) => [
      "number",
      "policy",
      "insurance",
      "kind",
      dayInJson(row.ref("since")).as("since"),
      asText(row.ref("monthly_amount")).as("monthlyAmount"),
      "unit_code as unitCode",
      "pay_division as payDivision",
      "relationship",
      "incapacity",
      "status",
      "stop_reason as stopReason",
      dayInJson(row.ref("status_since")).as("statusSince"),
      "conclusion",
      "pending_reason as pendingReason",
      dayInJson(row.ref("anchor_on")).as("anchorOn"),
      "anchor_by as anchorBy",
      "anchor_source as anchorSource",
      dayInJson(row.ref("deadline")).as("deadline"),
      "basis",
      "decided_by as decidedBy",
      "is_locked as isLocked",
    ])
    .whereRef("entitlement.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .orderBy("number");
}

function openTasksOf(person: Person) {
  return person
    .selectFrom("verification_task")
    .select((row) => [
      "task_id as taskId",
      "number",
      "reason",
      "body",
      dayInJson(row.ref("opened_on")).as("openedOn"),
      dayInJson(row.ref("due_on")).as("dueOn"),
      "assignee_id as assigneeId",
    ])
    .whereRef("verification_task.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .where("closed_on", "is", null)
    .orderBy("number");
}

/** The newest first, each with who signed it. */
function applicationsOf(person: Person) {
  return person
    .selectFrom("application")
    .select((row) => [
      "application_id as applicationId",
      "number",
      "action",
      "state",
      "was_terminated as wasTerminated",
      dayInJson(row.ref("opened_on")).as("openedOn"),
      dayInJson(row.ref("closed_on")).as("closedOn"),
      sql<readonly number[]>`ARRAY(SELECT staff_id FROM signature
        WHERE signature.application_id = application.application_id ORDER BY step)`.as("signers"),
    ])
    .whereRef("application.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .orderBy("application_id", "desc")
    .limit(sql.lit(HISTORY_ROWS));
}

/** The oldest first. */
function waitingCertificationsOf(person: Person) {
  return person
    .selectFrom("certification")
    .select((row) => [
      "certification_id as certificationId",
      "kind",
      "state",
      dayInJson(row.ref("occurred_on")).as("occurredOn"),
    ])
    .whereRef("certification.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .where("state", "in", [sql.lit("submitted"), sql.lit("first-reviewed")])
    .orderBy("certification_id");
}

function conclusionsOf(person: Person) {
  return person
    .selectFrom("conclusion_history")
    .select((row) => [
      "number",
      dayInJson(row.ref("decided_on")).as("decidedOn"),
      "conclusion",
      "pending_reason as pendingReason",
      dayInJson(row.ref("deadline")).as("deadline"),
      "basis",
      "decided_by as decidedBy",
    ])
    .whereRef("conclusion_history.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .orderBy("recorded_at", "desc")
    .limit(sql.lit(HISTORY_ROWS));
}

function statusesOf(person: Person) {
  return person
    .selectFrom("status_history")
    .select((row) => [
      "number",
      dayInJson(row.ref("changed_on")).as("changedOn"),
      "status",
      "stop_reason as stopReason",
      "loss_kind as lossKind",
      "cites",
    ])
    .whereRef("status_history.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .orderBy("recorded_at", "desc")
    .limit(sql.lit(HISTORY_ROWS));
}

function noticesOf(person: Person) {
  return person
    .selectFrom("notice")
    .select((row) => ["number", "notice", dayInJson(row.ref("issued_on")).as("issuedOn")])
    .whereRef("notice.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .orderBy("notice_id", "desc")
    .limit(sql.lit(HISTORY_ROWS));
}

/** Served by index failed_attempt_by_person. */
function failedAttemptsOf(person: Person) {
  return person
    .selectFrom("failed_attempt")
    .select((row) => [
      dayInJson(row.ref("occurred_on")).as("occurredOn"),
      dayInJson(row.ref("arrived_on")).as("arrivedOn"),
      "source",
      "ref",
      "reason",
      dayInJson(row.ref("reminded_on")).as("remindedOn"),
    ])
    .whereRef("failed_attempt.beneficiary_id", "=", "beneficiary.beneficiary_id")
    .orderBy("occurred_on", "desc")
    .orderBy("failed_attempt_id", "desc")
    .limit(sql.lit(HISTORY_ROWS));
}

/** Money stays text: JSON would make a number of it. */
function asText<Value extends string | null>(numeric: Expression<Value>) {
  return sql<Value>`${numeric}::text`;
}
