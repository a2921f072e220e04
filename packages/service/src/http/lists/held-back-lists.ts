// Payments that are held back for long: the standing clean-up (SC 30), stops that are tracked (D12); and
// results on public display with the objections to them (WH 7.1).

import {
  BENEFIT_KINDS,
  CONCLUSIONS,
  formatDay,
  INSURANCES,
  PENDING_REASONS,
  STOP_REASONS,
} from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { beneficiaryIdOf, listCleanUp, listDisplays, listTracking } from "@lingdai/store";
import { Type } from "typebox";

import { codeIn, codeOf, DateText, dateOrNull, orNull } from "../civil-dates.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";

const HELD = {
  beneficiaryId: Type.Integer({ title: "人员编号" }),
  number: Type.Integer({ title: "待遇序号" }),
  person: PersonSchema,
  insurance: codeOf(INSURANCES, { title: "险种" }),
  kind: codeOf(BENEFIT_KINDS, { title: "待遇类别" }),
  payDivision: Type.String({ title: "发放地区划" }),
};

export function cleanUpList({ keyring }: Database) {
  return defineList({
    path: "/lists/clean-up",
    name: "CleanUp",
    summary: "暂停满三个月未处理人员",
    tag: "名单",
    about: "people",
    filters: {
      payDivision: Type.Optional(
        Type.String({ pattern: "^[0-9]{6}$", description: "发放的县（区）；不填为自己的管辖范围" }),
      ),
    },
    row: {
      ...HELD,
      residenceDivision: orNull(Type.String(), "居住地区划"),
      stopReason: orNull(codeOf(STOP_REASONS), "暂停原因"),
      conclusion: orNull(codeOf(CONCLUSIONS), "认证结论"),
      pendingReason: orNull(codeOf(PENDING_REASONS), "待核实原因"),
      suspendedOn: orNull(DateText, "暂停日期"),
    },
    order: ["integer", "integer", "integer"],
    read: async (tx, { asOf, filters, after, limit }) => {
      const query = { payDivision: filters.payDivision, after: afterOf(after), limit };
      const rows = await listCleanUp(tx, asOf, query);
      return rows.map(({ sealed, since, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          suspendedOn: dateOrNull(since),
        },
        cursor: [since ?? 0, row.beneficiaryId, row.number],
      }));
    },
  });
}

export function trackingList({ keyring }: Database) {
  return defineList({
    path: "/lists/tracking",
    name: "Tracking",
    summary: "停发满一年待跟踪人员",
    tag: "名单",
    about: "people",
    filters: { stopReason: Type.Optional(codeOf(STOP_REASONS)) },
    row: {
      ...HELD,
      stopReason: codeOf(STOP_REASONS, { title: "停发原因" }),
      stoppedOn: Type.String({ format: "date", title: "停发日期" }),
      openedOn: Type.String({ format: "date", title: "列入跟踪日期" }),
    },
    order: ["integer", "integer", "integer"],
    read: async (tx, { filters, after, limit }) => {
      const stopReason = codeIn(STOP_REASONS, filters.stopReason);
      const rows = await listTracking(tx, { stopReason, after: afterOf(after), limit });
      return rows.map(({ sealed, since, openedOn, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          stoppedOn: formatDay(since),
          openedOn: formatDay(openedOn),
        },
        cursor: [since, row.beneficiaryId, row.number],
      }));
    },
  });
}

export function displayList({ keyring }: Database) {
  return defineList({
    path: "/public-displays",
    name: "PublicDisplays",
    summary: "认证结果公示",
    tag: "名单",
    about: "people",
    filters: {
      show: Type.Optional(
        Type.Enum(["displayed", "objected"], {
          description: "displayed 正在公示（默认）、objected 有异议待处理",
        }),
      ),
    },
    row: {
      displayId: Type.Integer({ title: "公示编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      number: Type.Integer({ title: "待遇序号" }),
      person: PersonSchema,
      residenceDivision: orNull(Type.String(), "居住地区划"),
      shownOn: Type.String({ format: "date", title: "公示起" }),
      untilOn: Type.String({ format: "date", title: "公示止" }),
      objectedOn: orNull(DateText, "提出异议日期"),
      suspendOn: orNull(DateText, "不处理则暂停的日期"),
    },
    order: ["integer", "integer"],
    read: async (tx, { asOf, filters, after, limit }) => {
      const rows = await listDisplays(tx, {
        show: filters.show ?? "displayed",
        day: asOf,
        after: after === undefined ? undefined : { untilOn: after[0], displayId: after[1] },
        limit,
      });
      return rows.map(({ sealed, untilOn, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          shownOn: formatDay(row.shownOn),
          untilOn: formatDay(untilOn),
          objectedOn: dateOrNull(row.objectedOn),
          suspendOn: dateOrNull(row.suspendOn),
        },
        cursor: [untilOn, row.displayId],
      }));
    },
  });
}

function afterOf(after: readonly [number, number, number] | undefined) {
  if (after === undefined) return undefined;
  const [since, beneficiaryId, number] = after;
  return { since, beneficiaryId: beneficiaryIdOf(beneficiaryId), number };
}
