// The three lists (eligible, lost, pending) of one place and the uncertified list, page by page. Who
// was certified longest ago comes first; pages go on from the last row, never by counting. Served by
// the indexes entitlement_by_*; row-level security has the last word on every row.

import { sql } from "kysely";
import type { Expression, SqlBool } from "kysely";

import { addMonths, monthsOfBand } from "@lingdai/policy";
import type { Band, Conclusion, Day, Insurance } from "@lingdai/policy";

import { askKept } from "../database/ask-kept.ts";
import type { BeneficiaryId } from "../database/ids.ts";
import type { Transaction } from "../database/transaction.ts";
import type { Stretch } from "./order-in-lists.ts";
import { orderInLists, stretchOf } from "./order-in-lists.ts";

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
  const { first, after, last } = soughtIn(conclusion, stretchOf(conclusion), query);
  const listed = rowsOf(tx, query, {
    first: sql`${first}::integer`,
    after: sql`${after}::integer`,
    last: sql`${last}::integer`,
  });
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
  const months = band === undefined ? { from: UNCERTIFIED_MONTHS } : monthsOfBand(band);
  const listed = rowsOf(tx, query, {
    first: sql.ref("stretch.first"),
    after: sql.ref("stretch.after"),
    last: sql.ref("stretch.last"),
  }).where("entitlement.status", "<>", sql.lit("terminated"));
  // Who is pending and who is still eligible stand in two stretches of the index.
  const stretches = (["pending", "eligible"] as const).map((conclusion) => {
    const stretch = uncertifiedFor(conclusion, months, asOf);
    const { first, after, last } = soughtIn(conclusion, stretch, query);
    return sql`(${first}::integer, ${after}::integer, ${last}::integer)`;
  });
  const page = tx
    .selectFrom(
      sql`(VALUES ${sql.join(stretches)})`.as<"stretch">(sql`stretch (first, after, last)`),
    )
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

function uncertifiedFor(
  conclusion: Conclusion,
  months: { readonly from: number; readonly below?: number | undefined },
  asOf: Day,
): Stretch {
  const { first } = stretchOf(conclusion);
  const { from: atLeast, below } = months;
  return {
    first:
      below === undefined ? first : orderInLists(conclusion, latestAnchorWith(below, asOf) + 1),
    last: orderInLists(conclusion, latestAnchorWith(atLeast, asOf)),
  };
}

/** The latest day from which that many whole months have passed by `asOf` (31 January + 1 = 28 February). */
function latestAnchorWith(months: number, asOf: Day): Day {
  let day = addMonths(asOf, -months);
  while (addMonths(day + 1, months) <= asOf) day += 1;
  return day;
}

/** Where a page begins to read, what it goes on after, and where the list ends. */
interface Sought extends Stretch {
  readonly after: number;
}

/** A scan begins at the last row of the page before, however far down that is. */
function soughtIn(conclusion: Conclusion, stretch: Stretch, { after: row }: ListQuery): Sought {
  const after = row === undefined ? stretch.first : orderInLists(conclusion, row.anchorOn);
  return { first: Math.max(stretch.first, after), after, last: stretch.last };
}

/** Rows of a place in the order of the lists, within a stretch of them. */
function rowsOf(
  tx: Transaction,
  { place, insurance, sources, after, limit }: ListQuery,
  sought: Readonly<Record<keyof Sought, Expression<unknown>>>,
) {
  let rows = tx
    .selectFrom("entitlement")
    .select(COLUMNS)
    .where(isAt(place))
    .where(sql<SqlBool>`entitlement.order_in_lists BETWEEN ${sought.first} AND ${sought.last}`)
    .orderBy("entitlement.order_in_lists")
    .orderBy("entitlement.beneficiary_id")
    .orderBy("entitlement.number")
    .limit(sql.lit(rowsAsked(limit)));
  if (insurance !== undefined) rows = rows.where("entitlement.insurance", "=", insurance);
  if (sources !== undefined) {
    rows = rows.where(sql<SqlBool>`entitlement.anchor_source = ANY (${sources}::text[])`);
  }
  if (after === undefined) return rows;
  return rows.where(sql<SqlBool>`(entitlement.order_in_lists, entitlement.beneficiary_id,
    entitlement.number) > (${sought.after}, ${after.beneficiaryId}::bigint, ${after.number}::smallint)`);
}

/** What everybody asks; filters are rare, and many together. */
function isKept({ insurance, sources }: ListQuery): boolean {
  return insurance === undefined && sources === undefined;
}

/** The condition that one of the indexes serves: an equation of numbers wherever there is a column. */
export function isAt({ kind, code }: ListPlace): Expression<SqlBool> {
  if (kind === "unit") return sql<SqlBool>`entitlement.unit_code = ${code}`;
  return sql<SqlBool>`${sql.ref(`entitlement.${columnOf(kind, code.length)}`)} = ${Number(code)}`;
}

function columnOf(kind: "pay" | "residence", digits: number) {
  if (kind === "residence") return digits === 9 ? "residence_township" : "residence_village";
  switch (digits) {
    case 2:
      return "pay_province";
    case 4:
      return "pay_city";
    default:
      return "pay_county";
  }
}
