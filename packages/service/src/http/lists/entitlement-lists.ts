// The three lists and the uncertified list (SC annex 7), of a place within the viewer's sight.

import { BANDS, bandSince, INSURANCES } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import type { Database, ListRow } from "@lingdai/store";
import { beneficiaryIdOf, listByConclusion, listUncertified } from "@lingdai/store";
import { Type } from "typebox";

import { sourceMarks } from "../../source-marks.ts";
import { codeIn, codeOf, dateOrNull, orNull } from "../civil-dates.ts";
import { STANDING_FIELDS } from "../entitlement-schema.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";
import { DivisionFilter, placeOf } from "./place-of-list.ts";

const ROW = {
  beneficiaryId: Type.Integer({ title: "人员编号" }),
  person: PersonSchema,
  residenceDivision: orNull(Type.String(), "居住地区划"),
  band: orNull(codeOf(BANDS), "未认证时间段"),
  ...STANDING_FIELDS,
};

const LISTS = {
  eligible: { name: "Eligible", summary: "具备资格人员" },
  lost: { name: "Lost", summary: "丧失资格人员" },
  pending: { name: "Pending", summary: "待核实人员" },
  uncertified: { name: "Uncertified", summary: "未认证人员（满 10 个月）" },
} as const;

export function entitlementLists({ keyring }: Database) {
  return (Object.keys(LISTS) as (keyof typeof LISTS)[]).map((list) =>
    defineList({
      path: `/lists/${list}`,
      ...LISTS[list],
      tag: "名单",
      about: "people",
      filters: {
        division: DivisionFilter,
        insurance: Type.Optional(codeOf(INSURANCES)),
        source: Type.Optional(
          Type.String({ maxLength: 100, description: "认证信息来自这个来源的人" }),
        ),
        lateSource: Type.Optional(
          Type.Boolean({ description: "认证信息来自迟到来源的人；与 source 同用时取两者之交" }),
        ),
      },
      row: ROW,
      order: ["integer", "integer", "integer"],
      read: async (tx, { staff, asOf, filters, after, limit }) => {
        const { division, insurance, source, lateSource = false } = filters;
        const { lateSources, marksOf } = await sourceMarks(tx, asOf);
        const named = source === undefined ? undefined : [source];
        const query = {
          place: placeOf(staff, division),
          insurance: codeIn(INSURANCES, insurance),
          sources: lateSource
            ? lateSources.filter((each) => source === undefined || each === source)
            : named,
          after: after === undefined ? undefined : cursorOf(after),
          limit,
        };
        const rows =
          list === "uncertified"
            ? await listUncertified(tx, asOf, query)
            : await listByConclusion(tx, list, query);
        return rows.map((row) => ({
          row: {
            ...wordsOf(row, asOf),
            ...marksOf(row),
            person: maskedPerson(keyring, row.sealed),
          },
          cursor: [row.anchorOn ?? 0, row.beneficiaryId, row.number],
        }));
      },
    }),
  );
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
