// What follows decisions: feedback to sources (SC 9), retractions (SC 27), death lists (SC 22), the
// notices of a day, reported changes of the record (WH 6).

import { firstOfMonth, formatDay, LOSS_SIGNS, NOTICES } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import {
  listDeathLists,
  listFeedback,
  listNotices,
  listRecordChanges,
  listRetractions,
} from "@lingdai/store";
import { Type } from "typebox";

import { codeOf, DateText, orNull, readDay } from "../civil-dates.ts";
import { BODIES, FEEDBACK_STATES, MESSAGE_STATES, RECIPIENTS } from "../desk-words.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";

const Month = Type.Optional(
  Type.String({ pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$", description: "月份，不填为本月" }),
);

export function feedbackList({ keyring }: Database) {
  return defineList({
    path: "/feedback-cases",
    name: "FeedbackCases",
    summary: "待来源更正的信息",
    tag: "反馈",
    about: "people",
    filters: { source: Type.Optional(Type.String({ maxLength: 100 })) },
    row: {
      feedbackId: Type.Integer({ title: "反馈编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      person: PersonSchema,
      source: Type.String({ title: "来源" }),
      ref: Type.String({ title: "来源编号" }),
      lossKind: codeOf(LOSS_SIGNS, { title: "丧失信息" }),
      occurredOn: Type.String({ format: "date", title: "发生日期" }),
      state: codeOf(FEEDBACK_STATES, { title: "状态" }),
      openedOn: Type.String({ format: "date", title: "发起日期" }),
      timesOpened: Type.Integer({ title: "第几次发起" }),
    },
    order: ["integer"],
    read: async (tx, { filters, after, limit }) => {
      const rows = await listFeedback(tx, { source: filters.source, after: after?.[0], limit });
      return rows.map(({ sealed, occurredOn, openedOn, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          occurredOn: formatDay(occurredOn),
          openedOn: formatDay(openedOn),
        },
        cursor: [row.feedbackId],
      }));
    },
  });
}

export function retractionList({ keyring }: Database) {
  return defineList({
    path: "/retractions",
    name: "Retractions",
    summary: "待确认收到的更正通知",
    tag: "反馈",
    about: "people",
    filters: {},
    row: {
      retractionId: Type.Integer({ title: "更正编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      person: PersonSchema,
      lossKind: codeOf(LOSS_SIGNS, { title: "丧失信息" }),
      recipient: Type.String({ title: "通知对象" }),
      openedOn: Type.String({ format: "date", title: "发起日期" }),
    },
    order: ["integer"],
    read: async (tx, { after, limit }) => {
      const rows = await listRetractions(tx, { after: after?.[0], limit });
      return rows.map(({ sealed, openedOn, ...row }) => ({
        row: { ...row, person: maskedPerson(keyring, sealed), openedOn: formatDay(openedOn) },
        cursor: [row.retractionId],
      }));
    },
  });
}

export function deathLists() {
  return defineList({
    path: "/death-lists",
    name: "DeathLists",
    summary: "已报的死亡名单",
    tag: "反馈",
    about: "facts",
    filters: { month: Month },
    row: {
      body: codeOf(BODIES, { title: "报送单位类别" }),
      place: Type.String({ title: "区划或单位编号" }),
      month: Type.String({ format: "date", title: "月份" }),
      deaths: Type.Integer({ title: "死亡人数", description: "0 为“无”" }),
      filedOn: Type.String({ format: "date", title: "报送日期" }),
    },
    order: ["text", "text"],
    read: async (tx, { asOf, filters, after, limit }) => {
      const month = filters.month === undefined ? asOf : readDay("month", `${filters.month}-01`);
      const rows = await listDeathLists(tx, {
        month: firstOfMonth(month),
        after: after === undefined ? undefined : { body: after[0], place: after[1] },
        limit,
      });
      return rows.map((row) => ({
        row: { ...row, month: formatDay(row.month), filedOn: formatDay(row.filedOn) },
        cursor: [row.body, row.place],
      }));
    },
  });
}

export function noticeList({ keyring }: Database) {
  return defineList({
    path: "/notices",
    name: "Notices",
    summary: "一天发出的通知",
    tag: "通知",
    about: "people",
    filters: { issuedOn: Type.Optional(DateText), notice: Type.Optional(codeOf(NOTICES)) },
    row: {
      noticeId: Type.Integer({ title: "通知编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      number: Type.Integer({ title: "待遇序号" }),
      person: PersonSchema,
      notice: codeOf(NOTICES, { title: "通知" }),
      issuedOn: Type.String({ format: "date", title: "日期" }),
      recipient: orNull(codeOf(RECIPIENTS), "通知对象"),
      state: orNull(codeOf(MESSAGE_STATES), "发送状态"),
    },
    order: ["integer"],
    read: async (tx, { asOf, filters, after, limit }) => {
      const { issuedOn, notice } = filters;
      const day = issuedOn === undefined ? asOf : readDay("issuedOn", issuedOn);
      const rows = await listNotices(tx, { issuedOn: day, notice, after: after?.[0], limit });
      return rows.map(({ sealed, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          issuedOn: formatDay(row.issuedOn),
        },
        cursor: [row.noticeId],
      }));
    },
  });
}

/** How far back reported changes are listed unless a day is named. */
const CHANGES_DAYS = 31;

export function recordChangeList() {
  return defineList({
    path: "/record-changes",
    name: "RecordChanges",
    summary: "已报告的基础信息变更",
    tag: "人员",
    about: "people",
    filters: { reportedFrom: Type.Optional(DateText) },
    row: {
      changeId: Type.Integer({ title: "变更编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      fields: Type.Array(Type.String(), { title: "变更内容" }),
      changedOn: Type.String({ format: "date", title: "变更日期" }),
      reportedOn: Type.String({ format: "date", title: "报告日期" }),
      dueOn: Type.String({ format: "date", title: "应报告日期" }),
      isLate: Type.Boolean({ title: "是否迟报" }),
    },
    order: ["integer"],
    read: async (tx, { asOf, filters, after, limit }) => {
      const given = filters.reportedFrom;
      const reportedFrom =
        given === undefined ? asOf - CHANGES_DAYS : readDay("reportedFrom", given);
      const rows = await listRecordChanges(tx, { reportedFrom, after: after?.[0], limit });
      return rows.map((row) => ({
        row: {
          ...row,
          fields: [...row.fields],
          changedOn: formatDay(row.changedOn),
          reportedOn: formatDay(row.reportedOn),
          dueOn: formatDay(row.dueOn),
        },
        cursor: [row.changeId],
      }));
    },
  });
}
