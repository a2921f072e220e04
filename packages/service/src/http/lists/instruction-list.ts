// What payment systems were told to do, instruction by instruction, and what they answered.

import { BENEFIT_KINDS, formatDay, INSURANCES, STOP_REASONS } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import { listInstructions, RECEIPT_STANDS } from "@lingdai/store";
import { Type } from "typebox";

import { codeIn, codeOf, orNull } from "../civil-dates.ts";
import { INSTRUCTIONS, RECEIPTS } from "../desk-words.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { defineList } from "./list.ts";
import { DivisionFilter, placeOf } from "./place-of-list.ts";

export function instructionList({ keyring }: Database) {
  return defineList({
    path: "/payment-instructions",
    name: "PaymentInstructions",
    summary: "给支付系统的指令及回执",
    tag: "支付",
    // Payment is the business of agencies; service points and units see their people's notices.
    command: "close-payment-incident",
    about: "people",
    filters: {
      division: DivisionFilter,
      instruction: Type.Optional(codeOf(INSTRUCTIONS)),
      receipt: Type.Optional(
        Type.Enum([...RECEIPT_STANDS], {
          description: "waiting 还没有回执、done 已执行、refused 拒绝",
        }),
      ),
    },
    row: {
      payDivision: Type.String({ title: "发放地区划" }),
      instructionNumber: Type.Integer({ title: "指令编号" }),
      beneficiaryId: Type.Integer({ title: "人员编号" }),
      number: Type.Integer({ title: "待遇序号" }),
      person: PersonSchema,
      insurance: codeOf(INSURANCES, { title: "险种" }),
      kind: codeOf(BENEFIT_KINDS, { title: "待遇类别" }),
      instruction: codeOf(INSTRUCTIONS, { title: "指令" }),
      effectiveOn: Type.String({ format: "date", title: "生效日期" }),
      months: orNull(Type.Array(Type.String()), "补发月份"),
      stopReason: orNull(codeOf(STOP_REASONS), "停发原因"),
      amount: orNull(Type.String(), "金额"),
      fileNumber: orNull(Type.Integer(), "文件编号，空为尚未发出"),
      receipt: orNull(codeOf(RECEIPTS), "回执"),
    },
    order: ["text", "integer"],
    read: async (tx, { staff, filters, after, limit }) => {
      const { division, instruction, receipt } = filters;
      const rows = await listInstructions(tx, {
        within: placeOf(staff, division).code,
        instruction: codeIn(INSTRUCTIONS, instruction),
        receipt,
        after:
          after === undefined ? undefined : { payDivision: after[0], instructionNumber: after[1] },
        limit,
      });
      return rows.map(({ sealed, effectiveOn, months, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          effectiveOn: formatDay(effectiveOn),
          months: months?.map((day) => formatDay(day).slice(0, 7)) ?? null,
        },
        cursor: [row.payDivision, row.instructionNumber],
      }));
    },
  });
}
