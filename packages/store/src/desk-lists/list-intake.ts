// Files of sources and the rows of theirs that want a person: those nobody could use, and those whose
// name is not the person's.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import type { StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import { LIST_ROWS_MAX } from "../conclusion-lists/list-entitlements.ts";
import { FILE_COLUMNS } from "../intake/source-files.ts";

export interface FileQuery {
  readonly sort?: "roster" | "observations" | undefined;
  readonly state?: string | undefined;
  /** Part of its name. */
  readonly name?: string | undefined;
  readonly broughtBy?: StaffId | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function listSourceFiles(tx: Transaction, query: FileQuery) {
  const { sort, state, name, broughtBy, before, limit } = query;
  let page = tx
    .selectFrom("source_file")
    .select(FILE_COLUMNS)
    .orderBy("source_file_id", "desc")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (sort !== undefined) page = page.where("sort", "=", sort);
  if (state !== undefined) page = page.where("state", "=", state);
  if (name !== undefined) page = page.where(sql<boolean>`strpos(name, ${name}) > 0`);
  if (broughtBy !== undefined) page = page.where("staff_id", "=", broughtBy);
  if (before !== undefined) page = page.where("source_file_id", "<", before);
  return await page.execute();
}

export interface RejectedQuery {
  readonly sourceFileId: number;
  /** Those that somebody has dealt with, or those that wait. */
  readonly handled: "handled" | "waiting";
  readonly after?: number | undefined;
  readonly limit: number;
}

export async function listRejectedRows(tx: Transaction, query: RejectedQuery) {
  const { sourceFileId, handled, after = 0, limit } = query;
  return await tx
    .selectFrom("rejected_row")
    .select(["line", "reason", "field", "handled_on as handledOn"])
    .where("source_file_id", "=", sourceFileId)
    .where("handled_on", handled === "handled" ? "is not" : "is", null)
    .where("line", ">", after)
    .orderBy("line")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}

/** False where there is none of that line, or it was dealt with before. */
export async function handleRejectedRow(
  tx: Transaction,
  of: { readonly sourceFileId: number; readonly line: number },
  day: Day,
): Promise<boolean> {
  const handled = await tx
    .updateTable("rejected_row")
    .set({ handled_on: day })
    .where("source_file_id", "=", of.sourceFileId)
    .where("line", "=", of.line)
    .where("handled_on", "is", null)
    .executeTakeFirst();
  return handled.numUpdatedRows > 0n;
}

/** Rows that nobody has looked at. Served by index suspicious_row_open. */
export async function listSuspiciousRows(
  tx: Transaction,
  { after = 0, limit }: { readonly after?: number | undefined; readonly limit: number },
) {
  return await tx
    .selectFrom("suspicious_row")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "suspicious_row.beneficiary_id")
    .select([
      "suspicious_row_id as suspiciousRowId",
      "suspicious_row.beneficiary_id as beneficiaryId",
      "source_file_id as sourceFileId",
      "line",
      "kind",
      "occurred_on as occurredOn",
      "arrived_on as arrivedOn",
      "source",
      "ref",
      "sealed_given_name as sealedGivenName",
      "beneficiary.sealed",
    ])
    .where("outcome", "is", null)
    .where("suspicious_row_id", ">", after)
    .orderBy("suspicious_row_id")
    .limit(Math.min(limit, LIST_ROWS_MAX))
    .execute();
}

/** A row that waits for somebody to look, locked; undefined where there is none in sight. */
export async function findSuspiciousRowForUpdate(tx: Transaction, suspiciousRowId: number) {
  return await tx
    .selectFrom("suspicious_row")
    .select([
      "beneficiary_id as beneficiaryId",
      "kind",
      "occurred_on as occurredOn",
      "source",
      "ref",
      "sealed_given_name as sealedGivenName",
    ])
    .where("suspicious_row_id", "=", suspiciousRowId)
    .where("outcome", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

export async function judgeSuspiciousRow(
  tx: Transaction,
  suspiciousRowId: number,
  outcome: "same-person" | "another-person",
  day: Day,
): Promise<void> {
  await tx
    .updateTable("suspicious_row")
    .set({ outcome, looked_at_on: day })
    .where("suspicious_row_id", "=", suspiciousRowId)
    .execute();
}

/** Whether an observation of that source and reference is on file for anybody in sight. */
export async function isObservationKnown(
  tx: Transaction,
  of: { readonly beneficiaryId: number; readonly source: string; readonly ref: string },
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`SELECT EXISTS (SELECT FROM observation
    WHERE beneficiary_id = ${of.beneficiaryId} AND source = ${of.source} AND ref = ${of.ref})
    AS known`.execute(tx);
  return rows[0]?.known ?? false;
}
