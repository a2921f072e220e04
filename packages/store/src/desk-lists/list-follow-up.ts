// What follows decisions, page by page within the viewer's sight: feedback to sources (SC 9),
// retractions (SC 27), death lists (SC 22), notices of a day, changes of the record (WH 6).

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { Transaction } from "../database/transaction.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";

interface Page {
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Cases that a source has not answered. Served by index feedback_case_open where one is named. */
export async function listFeedback(
  tx: Transaction,
  { source, after = 0, limit }: Page & { readonly source?: string | undefined },
) {
  let page = tx
    .selectFrom("feedback_case")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "feedback_case.beneficiary_id")
    .select([
      "feedback_id as feedbackId",
      "feedback_case.beneficiary_id as beneficiaryId",
      "source",
      "ref",
      "loss_kind as lossKind",
      "occurred_on as occurredOn",
      "state",
      "opened_on as openedOn",
      "times_opened as timesOpened",
      "beneficiary.sealed",
    ])
    .where("state", "in", ["open", "sent"])
    .where("feedback_id", ">", after)
    .orderBy("feedback_id")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (source !== undefined) page = page.where("source", "=", source);
  return await page.execute();
}

/** Whoever has not acknowledged yet that a loss was wrong. */
export async function listRetractions(tx: Transaction, { after = 0, limit }: Page) {
  return await tx
    .selectFrom("retraction")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "retraction.beneficiary_id")
    .select([
      "retraction_id as retractionId",
      "retraction.beneficiary_id as beneficiaryId",
      "loss_kind as lossKind",
      "recipient",
      "opened_on as openedOn",
      "beneficiary.sealed",
    ])
    .where("acknowledged_on", "is", null)
    .where("retraction_id", ">", after)
    .orderBy("retraction_id")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}

export interface DeathListQuery {
  readonly month: Day;
  readonly after?: { readonly body: string; readonly place: string } | undefined;
  readonly limit: number;
}

export async function listDeathLists(tx: Transaction, { month, after, limit }: DeathListQuery) {
  let page = tx
    .selectFrom("death_list")
    .select(["body", "place", "month", "deaths", "filed_on as filedOn"])
    .where("month", "=", month)
    .orderBy("body")
    .orderBy("place")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (after !== undefined) {
    page = page.where(sql<boolean>`(body, place) > (${after.body}, ${after.place})`);
  }
  return await page.execute();
}

export interface NoticeQuery extends Page {
  readonly issuedOn: Day;
  readonly notice?: string | undefined;
}

/** Notices of one day, with what became of the message. Served by index notice_by_day. */
export async function listNotices(tx: Transaction, query: NoticeQuery) {
  const { issuedOn, notice, after = 0, limit } = query;
  let page = tx
    .selectFrom("notice")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "notice.beneficiary_id")
    .leftJoin("outbox", "outbox.notice_id", "notice.notice_id")
    .select([
      "notice.notice_id as noticeId",
      "notice.beneficiary_id as beneficiaryId",
      "notice.number",
      "notice.notice",
      "notice.issued_on as issuedOn",
      "outbox.recipient",
      "outbox.state",
      "beneficiary.sealed",
    ])
    .where("notice.issued_on", "=", issuedOn)
    .where(sql<boolean>`notice.notice_id > ${after}::bigint`)
    .orderBy("notice.notice_id")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (notice !== undefined) page = page.where("notice.notice", "=", notice);
  return await page.execute();
}

export interface RecordChangeQuery extends Page {
  readonly reportedFrom: Day;
}

/** Reported changes of basic data since a day, the late ones marked. */
export async function listRecordChanges(tx: Transaction, query: RecordChangeQuery) {
  const { reportedFrom, after = 0, limit } = query;
  return await tx
    .selectFrom("record_change")
    .select([
      "change_id as changeId",
      "beneficiary_id as beneficiaryId",
      "fields",
      "changed_on as changedOn",
      "reported_on as reportedOn",
      "due_on as dueOn",
      "is_late as isLate",
    ])
    .where(sql<boolean>`reported_on >= ${sqlDay(reportedFrom)}`)
    .where("change_id", ">", after)
    .orderBy("change_id")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}
