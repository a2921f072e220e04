// Files of sources and what of theirs wants a person: rows that nobody could use, rows whose name is
// not the person's.

import { formatDay, SIGNS } from "@lingdai/policy";
import { maskName } from "@lingdai/store";
import type { Database } from "@lingdai/store";
import { listRejectedRows, listSourceFiles, listSuspiciousRows } from "@lingdai/store";
import { Type } from "typebox";

import { codeIn, codeOf, DateText, dateOrNull, orNull } from "../civil-dates.ts";
import { FILE_SORTS, FILE_STATES } from "../desk-words.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";

const Count = (title: string) => orNull(Type.Integer(), title);

export const sourceFileList = defineList({
  path: "/source-files",
  name: "SourceFiles",
  summary: "收到的文件",
  tag: "来源",
  about: "facts",
  filters: {
    sort: Type.Optional(codeOf(FILE_SORTS)),
    state: Type.Optional(codeOf(FILE_STATES)),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: "文件名的一部分" }),
    ),
    broughtBy: Type.Optional(Type.Enum(["me"], { description: "只看自己送来的" })),
  },
  row: {
    sourceFileId: Type.Integer({ title: "文件编号" }),
    sort: codeOf(FILE_SORTS, { title: "类别" }),
    name: Type.String({ title: "文件名" }),
    arrivedOn: Type.String({ format: "date", title: "收到日期" }),
    state: codeOf(FILE_STATES, { title: "状态" }),
    rows: Count("行数"),
    accepted: Count("采用"),
    rejected: Count("不能用"),
    duplicate: Count("重复"),
    notOnRoster: Count("不在名册"),
    suspicious: Count("姓名不符"),
  },
  order: ["integer"],
  read: async (tx, { staff, filters, after, limit }) => {
    const { sort, state, name, broughtBy } = filters;
    const rows = await listSourceFiles(tx, {
      sort: codeIn(FILE_SORTS, sort),
      state: codeIn(FILE_STATES, state),
      name,
      broughtBy: broughtBy === undefined ? undefined : staff.staffId,
      before: after?.[0],
      limit,
    });
    return rows.map((row) => ({
      row: { ...row, arrivedOn: formatDay(row.arrivedOn) },
      cursor: [row.sourceFileId],
    }));
  },
});

export const rejectedRowList = defineList({
  path: "/rejected-rows",
  name: "RejectedRows",
  summary: "文件中不能用的行",
  tag: "来源",
  about: "facts",
  filters: {
    sourceFileId: Type.Integer({ minimum: 1, description: "文件编号" }),
    handled: Type.Optional(
      Type.Enum(["waiting", "handled"], {
        default: "waiting",
        description: "waiting 待处理、handled 已处理",
      }),
    ),
  },
  row: {
    line: Type.Integer({ title: "行号" }),
    reason: Type.String({ title: "原因" }),
    field: Type.String({ title: "列" }),
    handledOn: orNull(DateText, "处理日期"),
  },
  order: ["integer"],
  read: async (tx, { filters, after, limit }) => {
    const { sourceFileId, handled = "waiting" } = filters;
    const rows = await listRejectedRows(tx, { sourceFileId, handled, after: after?.[0], limit });
    return rows.map((row) => ({
      row: { ...row, handledOn: dateOrNull(row.handledOn) },
      cursor: [row.line],
    }));
  },
});

export function suspiciousRowList({ keyring }: Database) {
  return defineList({
    path: "/suspicious-rows",
    name: "SuspiciousRows",
    summary: "姓名不符、待人核对的信息",
    tag: "来源",
    about: "people",
    filters: {},
    row: {
      suspiciousRowId: Type.Integer({ title: "编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      person: PersonSchema,
      givenName: Type.String({ title: "来源所写姓名" }),
      kind: codeOf(SIGNS, { title: "信息类别" }),
      occurredOn: Type.String({ format: "date", title: "发生日期" }),
      arrivedOn: Type.String({ format: "date", title: "收到日期" }),
      source: Type.String({ title: "来源" }),
      ref: Type.String({ title: "来源编号" }),
      sourceFileId: orNull(Type.Integer(), "文件编号"),
      line: orNull(Type.Integer(), "行号"),
    },
    order: ["integer"],
    read: async (tx, { after, limit }) => {
      const rows = await listSuspiciousRows(tx, { after: after?.[0], limit });
      return rows.map(({ sealed, sealedGivenName, occurredOn, arrivedOn, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          givenName: maskName(keyring.unsealText(sealedGivenName)),
          occurredOn: formatDay(occurredOn),
          arrivedOn: formatDay(arrivedOn),
        },
        cursor: [row.suspiciousRowId],
      }));
    },
  });
}
