// SX annex 1: the form on which a unit confirms those whom it was asked to verify (SX 3.1). What is on
// record is filled in; what only the unit knows is left for its hand.
//
// Reading: of the annex's headings some can only be guessed in the published text. The reason for which
// somebody had to be verified is taken to be one of them; the place, state of health and state of payment
// are taken to stand below "found to qualify".

import {
  BENEFIT_STATUSES,
  formatDay,
  SIGNS,
  STOP_REASONS,
  VERIFICATION_SOURCE,
} from "@lingdai/policy";
import type { UnitTaskRow } from "@lingdai/store";

import { emptyRows, UNIT_FEET, wordOf } from "./form-words.ts";
import type { PersonOnForm } from "./person-on-form.ts";
import type { FormColumn, TableForm } from "./printed-form.ts";

const QUALIFIES = "经确认具备领取资格";
const LOST = "经确认丧失领取资格";

const COLUMNS: readonly FormColumn[] = [
  { heading: "序号", width: 5 },
  { heading: "个人编号", width: 9 },
  { heading: "姓名", width: 9 },
  { heading: "身份证号", width: 18 },
  { heading: "性别", width: 5 },
  { heading: "待核实原因", width: 11 },
  { heading: "确认方式", group: QUALIFIES, width: 11 },
  { heading: "现居住地", group: QUALIFIES, width: 21, align: "left" },
  { heading: "健康状况", group: QUALIFIES, width: 9 },
  { heading: "目前养老金发放状态", group: QUALIFIES, width: 11 },
  { heading: "停发原因", group: LOST, width: 11 },
  { heading: "停发时间", group: LOST, width: 11 },
];
const EMPTY_ROWS = 10;

const NOTES = [
  "1. 已有的信息按档案填好，空白各栏由单位核实后填写，三个月内报送。",
  "2. 经确认具备领取资格、但不能用手机认证的，附现场图片或视频，以及书面确认材料。",
  "3. 长期联系不上、无法确认的，另附书面材料。",
];

/** Why the record asks, in a word or two. */
const REASONS: Readonly<Record<string, string>> = {
  "no-sign": "无认证信息",
  conflict: "信息冲突",
  confirmation: "丧失信息待确认",
  objection: "异议",
};

export interface UnitOnForm {
  readonly unitCode: string;
  readonly unitName: string;
}

export interface VerifiedPerson {
  readonly row: UnitTaskRow;
  readonly person: PersonOnForm;
}

export function confirmationForm(
  { unitCode, unitName }: UnitOnForm,
  year: number,
  people: readonly VerifiedPerson[],
): TableForm {
  return {
    ...emptyConfirmationForm(),
    heads: [`单位名称（章）：${unitName}`, `单位编号：${unitCode}`, `${year} 年度`],
    rows: people.map(rowOf),
  };
}

export function emptyConfirmationForm(): TableForm {
  return {
    sort: "table",
    mark: "附件1",
    title: "领取养老保险待遇资格待核实人员确认表",
    heads: ["单位名称（章）：", "单位编号：", "　　　　年度"],
    columns: COLUMNS,
    rows: emptyRows(COLUMNS.length, EMPTY_ROWS),
    notes: NOTES,
    feet: UNIT_FEET,
  };
}

function rowOf({ row, person }: VerifiedPerson, at: number): readonly string[] {
  const { beneficiaryId, sex, reason, status } = row;
  const isEligible = row.outcome === "eligible" && row.conclusion === "eligible";
  const isLost = row.conclusion === "lost" || status === "stopped" || status === "terminated";
  const isHeld = isLost && status !== "paying" && row.statusSince !== null;
  return [
    String(at + 1),
    String(beneficiaryId),
    person.name,
    person.idNumber,
    sexInWords(sex),
    REASONS[reason] ?? reason,
    isEligible ? confirmedHow(row) : "",
    person.residenceAddress,
    "",
    wordOf(BENEFIT_STATUSES, status),
    isHeld ? wordOf(STOP_REASONS, row.stopReason) : "",
    isHeld && row.statusSince !== null ? formatDay(row.statusSince) : "",
  ];
}

function confirmedHow({ anchorSource, anchorBy }: UnitTaskRow): string {
  return anchorSource === VERIFICATION_SOURCE ? "现场核实" : wordOf(SIGNS, anchorBy);
}

export function sexInWords(sex: string | null): string {
  if (sex === null) return "";
  return sex === "male" ? "男" : "女";
}
