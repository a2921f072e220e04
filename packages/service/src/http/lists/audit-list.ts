// The audit for those who may read it: their own doings, those about people in their sight, and what
// was done with the accounts that they administer.

import { formatDay, dayInShanghai } from "@lingdai/policy";
import { listAudit, staffIdOf } from "@lingdai/store";
import { Type } from "typebox";

import { DateText, orNull, readDay } from "../civil-dates.ts";
import { Problem } from "../problem.ts";
import { defineList } from "./list.ts";

/** More days than these are asked for month by month. */
const DAYS_MAX = 92;

export const auditList = defineList({
  path: "/audit-records",
  name: "AuditRecords",
  summary: "操作留痕",
  tag: "监督",
  command: "read-audit",
  about: "people",
  filters: {
    from: Type.Optional(DateText),
    to: Type.Optional(DateText),
    action: Type.Optional(Type.String({ pattern: "^[a-z0-9-]{1,60}$" })),
    staffId: Type.Optional(Type.Integer({ minimum: 1 })),
    beneficiaryId: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  row: {
    recordedAt: Type.String({ format: "date-time", title: "时间" }),
    day: Type.String({ format: "date", title: "日期" }),
    staffId: orNull(Type.Integer(), "经办人编号"),
    login: orNull(Type.String(), "账号"),
    name: orNull(Type.String(), "经办人"),
    action: Type.String({ title: "操作" }),
    beneficiaryId: orNull(Type.Integer(), "人员编号"),
    detail: Type.String({ title: "内容", description: "JSON" }),
  },
  order: ["integer", "integer", "integer"],
  read: async (tx, { filters, after, limit }) => {
    // Records are made by the clock, whatever day the desk works on.
    const today = dayInShanghai(Date.now());
    const to = filters.to === undefined ? today : readDay("to", filters.to);
    const from = filters.from === undefined ? to : readDay("from", filters.from);
    if (from > to || to - from > DAYS_MAX) throw new Problem("bad-request", "from");
    const { action, staffId, beneficiaryId } = filters;
    const rows = await listAudit(tx, {
      from,
      to,
      action,
      staffId: staffId === undefined ? undefined : staffIdOf(staffId),
      beneficiaryId,
      ...(after === undefined
        ? {}
        : { before: { micros: after[0], chain: after[1], position: after[2] } }),
      limit,
    });
    return rows.map(({ chain, position, micros, recordedAt, detail, ...row }) => ({
      row: {
        ...row,
        recordedAt: recordedAt.toISOString(),
        day: formatDay(dayInShanghai(recordedAt.getTime())),
        detail: JSON.stringify(detail),
      },
      cursor: [micros, chain, position],
    }));
  },
});
