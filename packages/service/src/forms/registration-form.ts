// SX annex 2: those of a unit who are registered outside the province (SX 3.2.3), for the ministry's
// platform. The form's own note says which columns need not be filled in; those stay empty.
//
// Reading: columns 1 and 2 are divisions of six digits, the insured place being the province as such;
// 7, 9 to 12 and 14 stay empty; the last two, which the published text has lost, are taken to be postal
// code and telephone. Somebody is registered outside the province by the household on file, where none
// is on file by the first digits of the resident's number; whether they hold a social-security card is
// on no record, so nobody is left out for it.

import type { IdType } from "@lingdai/policy";
import { formatDay } from "@lingdai/policy";
import type { UnitPersonRow } from "@lingdai/store";

import { sexInWords, type UnitOnForm } from "./confirmation-form.ts";
import { emptyRows, UNIT_FEET } from "./form-words.ts";
import type { PersonOnForm } from "./person-on-form.ts";
import type { FormColumn, TableForm } from "./printed-form.ts";

const WIDTHS: readonly (readonly [heading: string, width: number])[] = [
  ["参保地行政区划", 8],
  ["居住地行政区划", 8],
  ["个人编号", 8],
  ["姓名", 8],
  ["性别", 4],
  ["民族", 4],
  ["出生日期", 6],
  ["社会保障号码", 18],
  ["政治面貌", 5],
  ["健康状况", 5],
  ["原工作单位", 6],
  ["离退休类别", 6],
  ["退休日期", 10],
  ["户口所在地", 6],
  ["异地居住地址", 18],
  ["居住地邮编", 6],
  ["联系电话", 11],
];
const COLUMNS: readonly FormColumn[] = WIDTHS.map(([heading, width], at) => ({
  heading,
  width,
  number: at + 1,
  ...(heading === "异地居住地址" ? { align: "left" } : {}),
}));
const EMPTY_ROWS = 10;

const NOTES = [
  "1. 第7栏、第9至12栏、第14栏不用填写，其余各栏必填。",
  "2. 第1、2栏填六位行政区划代码，第1栏填省本级代码。此表可以报送电子版。",
];

export interface OutsidePerson {
  readonly row: UnitPersonRow;
  readonly person: PersonOnForm;
}

export function registrationForm(
  { unitCode, unitName }: UnitOnForm,
  people: readonly OutsidePerson[],
): TableForm {
  return {
    ...emptyRegistrationForm(),
    heads: [`单位名称（章）：${unitName}`, `单位编号：${unitCode}`],
    rows: people.map(rowOf),
  };
}

export function emptyRegistrationForm(): TableForm {
  return {
    sort: "table",
    mark: "附件2",
    title: "外省户籍人员基本信息表",
    heads: ["单位名称（章）：", "单位编号："],
    columns: COLUMNS,
    rows: emptyRows(COLUMNS.length, EMPTY_ROWS),
    notes: NOTES,
    feet: UNIT_FEET,
  };
}

export function isRegisteredOutside(
  { payDivision, householdDivision }: Pick<UnitPersonRow, "payDivision" | "householdDivision">,
  { idType, idNumber }: { readonly idType: IdType; readonly idNumber: string },
): boolean {
  const province = payDivision.slice(0, 2);
  if (householdDivision !== null) return !householdDivision.startsWith(province);
  return idType === "resident-id" && !idNumber.startsWith(province);
}

function rowOf({ row, person }: OutsidePerson): readonly string[] {
  return [
    `${row.payDivision.slice(0, 2)}0000`,
    row.residenceDivision?.slice(0, 6) ?? "",
    String(row.beneficiaryId),
    person.name,
    sexInWords(row.sex),
    "",
    "",
    person.idNumber,
    "",
    "",
    "",
    "",
    formatDay(row.since),
    "",
    person.residenceAddress,
    "",
    person.phone,
  ];
}
