// An entitlement and where it stands, as lists and pages show it.

import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  CONCLUSIONS,
  INSURANCES,
  PENDING_REASONS,
  SIGNS,
  STOP_REASONS,
} from "@lingdai/policy";
import { Type } from "typebox";

import { codeOf, DateText, orNull } from "./civil-dates.ts";

/** What every entitlement shows, in a list as on a page. */
export const STANDING_FIELDS = {
  number: Type.Integer({ title: "待遇序号", description: "该人员的第几项待遇，从 0 起" }),
  policy: Type.Union([Type.String(), Type.Null()], { title: "政策" }),
  insurance: codeOf(INSURANCES, { title: "险种" }),
  kind: codeOf(BENEFIT_KINDS, { title: "待遇类别" }),
  payDivision: Type.String({ title: "发放地区划" }),
  status: codeOf(BENEFIT_STATUSES, { title: "待遇状态" }),
  stopReason: orNull(codeOf(STOP_REASONS), "暂停或停发原因"),
  conclusion: orNull(codeOf(CONCLUSIONS), "认证结论"),
  pendingReason: orNull(codeOf(PENDING_REASONS), "待核实原因"),
  lastCertifiedOn: orNull(DateText, "最近认证日期"),
  lastCertifiedBy: orNull(codeOf(SIGNS), "最近认证方式"),
  certifiedBySource: orNull(Type.String(), "认证信息来源"),
  isSourceLate: Type.Boolean({
    title: "来源迟到",
    description: "最近一次认证所依据的来源该来而没有来",
  }),
  isClockHeld: Type.Boolean({ title: "暂不计时", description: "经办机构因来源迟到暂停计时" }),
  deadline: orNull(DateText, "认证截止日期"),
  basis: Type.Array(Type.String(), { title: "依据条款", description: "依据的条款" }),
  decidedBy: Type.Array(Type.String(), {
    title: "决定记录",
    description: "决定结论的记录，来源:编号",
  }),
} as const;
