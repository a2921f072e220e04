// Paper registers as clerks type them, for tests: a workbook of the columns that ZB 3.1 asks for.

import type { Cell } from "../../src/export/table.ts";
import { writeDrawnSheets } from "../../src/export/write-drawn-sheets.ts";

export const HEADER = [
  "姓名",
  "身份证号码",
  "家庭住址",
  "联系电话",
  "街道（乡镇）",
  "社区（村居）",
  "认证日期",
  "认证方式",
];

export async function register(
  header: readonly Cell[],
  ...rows: readonly (readonly Cell[])[]
): Promise<Buffer> {
  return await writeDrawnSheets([
    {
      name: "登记",
      orientation: "landscape",
      columns: header.map(() => ({ width: 12 })),
      rows: [header, ...rows].map((row) => ({
        cells: row.map((value) => ({ value, style: "text" as const })),
      })),
    },
  ]);
}

export function rowOf(
  person: { readonly idNumber: Cell; readonly name: string },
  date: string,
  kind = "",
): readonly Cell[] {
  return [
    person.name,
    person.idNumber,
    "张店区某路1号",
    "13800000000",
    "某街道",
    "某社区",
    date,
    kind,
  ];
}
