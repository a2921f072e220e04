// What waits for another person: certifications for their two reviews (SC 11), high-risk applications
// for their three signatures (SC 29).

import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  formatDay,
  INSURANCES,
  SIGNS,
  STOP_REASONS,
} from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { listApplicationsToSign, listCertificationsInReview } from "@lingdai/store";
import { Type } from "typebox";

import { codeIn, codeOf, orNull } from "../civil-dates.ts";
import { CERTIFICATION_STATES, HIGH_RISK_ACTIONS } from "../desk-words.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";

export function reviewList({ keyring }: Database) {
  return defineList({
    path: "/certifications",
    name: "CertificationsInReview",
    summary: "待审核的认证",
    tag: "认证",
    about: "people",
    filters: {
      state: Type.Optional(
        Type.Enum(["submitted", "first-reviewed"], {
          default: "submitted",
          description: "submitted 待初审、first-reviewed 待复核",
        }),
      ),
    },
    row: {
      certificationId: Type.Integer({ title: "认证编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      person: PersonSchema,
      policy: Type.String({ title: "政策" }),
      kind: codeOf(SIGNS, { title: "认证方式" }),
      occurredOn: Type.String({ format: "date", title: "认证日期" }),
      submittedOn: Type.String({ format: "date", title: "提交日期" }),
      submittedByName: orNull(Type.String(), "提交人"),
      state: codeOf(CERTIFICATION_STATES, { title: "状态" }),
      isOwn: Type.Boolean({ title: "本人提交或已审", description: "须由别人审核" }),
    },
    order: ["integer"],
    read: async (tx, { staff, filters, after, limit }) => {
      const { state = "submitted" } = filters;
      const rows = await listCertificationsInReview(tx, { state, after: after?.[0], limit });
      return rows.map(
        ({ sealed, occurredOn, submittedOn, submittedBy, firstReviewerId, ...row }) => ({
          row: {
            ...row,
            person: maskedPerson(keyring, sealed),
            occurredOn: formatDay(occurredOn),
            submittedOn: formatDay(submittedOn),
            isOwn: submittedBy === staff.staffId || firstReviewerId === staff.staffId,
          },
          cursor: [row.certificationId],
        }),
      );
    },
  });
}

export function applicationList({ keyring }: Database) {
  return defineList({
    path: "/applications",
    name: "Applications",
    summary: "待签字的高风险业务",
    tag: "发放",
    about: "people",
    filters: {
      action: Type.Optional(codeOf(HIGH_RISK_ACTIONS)),
      signatures: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 2, description: "已有几个签字：0、1、2" }),
      ),
    },
    row: {
      applicationId: Type.Integer({ title: "业务编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      number: Type.Integer({ title: "待遇序号" }),
      person: PersonSchema,
      action: codeOf(HIGH_RISK_ACTIONS, { title: "业务" }),
      wasTerminated: Type.Boolean({ title: "曾终止" }),
      openedOn: Type.String({ format: "date", title: "发起日期" }),
      openedBy: orNull(Type.Integer(), "发起人编号"),
      signatures: Type.Integer({ title: "已签字数" }),
      insurance: codeOf(INSURANCES, { title: "险种" }),
      kind: codeOf(BENEFIT_KINDS, { title: "待遇类别" }),
      payDivision: Type.String({ title: "发放地区划" }),
      status: codeOf(BENEFIT_STATUSES, { title: "待遇状态" }),
      stopReason: orNull(codeOf(STOP_REASONS), "暂停或停发原因"),
    },
    order: ["integer"],
    read: async (tx, { filters, after, limit }) => {
      const { action, signatures } = filters;
      const rows = await listApplicationsToSign(tx, {
        action: codeIn(HIGH_RISK_ACTIONS, action),
        signatures,
        after: after?.[0],
        limit,
      });
      return rows.map(({ sealed, openedOn, ...row }) => ({
        row: { ...row, person: maskedPerson(keyring, sealed), openedOn: formatDay(openedOn) },
        cursor: [row.applicationId],
      }));
    },
  });
}
