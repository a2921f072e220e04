// Look-ups of places and what is declared for them: divisions, units, service points, windows, holds,
// nightly runs. Public facts, nothing about any person.

import { formatDay } from "@lingdai/policy";
import {
  listAnnouncedWindows,
  listClockHolds,
  listDivisions,
  listNightlyRuns,
  listServicePoints,
  listUnits,
} from "@lingdai/store";
import { Type } from "typebox";

import { DateText, dateOrNull, orNull } from "../civil-dates.ts";
import { defineList } from "./list.ts";

const FILTERS = {
  within: Type.Optional(
    Type.String({ pattern: "^[0-9]{0,12}$", description: "区划代码的开头几位；不填为全部" }),
  ),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 50, description: "名称的一部分" })),
};

export const divisionList = defineList({
  path: "/divisions",
  name: "Divisions",
  summary: "行政区划",
  tag: "地区",
  about: "facts",
  filters: FILTERS,
  row: { division: Type.String({ title: "区划代码" }), name: Type.String({ title: "名称" }) },
  order: ["text"],
  read: async (tx, { filters, after, limit }) => {
    const { within = "", name } = filters;
    const rows = await listDivisions(tx, { within, name, after: after?.[0], limit });
    return rows.map((row) => ({ row, cursor: [row.division] }));
  },
});

export const unitList = defineList({
  path: "/units",
  name: "Units",
  summary: "单位",
  tag: "地区",
  about: "facts",
  filters: FILTERS,
  row: {
    unitCode: Type.String({ title: "单位编号" }),
    name: Type.String({ title: "名称" }),
    division: orNull(Type.String(), "区划代码"),
    phone: orNull(Type.String(), "电话"),
  },
  order: ["text"],
  read: async (tx, { filters, after, limit }) => {
    const { within = "", name } = filters;
    const rows = await listUnits(tx, { within, name, after: after?.[0], limit });
    return rows.map((row) => ({ row, cursor: [row.unitCode] }));
  },
});

export const servicePointList = defineList({
  path: "/service-points",
  name: "ServicePoints",
  summary: "基层服务组织",
  tag: "地区",
  about: "facts",
  filters: FILTERS,
  row: {
    division: Type.String({ title: "区划代码" }),
    name: Type.String({ title: "名称" }),
    phone: orNull(Type.String(), "电话"),
    openingHours: orNull(Type.String(), "办公时间"),
  },
  order: ["text"],
  read: async (tx, { filters, after, limit }) => {
    const { within = "", name } = filters;
    const rows = await listServicePoints(tx, { within, name, after: after?.[0], limit });
    return rows.map((row) => ({ row, cursor: [row.division] }));
  },
});

export const windowList = defineList({
  path: "/windows",
  name: "Windows",
  summary: "已公告的集中认证期",
  tag: "地区",
  about: "facts",
  filters: {},
  row: {
    windowId: Type.Integer({ title: "编号" }),
    payDivision: Type.String({ title: "发放地区划" }),
    policy: Type.String({ title: "政策" }),
    from: Type.String({ format: "date", title: "开始日期" }),
    to: Type.String({ format: "date", title: "结束日期" }),
    groups: orNull(Type.Array(Type.Integer()), "人员类别（威 3），空为全部"),
    frequencyMonths: Type.Integer({ title: "认证频次（月）" }),
    announcedOn: Type.String({ format: "date", title: "公告日期" }),
  },
  order: ["integer"],
  read: async (tx, { after, limit }) => {
    const rows = await listAnnouncedWindows(tx, { after: after?.[0], limit });
    return rows.map((row) => ({
      row: {
        ...row,
        groups: row.groups === null ? null : [...row.groups],
        from: formatDay(row.from),
        to: formatDay(row.to),
        announcedOn: formatDay(row.announcedOn),
      },
      cursor: [row.windowId],
    }));
  },
});

export const holdList = defineList({
  path: "/clock-holds",
  name: "ClockHolds",
  summary: "因来源迟到而暂不计时的地区",
  tag: "地区",
  about: "facts",
  filters: {},
  row: {
    holdId: Type.Integer({ title: "编号" }),
    payDivision: Type.String({ title: "发放地区划" }),
    source: Type.String({ title: "来源" }),
    from: Type.String({ format: "date", title: "开始日期" }),
    until: orNull(DateText, "结束日期"),
  },
  order: ["integer"],
  read: async (tx, { after, limit }) => {
    const rows = await listClockHolds(tx, { after: after?.[0], limit });
    return rows.map((row) => ({
      row: { ...row, from: formatDay(row.from), until: dateOrNull(row.until) },
      cursor: [row.holdId],
    }));
  },
});

export const nightList = defineList({
  path: "/nightly-runs",
  name: "NightlyRuns",
  summary: "每晚运行的情况",
  tag: "地区",
  about: "facts",
  filters: {},
  row: {
    day: Type.String({ format: "date", title: "日期" }),
    startedAt: Type.String({ format: "date-time", title: "开始时间" }),
    finishedAt: orNull(Type.String({ format: "date-time" }), "完成时间"),
    cases: Type.Integer({ title: "案卷数" }),
    notices: Type.Integer({ title: "通知数" }),
  },
  order: ["integer"],
  read: async (tx, { after, limit }) => {
    const rows = await listNightlyRuns(tx, { before: after?.[0], limit });
    return rows.map((row) => ({
      row: {
        ...row,
        day: formatDay(row.day),
        startedAt: row.startedAt.toISOString(),
        finishedAt: row.finishedAt?.toISOString() ?? null,
      },
      cursor: [row.day],
    }));
  },
});
