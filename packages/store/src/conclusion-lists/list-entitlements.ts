// The three lists (eligible, lost, pending) of one place and the uncertified list, page by page. Who
// was certified longest ago comes first; pages go on from the last row, never by counting. Served by
// the indexes entitlement_by_*; row-level security has the last word on every row.

import { sql } from "kysely";
import type { Expression, SqlBool } from "kysely";

import { addMonths, monthsOfBand } from "@lingdai/policy";
import type { Band, Conclusion, Day, Insurance } from "@lingdai/policy";

import { askKept } from "../database/ask-kept.ts";
import { sqlDay } from "../database/days-in-queries.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";

/** What is read at once: a batch of an export; a page that people look at is far shorter. */
export const LIST_ROWS_MAX = 500;

const PAGES = [20, 50, 100, 200, LIST_ROWS_MAX];

/**
 * The rows that a statement reads for a page of so many. It stands in the text, for of a parameter the
 * planner would think a tenth of the table; so there are few of them.
 */
export function rowsAsked(limit: number): number {
  return PAGES.find((rows) => rows >= limit) ?? LIST_ROWS_MAX;
}

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
] as const;

/** One page of one of the three lists. */
export async function listByConclusion(tx: Transaction, conclusion: Conclusion, query: ListQuery) {
  const listed = rowsOf(tx, query).where("entitlement.conclusion", "=", conclusion);
  const page = tx
    .selectFrom(listed.as("listed"))
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "listed.beneficiaryId")
    .selectAll("listed")
    .select("beneficiary.sealed")
    .orderBy("listed.anchorOn")
    .orderBy("listed.beneficiaryId")
    .orderBy("listed.number");
  const rows = isKept(query) ? await askKept(tx, page.compile()) : await page.execute();
  return rows.slice(0, query.limit);
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
  let listed = rowsOf(tx, query)
    .where(sql<SqlBool>`entitlement.conclusion = stretch.conclusion`)
    .where("entitlement.anchor_on", "<=", latestAnchorWith(from, asOf))
    .where("entitlement.status", "<>", sql.lit("terminated"));
  if (below !== undefined) {
    listed = listed.where("entitlement.anchor_on", ">", latestAnchorWith(below, asOf));
  }
  // Who is pending and who is still eligible stand in two stretches of the index.
  const page = tx
    .selectFrom(sql`(VALUES ('pending'), ('eligible'))`.as<"stretch">(sql`stretch (conclusion)`))
    .innerJoinLateral(listed.as("listed"), (join) => join.onTrue())
    .innerJoin("beneficiary", "beneficiary.beneficiary_id", "listed.beneficiaryId")
    .selectAll("listed")
    .select("beneficiary.sealed")
    .orderBy("listed.anchorOn")
    .orderBy("listed.beneficiaryId")
    .orderBy("listed.number")
    .limit(sql.lit(rowsAsked(query.limit)));
  const isPlain = band === undefined && isKept(query);
  const rows = isPlain ? await askKept(tx, page.compile()) : await page.execute();
  return rows.slice(0, query.limit);
}

/** The latest day from which that many whole months have passed by `asOf` (31 January + 1 = 28 February). */
function latestAnchorWith(months: number, asOf: Day): Day {
  let day = addMonths(asOf, -months);
  while (addMonths(day + 1, months) <= asOf) day += 1;
  return day;
}

/** Rows of a place in the order of the lists; which conclusion is asked for is the caller's to say. */
function rowsOf(tx: Transaction, { place, insurance, sources, after, limit }: ListQuery) {
  let rows = tx
    .selectFrom("entitlement")
    .select(COLUMNS)
    .where(isAt(place))
    .orderBy("entitlement.anchor_on")
    .orderBy("entitlement.beneficiary_id")
    .orderBy("entitlement.number")
    .limit(sql.lit(rowsAsked(limit)));
  if (insurance !== undefined) rows = rows.where("entitlement.insurance", "=", insurance);
  if (sources !== undefined) {
    rows = rows.where(sql<SqlBool>`entitlement.anchor_source = ANY (${sources}::text[])`);
  }
  if (after !== undefined) rows = rows.where(isAfter(after));
  return rows;
}

/** What everybody asks; filters are rare, and many together. */
function isKept({ insurance, sources }: ListQuery): boolean {
  return insurance === undefined && sources === undefined;
}

function isAfter({ anchorOn, beneficiaryId, number }: ListCursor): Expression<SqlBool> {
  return sql<SqlBool>`(entitlement.anchor_on, entitlement.beneficiary_id, entitlement.number)
    > (${sqlDay(anchorOn)}, ${beneficiaryId}::bigint, ${number}::smallint)`;
}

/** The condition that one of the indexes serves: an equation wherever the code has a column. */
export function isAt({ kind, code }: ListPlace): Expression<SqlBool> {
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
