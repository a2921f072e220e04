// The two long lists of payments that are held back: suspended over three months and unresolved, the
// standing clean-up (SC 30); stopped over a year, tracked until it is clear what became of the money
// (D12). Within the viewer's sight, longest first, from the last row of the page before.

import { sql } from "kysely";

import type { Day, StopReason } from "@lingdai/policy";
import { addMonths } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { BeneficiaryId, StaffId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

export const HELD_ROWS_MAX = 500;

const CLEAN_UP_MONTHS = 3;

interface HeldCursor {
  readonly since: Day;
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
}

interface HeldQuery {
  /** The paying county; absent: everybody in sight. */
  readonly payDivision?: string | undefined;
  readonly after?: HeldCursor | undefined;
  readonly limit: number;
}

/** Served by indexes entitlement_held_back and entitlement_held_back_by_county. */
export async function listCleanUp(tx: Transaction, day: Day, query: HeldQuery) {
  const { payDivision, after, limit } = query;
  let page = tx
    .selectFrom("entitlement")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "entitlement.beneficiary_id")
    .select([
      "entitlement.beneficiary_id as beneficiaryId",
      "number",
      "insurance",
      "kind",
      "pay_division as payDivision",
      "entitlement.residence_division as residenceDivision",
      "stop_reason as stopReason",
      "conclusion",
      "pending_reason as pendingReason",
      "status_since as since",
      "beneficiary.sealed",
    ])
    .where("status", "=", "suspended")
    .where("status_since", "<=", longestAgo(day))
    .orderBy("status_since")
    .orderBy("entitlement.beneficiary_id")
    .orderBy("number")
    .limit(Math.min(limit, HELD_ROWS_MAX));
  if (payDivision !== undefined) page = page.where("pay_division", "=", payDivision);
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(status_since, entitlement.beneficiary_id, number)
        > (${sqlDay(after.since)}, ${after.beneficiaryId}::bigint, ${after.number}::smallint)`,
    );
  }
  return await page.execute();
}

/** The last day from which more than three months have passed, counted forward from that day. */
function longestAgo(day: Day): Day {
  let since = addMonths(day, -CLEAN_UP_MONTHS);
  while (addMonths(since, CLEAN_UP_MONTHS) >= day) since -= 1;
  while (addMonths(since + 1, CLEAN_UP_MONTHS) < day) since += 1;
  return since;
}

/** Open tracking cases, of one stop reason or all. Served by index tracking_case_open. */
export async function listTracking(
  tx: Transaction,
  query: Omit<HeldQuery, "payDivision"> & { readonly stopReason?: StopReason | undefined },
) {
  const { stopReason, after, limit } = query;
  let page = tx
    .selectFrom("tracking_case")
    .innerJoin("entitlement", (join) =>
      join
        .onRef("entitlement.beneficiary_id", "=", "tracking_case.beneficiary_id")
        .onRef("entitlement.number", "=", "tracking_case.number"),
    )
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "tracking_case.beneficiary_id")
    .select([
      "tracking_case.beneficiary_id as beneficiaryId",
      "tracking_case.number",
      "entitlement.insurance",
      "entitlement.kind",
      "entitlement.pay_division as payDivision",
      "tracking_case.stop_reason as stopReason",
      "stopped_on as since",
      "opened_on as openedOn",
      "beneficiary.sealed",
    ])
    .where("closed_on", "is", null)
    .orderBy("stopped_on")
    .orderBy("tracking_case.beneficiary_id")
    .orderBy("tracking_case.number")
    .limit(Math.min(limit, HELD_ROWS_MAX));
  if (stopReason !== undefined) page = page.where("tracking_case.stop_reason", "=", stopReason);
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(stopped_on, tracking_case.beneficiary_id, tracking_case.number)
        > (${sqlDay(after.since)}, ${after.beneficiaryId}::bigint, ${after.number}::smallint)`,
    );
  }
  return await page.execute();
}

/** What a person finds; that a benefit was resumed or terminated the record sees by itself. */
export type TrackingOutcome = "heirs-paid" | "account-sealed" | "other";

/** The stop reason of the open tracking case, locked; undefined where there is none in sight. */
export async function findTracking(
  tx: Transaction,
  beneficiaryId: BeneficiaryId,
  number: number,
): Promise<string | undefined> {
  const found = await tx
    .selectFrom("tracking_case")
    .select("stop_reason as stopReason")
    .where("beneficiary_id", "=", beneficiaryId)
    .where("number", "=", number)
    .where("closed_on", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return found?.stopReason;
}

export async function closeTracking(
  tx: Transaction,
  of: { readonly beneficiaryId: BeneficiaryId; readonly number: number },
  outcome: TrackingOutcome,
  staffId: StaffId,
  day: Day,
): Promise<void> {
  await tx
    .updateTable("tracking_case")
    .set({ outcome, closed_on: day, staff_id: staffId })
    .where("beneficiary_id", "=", of.beneficiaryId)
    .where("number", "=", of.number)
    .where("closed_on", "is", null)
    .execute();
}
