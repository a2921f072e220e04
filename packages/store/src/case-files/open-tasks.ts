// Open verification tasks of one body, soonest due first, page by page. Served by the indexes
// verification_task_open_by_*; row-level security has the last word.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { Transaction } from "../database/transaction.ts";

export const TASK_ROWS_MAX = 200;

/** Whose tasks: an agency's by who pays, a service point's by residence, a unit's by its code. */
export interface TaskPlace {
  readonly body: "agency" | "service-point" | "unit";
  readonly code: string;
}

export interface TaskQuery {
  readonly place: TaskPlace;
  /** Of agencies: those of the bodies below it that are overdue too (D9: they show). */
  readonly after?: { readonly dueOn: Day; readonly taskId: number } | undefined;
  readonly limit: number;
}

const COLUMN = {
  agency: "pay_division",
  "service-point": "residence_division",
  unit: "unit_code",
} as const;

export async function listOpenTasks(tx: Transaction, { place, after, limit }: TaskQuery) {
  let page = tx
    .selectFrom("verification_task")
    .select([
      "task_id as taskId",
      "beneficiary_id as beneficiaryId",
      "number",
      "reason",
      "body",
      "opened_on as openedOn",
      "due_on as dueOn",
      "moved_from as movedFrom",
    ])
    .where("closed_on", "is", null)
    .where("body", "=", place.body)
    .where(COLUMN[place.body], "=", place.code)
    .orderBy("due_on")
    .orderBy("task_id")
    .limit(Math.min(limit, TASK_ROWS_MAX));
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(due_on, task_id) > (${sqlDay(after.dueOn)}, ${after.taskId}::bigint)`,
    );
  }
  return await page.execute();
}
