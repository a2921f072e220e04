// Open verification tasks of one body and place, soonest due first, and whoever takes one. Served by
// the indexes verification_task_open_by_*; row-level security has the last word.

import { sql } from "kysely";

import type { Body, Day } from "@lingdai/policy";

import { askKept } from "../database/ask-kept.ts";
import { sqlDay } from "../database/days-in-queries.ts";
import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import type { ListPlace } from "../conclusion-lists/list-entitlements.ts";
import { rowsAsked } from "../conclusion-lists/list-entitlements.ts";
import { isAtPlace } from "./is-at-place.ts";

export interface TaskQuery {
  /** The body that the tasks lie with. */
  readonly body: Body;
  readonly place: ListPlace;
  /** Only those due before that day. */
  readonly dueBefore?: Day | undefined;
  /** Only those that this member of staff has taken. */
  readonly assignee?: StaffId | undefined;
  readonly after?: { readonly dueOn: Day; readonly taskId: number } | undefined;
  readonly limit: number;
}

export async function listTasks(tx: Transaction, query: TaskQuery) {
  const { body, place, dueBefore, assignee, after, limit } = query;
  let page = tx
    .selectFrom("verification_task as task")
    .innerJoin("entitlement", (join) =>
      join
        .onRef("entitlement.beneficiary_id", "=", "task.beneficiary_id")
        .onRef("entitlement.number", "=", "task.number"),
    )
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "task.beneficiary_id")
    .leftJoin("staff", "staff.staff_id", "task.assignee_id")
    .select([
      "task.task_id as taskId",
      "task.beneficiary_id as beneficiaryId",
      "task.number",
      "task.reason",
      "task.body",
      "task.opened_on as openedOn",
      "task.due_on as dueOn",
      "task.moved_from as movedFrom",
      "task.moved_on as movedOn",
      "task.assignee_id as assigneeId",
      "staff.name as assigneeName",
      "task.pay_division as payDivision",
      "task.residence_division as residenceDivision",
      "task.unit_code as unitCode",
      "entitlement.insurance",
      "entitlement.kind",
      "entitlement.status",
      "entitlement.conclusion",
      "beneficiary.sealed",
    ])
    .where("task.closed_on", "is", null)
    .where("task.body", "=", body)
    .where(isAtPlace("task", place))
    .orderBy("task.due_on")
    .orderBy("task.task_id")
    .limit(sql.lit(rowsAsked(limit)));
  if (dueBefore !== undefined) page = page.where("task.due_on", "<", dueBefore);
  if (assignee !== undefined) page = page.where("task.assignee_id", "=", assignee);
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(task.due_on, task.task_id) > (${sqlDay(after.dueOn)}, ${after.taskId}::bigint)`,
    );
  }
  // What everybody asks is kept planned; filters are rare.
  const isKept = dueBefore === undefined && assignee === undefined;
  const rows = isKept ? await askKept(tx, page.compile()) : await page.execute();
  return rows.slice(0, limit);
}

/** An open task in sight, locked; undefined where there is none. */
export async function findOpenTaskForUpdate(tx: Transaction, taskId: number) {
  return await tx
    .selectFrom("verification_task")
    .select(["beneficiary_id as beneficiaryId", "number", "body", "assignee_id as assigneeId"])
    .where("task_id", "=", taskId)
    .where("closed_on", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Notes who works on a task, or that nobody does. */
export async function assignTask(
  tx: Transaction,
  taskId: number,
  assignee: StaffId | null,
): Promise<void> {
  await tx
    .updateTable("verification_task")
    .set({
      assignee_id: assignee,
      taken_at: assignee === null ? null : sql<Date>`clock_timestamp()`,
    })
    .where("task_id", "=", taskId)
    .execute();
}
