// The three lists and the uncertified list (SC annex 7), of a place within the viewer's sight.

import { BANDS, bandSince, INSURANCES } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import type { Database, Keyring, ListQuery, ListRow, Transaction } from "@lingdai/store";
import { beneficiaryIdOf, listByConclusion, listUncertified } from "@lingdai/store";
import { Type } from "typebox";

import { sourceMarks } from "../../source-marks.ts";
import { codeIn, codeOf, dateOrNull, orNull } from "../civil-dates.ts";
import { STANDING_FIELDS } from "../entitlement-schema.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import type { PageRequest } from "./list.ts";
import { defineList } from "./list.ts";
import { DivisionFilter, placeOf } from "./place-of-list.ts";

const ROW = {
  beneficiaryId: Type.Integer({ title: "人员编号" }),
  person: PersonSchema,
  residenceDivision: orNull(Type.String(), "居住地区划"),
  band: orNull(codeOf(BANDS), "未认证时间段"),
  ...STANDING_FIELDS,
};

const FILTERS = {
  division: DivisionFilter,
  insurance: Type.Optional(codeOf(INSURANCES)),
  source: Type.Optional(Type.String({ maxLength: 100, description: "认证信息来自这个来源的人" })),
  lateSource: Type.Optional(
    Type.Boolean({ description: "认证信息来自迟到来源的人；与 source 同用时取两者之交" }),
  ),
};

const SHARED = { tag: "名单", about: "people", order: ["integer", "integer", "integer"] } as const;

const CONCLUSION_LISTS = {
  eligible: { name: "Eligible", summary: "具备资格人员" },
  lost: { name: "Lost", summary: "丧失资格人员" },
  pending: { name: "Pending", summary: "待核实人员" },
} as const;

export function conclusionLists({ keyring }: Database) {
  return (Object.keys(CONCLUSION_LISTS) as (keyof typeof CONCLUSION_LISTS)[]).map((list) =>
    defineList({
      ...SHARED,
      path: `/lists/${list}`,
      ...CONCLUSION_LISTS[list],
      filters: FILTERS,
      row: ROW,
      read: async (tx, request) =>
        await readRows(
          tx,
          keyring,
          request,
          async (query) => await listByConclusion(tx, list, query),
        ),
    }),
  );
}

export function uncertifiedList({ keyring }: Database) {
  return defineList({
    ...SHARED,
    path: "/lists/uncertified",
    name: "Uncertified",
    summary: "未认证人员（满 10 个月）",
    filters: { ...FILTERS, band: Type.Optional(codeOf(BANDS)) },
    row: ROW,
    read: async (tx, request) => {
      const band = codeIn(BANDS, request.filters.band);
      return await readRows(
        tx,
        keyring,
        request,
        async (query) => await listUncertified(tx, request.asOf, { ...query, band }),
      );
    },
  });
}

async function readRows(
  tx: Transaction,
  keyring: Keyring,
  { staff, asOf, filters, after, limit }: PageRequest<typeof FILTERS, typeof SHARED.order>,
  find: (query: ListQuery) => Promise<readonly ListRow[]>,
) {
  const { division, insurance, source, lateSource = false } = filters;
  const { lateSources, marksOf } = await sourceMarks(tx, asOf);
  const named = source === undefined ? undefined : [source];
  const rows = await find({
    place: placeOf(staff, division),
    insurance: codeIn(INSURANCES, insurance),
    sources: lateSource
      ? lateSources.filter((each) => source === undefined || each === source)
      : named,
    after: after === undefined ? undefined : cursorOf(after),
    limit,
  });
  return rows.map((row) => ({
    row: {
      ...wordsOf(row, asOf),
      ...marksOf(row),
      person: maskedPerson(keyring, row.sealed),
    },
    cursor: [row.anchorOn ?? 0, row.beneficiaryId, row.number],
  }));
}

function cursorOf([anchorOn, beneficiaryId, number]: readonly [number, number, number]) {
  return { anchorOn, beneficiaryId: beneficiaryIdOf(beneficiaryId), number };
}

function wordsOf(row: ListRow, asOf: Day) {
  const { sealed: _sealed, anchorSource: _source, ...shown } = row;
  const { anchorOn, anchorBy, deadline, basis, decidedBy, ...rest } = shown;
  return {
    ...rest,
    basis: [...basis],
    decidedBy: [...decidedBy],
    lastCertifiedOn: dateOrNull(anchorBy === null ? null : anchorOn),
    lastCertifiedBy: anchorBy,
    deadline: dateOrNull(deadline),
    band:
      anchorOn === null || row.conclusion === "lost" ? null : (bandSince(anchorOn, asOf) ?? null),
  };
}
