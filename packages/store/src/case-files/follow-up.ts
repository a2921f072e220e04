// The work that follows decisions: feedback to sources (SC 9), retractions (SC 27), death lists (SC 22),
// reported changes of the record (WH 6).

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { BeneficiaryId, StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

const ROWS_MAX = 200;

/** Feedback cases that a source has not answered, the oldest first. */
export async function listOpenFeedback(tx: Transaction, source: string, limit: number) {
  return await tx
    .selectFrom("feedback_case")
    .select([
      "feedback_id as feedbackId",
      "beneficiary_id as beneficiaryId",
      "ref",
      "loss_kind as lossKind",
      "occurred_on as occurredOn",
      "state",
      "times_opened as timesOpened",
    ])
    .where("source", "=", source)
    .where("state", "in", ["open", "sent"])
    .orderBy("feedback_id")
    .limit(Math.min(limit, ROWS_MAX))
    .execute();
}

/** Moves a feedback case on; false where it is not in sight or was answered already. */
export async function moveFeedback(
  tx: Transaction,
  feedbackId: number,
  state: "sent" | "corrected" | "upheld",
  day: Day,
): Promise<boolean> {
  const moved = await tx
    .updateTable("feedback_case")
    .set({ state, answered_on: state === "sent" ? null : day })
    .where("feedback_id", "=", feedbackId)
    .where("state", "in", ["open", "sent"])
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** Whoever has not acknowledged yet that a loss was wrong. */
export async function listOpenRetractions(tx: Transaction, beneficiaryId: BeneficiaryId) {
  return await tx
    .selectFrom("retraction")
    .select(["retraction_id as retractionId", "loss_kind as lossKind", "recipient"])
    .where("beneficiary_id", "=", beneficiaryId)
    .where("acknowledged_on", "is", null)
    .orderBy("retraction_id")
    .execute();
}

export async function acknowledge(
  tx: Transaction,
  retractionId: number,
  staffId: StaffId,
  day: Day,
): Promise<boolean> {
  const done = await tx
    .updateTable("retraction")
    .set({ acknowledged_on: day, acknowledged_by: staffId })
    .where("retraction_id", "=", retractionId)
    .where("acknowledged_on", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/**
 * Puts on record that somebody is told of the losses of these people, of whom they stand now; gives of
 * how many that was news.
 */
export async function discloseLosses(
  tx: Transaction,
  beneficiaryIds: readonly BeneficiaryId[],
  recipient: string,
  day: Day,
): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    SELECT disclose_losses(${beneficiaryIds}::bigint[], ${recipient}, ${day}) AS people`.execute(
    tx,
  );
  return rows[0]?.people ?? 0;
}

export interface DeathList {
  readonly body: "unit" | "service-point";
  readonly place: string;
  /** The first day of the month that it is about. */
  readonly month: Day;
  /** 0 for `none`, which is reported too. */
  readonly deaths: number;
  readonly filedOn: Day;
}

/** False where that month's list was filed already. */
export async function addDeathList(
  tx: Transaction,
  list: DeathList,
  staffId: StaffId,
): Promise<boolean> {
  const added = await tx
    .insertInto("death_list")
    .values({
      body: list.body,
      place: list.place,
      month: list.month,
      deaths: list.deaths,
      filed_on: list.filedOn,
      staff_id: staffId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Service points below a division, and units in it, that filed no list of the month. */
export async function listMissingDeathLists(tx: Transaction, division: string, month: Day) {
  const { rows } = await sql<{ body: DeathList["body"]; place: string; name: string }>`
    SELECT body, place, name FROM (
      SELECT 'service-point' AS body, division AS place, name FROM service_point
      WHERE starts_with(division, ${division})
      UNION ALL SELECT 'unit', unit_code, name FROM unit WHERE starts_with(division, ${division})
    ) AS due
    WHERE NOT EXISTS (SELECT FROM death_list WHERE death_list.body = due.body
      AND death_list.place = due.place AND death_list.month = day_at(${month}))
    ORDER BY body, place LIMIT ${ROWS_MAX}`.execute(tx);
  return rows;
}

export interface RecordChange {
  readonly beneficiaryId: BeneficiaryId;
  readonly fields: readonly string[];
  readonly changedOn: Day;
  readonly reportedOn: Day;
  readonly dueOn: Day;
}

export async function addRecordChange(
  tx: Transaction,
  change: RecordChange,
  staffId: StaffId,
): Promise<void> {
  await tx
    .insertInto("record_change")
    .values({
      beneficiary_id: change.beneficiaryId,
      fields: [...change.fields],
      changed_on: change.changedOn,
      reported_on: change.reportedOn,
      due_on: change.dueOn,
      staff_id: staffId,
    })
    .execute();
}

/** What of a person's record is kept in the clear beside the envelope. */
export interface PersonChanges {
  readonly birthDate?: Day | undefined;
  readonly hasPhone?: boolean | undefined;
  readonly hasHousehold?: boolean | undefined;
  readonly hasResidence?: boolean | undefined;
  readonly householdDivision?: string | undefined;
  readonly residenceDivision?: string | undefined;
  readonly isImmobile?: boolean | undefined;
}

export async function reportPersonChange(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
  changes: PersonChanges,
  sealed: Buffer,
): Promise<void> {
  await sql`SELECT change_person(${beneficiaryId}, ${JSON.stringify(changes)}::jsonb, ${sealed})`.execute(
    tx,
  );
}

/** What was granted, corrected; values are given only where they change. */
export async function changeEntitlement(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
  number: number,
  changes: {
    readonly relationship?: string | undefined;
    readonly incapacity?: string | undefined;
    readonly unitCode?: string | undefined;
  },
): Promise<void> {
  const { relationship, incapacity, unitCode } = changes;
  await tx
    .updateTable("entitlement")
    .set({
      ...(relationship === undefined ? {} : { relationship }),
      ...(incapacity === undefined ? {} : { incapacity }),
      ...(unitCode === undefined ? {} : { unit_code: unitCode }),
    })
    .where("beneficiary_id", "=", beneficiaryId)
    .where("number", "=", number)
    .execute();
}

/** The envelope of a person in sight; undefined where there is none. */
export async function findSealed(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
): Promise<Buffer | undefined> {
  const found = await tx
    .selectFrom("beneficiary")
    .select("sealed")
    .where("beneficiary_id", "=", beneficiaryId)
    .executeTakeFirst();
  return found?.sealed;
}
