// Whoever tried to certify in an app and failed, and has not been certified since: they need a clerk, a
// home visit or a new model of their face (SX 3.2.2).

import { BENEFIT_KINDS, CONCLUSIONS, formatDay, INSURANCES } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { beneficiaryIdOf, listFailedSinceCertified } from "@lingdai/store";
import { Type } from "typebox";

import { codeIn, codeOf, DateText, dateOrNull, orNull } from "../civil-dates.ts";
import { FAILED_ATTEMPT_WORDS } from "../desk-words.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";
import { placeOf } from "./place-of-list.ts";

export function failedAttemptList({ keyring }: Database) {
  return defineList({
    path: "/lists/failed-attempts",
    name: "FailedAttempts",
    summary: "手机认证未成功、此后仍未认证的人员",
    tag: "名单",
    about: "people",
    filters: { reason: Type.Optional(codeOf(FAILED_ATTEMPT_WORDS)) },
    row: {
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      number: Type.Integer({ title: "待遇序号" }),
      person: PersonSchema,
      insurance: codeOf(INSURANCES, { title: "险种" }),
      kind: codeOf(BENEFIT_KINDS, { title: "待遇类别" }),
      payDivision: Type.String({ title: "发放地区划" }),
      residenceDivision: orNull(Type.String(), "居住地区划"),
      conclusion: orNull(codeOf(CONCLUSIONS), "认证结论"),
      deadline: orNull(DateText, "认证截止日期"),
      attempts: Type.Integer({ title: "未成功次数" }),
      latestOn: Type.String({ format: "date", title: "最近一次" }),
      latestReason: orNull(codeOf(FAILED_ATTEMPT_WORDS), "最近一次的原因"),
    },
    order: ["integer", "integer"],
    read: async (tx, { staff, filters, after, limit }) => {
      const rows = await listFailedSinceCertified(tx, {
        place: placeOf(staff, undefined),
        reason: codeIn(FAILED_ATTEMPT_WORDS, filters.reason),
        after:
          after === undefined
            ? undefined
            : { beneficiaryId: beneficiaryIdOf(after[0]), number: after[1] },
        limit,
      });
      return rows.map(({ sealed, deadline, latestOn, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          deadline: dateOrNull(deadline),
          latestOn: formatDay(latestOn),
        },
        cursor: [row.beneficiaryId, row.number],
      }));
    },
  });
}
