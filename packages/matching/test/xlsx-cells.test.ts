// What the cells of a workbook say, form by form (FORMATS section 2: a date cell is its date, a
// number its plain decimal text, `line` the row number + 1).

import assert from "node:assert/strict";
import { test } from "node:test";

import { formatDay } from "@lingdai/policy";

import { aFolder } from "./evaluation-fixture.ts";
import { readAsObservations } from "./source-rows.ts";
import type { Cell, Cells, WorkbookSpec } from "./workbook-fixture.ts";
import { aWorkbook, date, escaped, formula, number, shared, text } from "./workbook-fixture.ts";

const HEADER: Cells = ["id_number", "name", "ref", "occurred_on"];

/** The texts that one cell in the column `ref` gives, and whether its row can be read. */
async function read(
  folder: string,
  cell: Cell,
  spec: Partial<WorkbookSpec> = {},
): Promise<{ readonly ref: string | undefined; readonly isReadable: boolean | undefined }> {
  const rows: readonly Cells[] = [HEADER, ["1", "李秀英", cell, date("2023-04-05")]];
  const workbook = aWorkbook({ sheets: [{ rows }], ...spec });
  const file = await readAsObservations(folder, "cells.xlsx", workbook);
  return { ref: file.rows[0]?.asRead["ref"], isReadable: file.rows[0]?.isReadable };
}

const rich = '<r><rPr><b/></rPr><t>李</t></r><r><t xml:space="preserve"> 秀英</t></r>';
const ruby = '<t>李秀英</t><rPh sb="0" eb="1"><t>lǐ</t></rPh><phoneticPr fontId="1"/>';

const TEXTS: readonly (readonly [string, Cell, string])[] = [
  ["A text inside the cell", text("R 1 & <2>"), "R 1 & <2>"],
  ["A text with a line break", text("上\n下"), "上\n下"],
  ["Characters beyond the first plane", text("𠮷䶮"), "𠮷䶮"],
  ["A shared text", shared(0), "共用"],
  ["A shared text in two fonts", shared(1), "李 秀英"],
  ["A shared text with its reading above it", shared(2), "李秀英"],
  ["A control character as the format escapes it", text("a\u0001b"), "a\u0001b"],
  ["A text that only looks like such an escape", text("_x0041_"), "_x0041_"],
  [
    "A text in a section of its own",
    { attributes: 't="str"', content: "<v><![CDATA[a<b]]></v>" },
    "a<b",
  ],
  ["A whole number", number(7), "7"],
  ["A number with a fraction", number("3200.50"), "3200.5"],
  ["A number with an idle fraction", number("3200.0"), "3200"],
  ["A number shown as a percentage", number("0.5", 2), "0.5"],
  ["A great number in powers of ten", number("1.5E+20"), "150000000000000000000"],
  ["A small number in powers of ten", number("-2.5E-7"), "-0.00000025"],
  ["The number of fifteen digits that an old ID is", number("510104500307123"), "510104500307123"],
  ["Zero without its sign", number("-0"), "0"],
  ["A truth", { attributes: 't="b"', content: "<v>1</v>" }, "true"],
  ["A falsehood", { attributes: 't="b"', content: "<v>0</v>" }, "false"],
  ["An error", { attributes: 't="e"', content: "<v>#N/A</v>" }, "#N/A"],
  ["A formula's result", formula('CONCATENATE("R",1)', "R1"), "R1"],
  ["A formula's empty result", formula('""', ""), ""],
  ["A formula's number", { attributes: "", content: "<f>1+1</f><v>2</v>" }, "2"],
  ["A cell with a format and no value", { attributes: 's="1"', content: "" }, ""],
];

for (const [claim, cell, expected] of TEXTS) {
  test(`${claim} is read as ${JSON.stringify(expected)}`, async (context) => {
    const sharedTexts = ["<t>共用</t>", rich, ruby];
    const formats = ["yyyy\\-mm\\-dd", "0%"];
    const found = await read(aFolder(context), cell, { sharedTexts, formats });
    assert.deepEqual(found, { ref: expected, isReadable: true });
  });
}

const UNKNOWN: readonly (readonly [string, Cell])[] = [
  ["A formula that nobody has computed", formula("VLOOKUP(A1,B:C,2)")],
  [
    "A formula with an empty number for its result",
    { attributes: "", content: "<f>VLOOKUP(A1,B:C,2)</f><v/>" },
  ],
  ["A shared text that the workbook does not have", shared(99)],
  ["A number that is none", number("abc")],
  ["A kind of cell that nobody knows", { attributes: 't="zz"', content: "<v>1</v>" }],
];

for (const [claim, cell] of UNKNOWN) {
  test(`${claim} makes its row unreadable where the column is needed`, async (context) => {
    const found = await read(aFolder(context), cell);
    assert.equal(found.isReadable, false);
  });
}

test("What cannot be told in a column that nobody needs harms nobody", async (context) => {
  const rows: readonly Cells[] = [
    ["id_number", "remark"],
    ["1", formula("NOW()")],
  ];
  const file = await readAsObservations(
    aFolder(context),
    "remark.xlsx",
    aWorkbook({ sheets: [{ rows }] }),
  );
  assert.deepEqual(
    file.rows.map(({ isReadable, texts }) => [isReadable, texts["id_number"]]),
    [[true, "1"]],
  );
});

/** The day that a cell in the column `occurred_on` gives. */
async function dayOf(
  folder: string,
  cell: Cell,
  spec: Partial<WorkbookSpec> = {},
  mapping: Readonly<Record<string, unknown>> = {},
): Promise<readonly [string | undefined, string | undefined]> {
  const rows: readonly Cells[] = [HEADER, ["1", "李秀英", "R1", cell]];
  const workbook = aWorkbook({ sheets: [{ rows }], ...spec });
  const { rows: found } = await readAsObservations(folder, "days.xlsx", workbook, mapping);
  const day = found[0]?.days["occurred_on"];
  return [found[0]?.asRead["occurred_on"], day === undefined ? undefined : formatDay(day)];
}

const DATE_FORMATS: readonly string[] = [
  "yyyy/m/d",
  'yyyy"年"m"月"d"日"',
  "[$-804]yyyy/m/d;@",
  "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
  "m/d/yy h:mm",
  "mmm",
  'yyyy"年"m"月"',
  "aaaa",
];

for (const format of DATE_FORMATS) {
  test(`A number in the format ${format} is its date`, async (context) => {
    const found = await dayOf(aFolder(context), date("2023-04-05"), { formats: [format] });
    assert.deepEqual(found, ["2023-04-05", "2023-04-05"]);
  });
}

const OTHER_FORMATS: readonly string[] = [
  "General",
  "0.00E+00",
  "#,##0.00_);[Red]\\(#,##0.00\\)",
  "h:mm:ss",
  "[h]:mm",
  'mm"分"ss',
  '"day "0',
  "@",
];

for (const format of OTHER_FORMATS) {
  test(`A number in the format ${format} is no date`, async (context) => {
    const found = await dayOf(aFolder(context), date("2023-04-05"), { formats: [format] });
    assert.deepEqual(found, ["45021", undefined]);
  });
}

test("A date with a time of day is its date", async (context) => {
  const found = await dayOf(aFolder(context), number("45021.9999"));
  assert.deepEqual(found, ["45021.9999", undefined], "without a date format it is a number");
  const shown = await dayOf(aFolder(context), number("45021.9999", 1));
  assert.deepEqual(shown, ["2023-04-05", "2023-04-05"]);
});

test("Days before March 1900 are counted one too high, and 29 February 1900 never was", async (context) => {
  const folder = aFolder(context);
  assert.deepEqual(await dayOf(folder, number(1, 1)), ["1900-01-01", "1900-01-01"]);
  assert.deepEqual(await dayOf(folder, number(59, 1)), ["1900-02-28", "1900-02-28"]);
  assert.deepEqual(await dayOf(folder, number(60, 1)), ["60", undefined]);
  assert.deepEqual(await dayOf(folder, number(61, 1)), ["1900-03-01", "1900-03-01"]);
  assert.deepEqual(await dayOf(folder, number(0, 1)), ["0", undefined]);
  assert.deepEqual(await dayOf(folder, number(-1, 1)), ["-1", undefined]);
  assert.deepEqual(await dayOf(folder, number(2_958_465, 1)), ["9999-12-31", "9999-12-31"]);
  assert.deepEqual(await dayOf(folder, number(2_958_466, 1)), ["2958466", undefined]);
});

test("A workbook that counts from 1904 has other days for the same numbers", async (context) => {
  const folder = aFolder(context);
  const spec = { countsFrom1904: true };
  assert.deepEqual(await dayOf(folder, number(0, 1), spec), ["1904-01-01", "1904-01-01"]);
  assert.deepEqual(await dayOf(folder, number(43_559, 1), spec), ["2023-04-05", "2023-04-05"]);
});

test("A date cell is its date whatever pattern the texts of its column follow", async (context) => {
  const folder = aFolder(context);
  const mapping = { dates: { occurred_on: "YYYYMMDD" } };
  assert.deepEqual((await dayOf(folder, date("2023-04-05"), {}, mapping))[1], "2023-04-05");
  assert.deepEqual((await dayOf(folder, number(20_230_405), {}, mapping))[1], "2023-04-05");
  assert.deepEqual((await dayOf(folder, text("20230405"), {}, mapping))[1], "2023-04-05");
});

test("A date written as text is read as text: in no other pattern than the mapping's", async (context) => {
  const folder = aFolder(context);
  assert.deepEqual(await dayOf(folder, text("2023-04-05")), ["2023-04-05", "2023-04-05"]);
  assert.deepEqual(await dayOf(folder, text("2023/4/5")), ["2023/4/5", undefined]);
  const mapping = { dates: { occurred_on: "YYYY/M/D" } };
  assert.deepEqual((await dayOf(folder, text("2023/4/5"), {}, mapping))[1], "2023-04-05");
});

test("A day that the mapping gives another meaning has that meaning", async (context) => {
  const mapping = { values: { occurred_on: { "2099-12-31": "2023-01-01" } } };
  const found = await dayOf(aFolder(context), date("2099-12-31"), {}, mapping);
  assert.deepEqual(found, ["2099-12-31", "2023-01-01"]);
});

test("A date in the form of ISO 8601 is a date", async (context) => {
  const cell: Cell = { attributes: 't="d"', content: "<v>2023-04-05T08:30:00</v>" };
  assert.deepEqual(await dayOf(aFolder(context), cell), ["2023-04-05", "2023-04-05"]);
});

test("A number of more digits than a spreadsheet keeps is no ID, one of fifteen digits is", async (context) => {
  const rows: readonly Cells[] = [
    ["id_number", "ref"],
    [number("510104195003070016"), "A"],
    [number("510104500307123"), "B"],
    ["510104195003070016", "C"],
  ];
  const file = await readAsObservations(
    aFolder(context),
    "ids.xlsx",
    aWorkbook({ sheets: [{ rows }] }),
  );
  assert.deepEqual(
    file.rows.map(({ asRead, texts }) => [
      asRead["id_number"],
      /^\d+$/.test(texts["id_number"] ?? ""),
    ]),
    [
      ["510104195003070000", false],
      ["510104500307123", true],
      ["510104195003070016", true],
    ],
  );
});

test("The fixture escapes what the format cannot hold", () => {
  assert.equal(escaped("a\u0001_x0041_<"), "a_x0001__x005F_x0041_&lt;");
});
