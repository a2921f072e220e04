// Results that communities put up for everybody to see, and the objections to them (WH 7.1), as the
// cases showed them. See 0018-follow-up-lists.sql; within the viewer's sight.

import { sql } from "kysely";

import type { Day } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { Transaction } from "../database/transaction.ts";
import { HELD_ROWS_MAX } from "./held-back-lists.ts";

export interface DisplayQuery {
  /** On display that day, or objected to and not resolved yet. */
  readonly show: "displayed" | "objected";
  readonly day: Day;
  /** The last row of the page before. */
  readonly after?: { readonly untilOn: Day; readonly displayId: number } | undefined;
  readonly limit: number;
}

/** Whose display ends first comes first. Served by index public_display_by_last_day. */
export async function listDisplays(tx: Transaction, { show, day, after, limit }: DisplayQuery) {
  let page = tx
    .selectFrom("public_display")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "public_display.beneficiary_id")
    .select([
      "display_id as displayId",
      "public_display.beneficiary_id as beneficiaryId",
      "number",
      "beneficiary.residence_division as residenceDivision",
      "shown_on as shownOn",
      "until_on as untilOn",
      "objected_on as objectedOn",
      "suspend_on as suspendOn",
      "beneficiary.sealed",
    ])
    .orderBy("until_on")
    .orderBy("display_id")
    .limit(Math.min(limit, HELD_ROWS_MAX));
  page =
    show === "displayed"
      ? page.where("until_on", ">=", day).where("objected_on", "is", null)
      : page.where("objected_on", "is not", null).where("resolved_on", "is", null);
  if (after !== undefined) {
    page = page.where(
      sql<boolean>`(until_on, display_id) > (${sqlDay(after.untilOn)}, ${after.displayId}::bigint)`,
    );
  }
  return await page.execute();
}
