// The columns of a register that was kept on paper (ZB 3.1), by their Chinese headings, and the ways of
// being certified that such a register can tell of.

import type { IdType, LifeSign } from "@lingdai/policy";
import { LIFE_SIGNS } from "@lingdai/policy";

export type RegisterField =
  | "name"
  | "idNumber"
  | "address"
  | "phone"
  | "street"
  | "community"
  | "certifiedOn"
  | "kind"
  | "idType";

export interface RegisterColumn {
  readonly field: RegisterField;
  readonly heading: string;
  readonly need: "required" | "optional";
  readonly width: number;
  readonly hint: string;
}

export const REGISTER_COLUMNS: readonly RegisterColumn[] = [
  { field: "name", heading: "姓名", need: "required", width: 12, hint: "与证件上一致" },
  {
    field: "idNumber",
    heading: "身份证号码",
    need: "required",
    width: 22,
    hint: "18 位；本列是文本格式，请不要改成数字",
  },
  { field: "address", heading: "家庭住址", need: "optional", width: 32, hint: "照登记簿填写" },
  { field: "phone", heading: "联系电话", need: "optional", width: 16, hint: "照登记簿填写" },
  { field: "street", heading: "街道（乡镇）", need: "optional", width: 16, hint: "照登记簿填写" },
  {
    field: "community",
    heading: "社区（村居）",
    need: "optional",
    width: 16,
    hint: "照登记簿填写",
  },
  {
    field: "certifiedOn",
    heading: "认证日期",
    need: "required",
    width: 14,
    hint: "本人前来的日期，如 2026-05-08",
  },
  {
    field: "kind",
    heading: "认证方式",
    need: "optional",
    width: 16,
    hint: "从下拉选项中选；不填为“社区认证”",
  },
  {
    field: "idType",
    heading: "证件类型",
    need: "optional",
    width: 26,
    hint: "从下拉选项中选；不填为“居民身份证”",
  },
];

export function headingOf(field: RegisterField): string {
  return REGISTER_COLUMNS.find((column) => column.field === field)?.heading ?? field;
}

/** Reading: what people at a desk or on a visit see with their own eyes; apps and data tell themselves. */
const KINDS = [
  "community",
  "counter",
  "home-visit",
  "video",
  "proxy",
  "activity-signin",
  "condolence-visit",
  "household-survey",
] as const satisfies readonly LifeSign[];
export const DEFAULT_KIND: LifeSign = "community";

/** By the words in the drop-down. */
export const KINDS_BY_WORD: ReadonlyMap<string, LifeSign> = new Map(
  KINDS.map((kind) => [LIFE_SIGNS[kind].zh, kind]),
);
export const ID_TYPES_BY_WORD: ReadonlyMap<string, IdType> = new Map<string, IdType>([
  ["居民身份证", "resident-id"],
  ["护照", "passport"],
  ["港澳居民来往内地通行证", "hkmo-permit"],
  ["台湾居民来往大陆通行证", "taiwan-permit"],
  ["外国人永久居留身份证", "foreign-permanent-resident"],
]);

/** As many as a clerk types in a day or two; more are handed in as several files. */
export const REGISTER_ROWS_MAX = 500;
