// The three lists (eligible, lost, pending) of one place and the uncertified list, page by page. Who
// was certified longest ago comes first; pages go on from the last row, never by counting. Served by
// the indexes entitlement_by_*; row-level security has the last word on every row.

import { sql } from "kysely";
import type { Expression, SqlBool } from "kysely";

import { addMonths, monthsOfBand } from "@lingdai/policy";
import type { Band, Conclusion, Day, Insurance } from "@lingdai/policy";

import { sqlDay } from "../database/days-in-queries.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** What is read at once: a batch of an export; a page that people look at is far shorter. */
export const LIST_ROWS_MAX = 500;

/** Where a list is of: leading digits of the paying or the residence division, or a unit. */
export interface ListPlace {
  readonly kind: "pay" | "residence" | "unit";
  readonly code: string;
}

/** The last row of the page before. */
export interface ListCursor {
  readonly anchorOn: Day;
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
}

export interface ListQuery {
  readonly place: ListPlace;
  readonly insurance?: Insurance | undefined;
  /** Only those whose certification rests on one of these sources. */
  readonly sources?: readonly string[] | undefined;
  readonly after?: ListCursor | undefined;
  readonly limit: number;
}

const COLUMNS = [
  "entitlement.beneficiary_id as beneficiaryId",
  "entitlement.number",
  "entitlement.policy",
  "entitlement.insurance",
  "entitlement.kind",
  "entitlement.pay_division as payDivision",
  "entitlement.residence_division as residenceDivision",
  "entitlement.status",
  "entitlement.stop_reason as stopReason",
  "entitlement.conclusion",
  "entitlement.pending_reason as pendingReason",
  "entitlement.anchor_on as anchorOn",
  "entitlement.anchor_by as anchorBy",
  "entitlement.anchor_source as anchorSource",
  "entitlement.deadline",
  "entitlement.basis",
  "entitlement.decided_by as decidedBy",
  "beneficiary.sealed",
] as const;

/** One page of one of the three lists. */
export async function listByConclusion(tx: Transaction, conclusion: Conclusion, query: ListQuery) {
  return await pageOf(tx, conclusion, query).execute();
}
export type ListRow = Awaited<ReturnType<typeof listByConclusion>>[number];

/** Months since the anchor from which somebody is on the uncertified list (SC annex 7). */
const UNCERTIFIED_MONTHS = 10;

export interface UncertifiedQuery extends ListQuery {
  /** Only those who have been uncertified for that long. */
  readonly band?: Band | undefined;
}

/** One page of the uncertified: not lost, not terminated, ten months and more since the anchor. */
export async function listUncertified(
  tx: Transaction,
  asOf: Day,
  { band, ...query }: UncertifiedQuery,
): Promise<readonly ListRow[]> {
  const { from, below } = band === undefined ? { from: UNCERTIFIED_MONTHS } : monthsOfBand(band);
  const until = latestAnchorWith(from, asOf);
  // Who is pending and who is still eligible stand in two stretches of the index.
  const stretch = async (conclusion: Conclusion) => {
    let page = pageOf(tx, conclusion, query)
      .where("entitlement.anchor_on", "<=", until)
      .where("entitlement.status", "<>", "terminated");
    if (below !== undefined) {
      page = page.where("entitlement.anchor_on", ">", latestAnchorWith(below, asOf));
    }
    return await page.execute();
  };
  const [pending, eligible] = [await stretch("pending"), await stretch("eligible")];
  return [...pending, ...eligible].toSorted(byAnchor).slice(0, query.limit);
}

/** The latest day from which that many whole months have passed by `asOf` (31 January + 1 = 28 February). */
function latestAnchorWith(months: number, asOf: Day): Day {
  let day = addMonths(asOf, -months);
  while (addMonths(day + 1, months) <= asOf) day += 1;
  return day;
}

function byAnchor(left: ListRow, right: ListRow): number {
  return (
    (left.anchorOn ?? 0) - (right.anchorOn ?? 0) ||
    left.beneficiaryId - right.beneficiaryId ||
    left.number - right.number
  );
}

function pageOf(tx: Transaction, conclusion: Conclusion, query: ListQuery) {
  const { place, insurance, sources, after, limit } = query;
  let page = tx
    .selectFrom("entitlement")
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "entitlement.beneficiary_id")
    .select(COLUMNS)
    .where(isAt(place))
    .where("entitlement.conclusion", "=", conclusion)
    .orderBy("entitlement.anchor_on")
    .orderBy("entitlement.beneficiary_id")
    .orderBy("entitlement.number")
    .limit(Math.min(limit, LIST_ROWS_MAX));
  if (insurance !== undefined) page = page.where("entitlement.insurance", "=", insurance);
  if (sources !== undefined) {
    page = page.where(sql<SqlBool>`entitlement.anchor_source = ANY (${sources}::text[])`);
  }
  if (after !== undefined) page = page.where(isAfter(after));
  return page;
}

function isAfter({ anchorOn, beneficiaryId, number }: ListCursor): Expression<SqlBool> {
  return sql<SqlBool>`(entitlement.anchor_on, entitlement.beneficiary_id, entitlement.number)
    > (${sqlDay(anchorOn)}, ${beneficiaryId}::bigint, ${number}::smallint)`;
}

/** The condition that one of the indexes serves: an equation wherever the code has a column. */
function isAt({ kind, code }: ListPlace): Expression<SqlBool> {
  if (kind === "unit") return sql<SqlBool>`entitlement.unit_code = ${code}`;
  if (kind === "pay") {
    switch (code.length) {
      case 2:
        return sql<SqlBool>`entitlement.pay_province = ${code}`;
      case 4:
        return sql<SqlBool>`entitlement.pay_city = ${code}`;
      default:
        return sql<SqlBool>`entitlement.pay_division = ${code}`;
    }
  }
  return code.length === 9
    ? sql<SqlBool>`entitlement.residence_township = ${code}`
    : sql<SqlBool>`entitlement.residence_division = ${code}`;
}
