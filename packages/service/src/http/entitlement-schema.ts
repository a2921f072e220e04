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

import { codeOf, OptionalDate } from "./civil-dates.ts";

/** What every entitlement shows, in a list as on a page. */
export const STANDING_FIELDS = {
  number: Type.Integer({ description: "该人员的第几项待遇，从 0 起" }),
  policy: Type.Union([Type.String(), Type.Null()]),
  insurance: codeOf(INSURANCES),
  kind: codeOf(BENEFIT_KINDS),
  payDivision: Type.String(),
  status: codeOf(BENEFIT_STATUSES),
  stopReason: Type.Union([codeOf(STOP_REASONS), Type.Null()]),
  conclusion: Type.Union([codeOf(CONCLUSIONS), Type.Null()]),
  pendingReason: Type.Union([codeOf(PENDING_REASONS), Type.Null()]),
  lastCertifiedOn: OptionalDate,
  lastCertifiedBy: Type.Union([codeOf(SIGNS), Type.Null()]),
  deadline: OptionalDate,
  basis: Type.Array(Type.String(), { description: "依据的条款" }),
  decidedBy: Type.Array(Type.String(), { description: "决定结论的记录，来源:编号" }),
} as const;
