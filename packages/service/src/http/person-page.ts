// The page of one person as the API shows it: what they are paid, where it stands, what is open, how it
// came to this, and which commands the viewer may give here. Knows no personal data but divisions.

import {
  BANDS,
  bandSince,
  commandsOnEntitlement,
  commandsOnPerson,
  formatDay,
  NOTICES,
  SIGNS,
} from "@lingdai/policy";
import type { Body, Day, EntitlementAtHand } from "@lingdai/policy";
import type { PersonPage, SignedIn } from "@lingdai/store";
import { Type } from "typebox";

import type { MarkedRow, SourceMarks } from "../source-marks.ts";
import { codeOf, DateText, dateOrNull, OptionalDate, orNull } from "./civil-dates.ts";
import {
  APPLICATION_STATES,
  CERTIFICATION_STATES,
  FAILED_ATTEMPT_WORDS,
  HIGH_RISK_ACTIONS,
} from "./desk-words.ts";
import { STANDING_FIELDS } from "./entitlement-schema.ts";
import { PersonSchema } from "./masked-person.ts";

const Commands = Type.Array(Type.String(), { description: "您在这里可以办理的业务" });

export const PersonPageSchema = Type.Object({
  beneficiaryId: Type.Integer(),
  person: PersonSchema,
  sex: orNull(Type.String(), "性别"),
  birthDate: OptionalDate,
  householdDivision: orNull(Type.String(), "户籍地区划"),
  residenceDivision: orNull(Type.String(), "居住地区划"),
  isComplete: Type.Boolean({ description: "电话、户籍地址、居住地址是否齐全" }),
  entitlements: Type.Array(
    Type.Object({
      ...STANDING_FIELDS,
      since: DateText,
      monthlyAmount: orNull(Type.String(), "月待遇（元）"),
      unitCode: orNull(Type.String(), "单位编号"),
      relationship: orNull(Type.String(), "与职工关系"),
      incapacity: orNull(Type.String(), "劳动能力"),
      statusSince: OptionalDate,
      isLocked: Type.Boolean({ description: "因死亡锁定（川 36）" }),
      band: orNull(codeOf(BANDS), "未认证时间段"),
      commands: Commands,
    }),
  ),
  commands: Commands,
  tasks: Type.Array(
    Type.Object({
      taskId: Type.Integer(),
      number: Type.Integer(),
      reason: Type.String(),
      body: Type.String(),
      openedOn: DateText,
      dueOn: DateText,
      assigneeId: orNull(Type.Integer(), "经办人编号"),
    }),
  ),
  applications: Type.Array(
    Type.Object({
      applicationId: Type.Integer(),
      number: Type.Integer(),
      action: codeOf(HIGH_RISK_ACTIONS),
      state: codeOf(APPLICATION_STATES),
      wasTerminated: Type.Boolean(),
      openedOn: DateText,
      closedOn: OptionalDate,
      signers: Type.Array(Type.Integer(), { description: "依次签字的人" }),
    }),
  ),
  certifications: Type.Array(
    Type.Object({
      certificationId: Type.Integer(),
      kind: codeOf(SIGNS),
      state: codeOf(CERTIFICATION_STATES),
      occurredOn: DateText,
    }),
    { description: "等待审核的认证" },
  ),
  conclusions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      decidedOn: DateText,
      conclusion: orNull(Type.String(), "认证结论"),
      pendingReason: orNull(Type.String(), "待核实原因"),
      deadline: OptionalDate,
      basis: Type.Array(Type.String()),
      decidedBy: Type.Array(Type.String()),
    }),
  ),
  statuses: Type.Array(
    Type.Object({
      number: Type.Integer(),
      changedOn: DateText,
      status: Type.String(),
      stopReason: orNull(Type.String(), "暂停或停发原因"),
      lossKind: orNull(Type.String(), "丧失信息"),
      cites: Type.Array(Type.String()),
    }),
  ),
  notices: Type.Array(
    Type.Object({ number: Type.Integer(), notice: codeOf(NOTICES), issuedOn: DateText }),
  ),
  failedAttempts: Type.Array(
    Type.Object({
      occurredOn: DateText,
      arrivedOn: DateText,
      source: Type.String(),
      ref: Type.String(),
      reason: orNull(codeOf(FAILED_ATTEMPT_WORDS), "原因"),
      remindedOn: orNull(DateText, "因此再次提醒的日期"),
    }),
    { description: "手机应用中没有成功的认证；不是认证信息，不改变结论" },
  ),
});

/** The page in the API's words; the person's own data are added masked or not at all. */
export function pageWords(
  page: PersonPage,
  staff: SignedIn,
  asOf: Day,
  marksOf: (row: MarkedRow) => SourceMarks,
) {
  const { entitlements, tasks, applications, certifications } = page;
  const atHand = new Map(
    entitlements.map((each) => [each.number, atHandOf(page, each.number, staff)]),
  );
  const commandsOf = (number: number): string[] => {
    const entitlement = atHand.get(number);
    return entitlement === undefined ? [] : [...commandsOnEntitlement(staff, entitlement)];
  };
  return {
    beneficiaryId: page.beneficiaryId,
    sex: page.sex,
    birthDate: dateOrNull(page.birthDate),
    householdDivision: page.householdDivision,
    residenceDivision: page.residenceDivision,
    isComplete: page.hasPhone && page.hasHousehold && page.hasResidence,
    commands: [...commandsOnPerson(staff, [...atHand.values()])],
    entitlements: entitlements.map(({ anchorOn, anchorBy, anchorSource, ...each }) => ({
      ...each,
      ...marksOf({ anchorSource, payDivision: each.payDivision }),
      basis: [...each.basis],
      decidedBy: [...each.decidedBy],
      since: formatDay(each.since),
      statusSince: dateOrNull(each.statusSince),
      deadline: dateOrNull(each.deadline),
      lastCertifiedOn: dateOrNull(anchorBy === null ? null : anchorOn),
      lastCertifiedBy: anchorBy,
      band: bandOfEntitlement({ ...each, anchorOn }, asOf),
      commands: commandsOf(each.number),
    })),
    tasks: tasks.map((each) => ({
      ...each,
      openedOn: formatDay(each.openedOn),
      dueOn: formatDay(each.dueOn),
    })),
    applications: applications.map((each) => ({
      ...each,
      openedOn: formatDay(each.openedOn),
      closedOn: dateOrNull(each.closedOn),
      signers: [...each.signers],
    })),
    certifications: certifications.map((each) => ({
      ...each,
      occurredOn: formatDay(each.occurredOn),
    })),
    ...historyWords(page),
  };
}

function historyWords({ conclusions, statuses, notices, failedAttempts }: PersonPage) {
  return {
    conclusions: conclusions.map((each) => ({
      ...each,
      basis: [...each.basis],
      decidedBy: [...each.decidedBy],
      decidedOn: formatDay(each.decidedOn),
      deadline: dateOrNull(each.deadline),
    })),
    statuses: statuses.map((each) => ({
      ...each,
      cites: [...each.cites],
      changedOn: formatDay(each.changedOn),
    })),
    notices: notices.map((each) => ({ ...each, issuedOn: formatDay(each.issuedOn) })),
    failedAttempts: failedAttempts.map((each) => ({
      ...each,
      occurredOn: formatDay(each.occurredOn),
      arrivedOn: formatDay(each.arrivedOn),
      remindedOn: dateOrNull(each.remindedOn),
    })),
  };
}

function bandOfEntitlement(
  entitlement: {
    readonly anchorOn: Day | null;
    readonly conclusion: string | null;
    readonly status: string;
  },
  asOf: Day,
) {
  const { anchorOn, conclusion, status } = entitlement;
  if (anchorOn === null || conclusion === "lost" || status === "terminated") return null;
  return bandSince(anchorOn, asOf) ?? null;
}

function atHandOf(
  { entitlements, tasks, applications }: PersonPage,
  number: number,
  { staffId }: SignedIn,
): EntitlementAtHand {
  const entitlement = entitlements.find((each) => each.number === number);
  return {
    status: (entitlement?.status ?? "paying") as EntitlementAtHand["status"],
    isLocked: entitlement?.isLocked ?? false,
    taskBody: tasks.find((each) => each.number === number)?.body as Body | undefined,
    openApplications: applications
      .filter((each) => each.number === number && each.state === "open")
      .map(({ signers }) => ({
        signatures: signers.length,
        signedBy: signers.includes(staffId) ? "me" : "others",
      })),
  };
}
