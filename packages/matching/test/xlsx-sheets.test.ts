// Which sheet of a workbook is read, where its rows begin and which lines they have; what merged,
// missing and misplaced cells are.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { aFolder } from "./evaluation-fixture.ts";
import { readAsObservations } from "./source-rows.ts";
import type { ReadFile } from "./source-rows.ts";
import type { Cells, SheetSpec, WorkbookSpec } from "./workbook-fixture.ts";
import { aWorkbook, number, workbookParts } from "./workbook-fixture.ts";
import { zipArchive } from "./zip-archive.ts";

async function read(
  context: TestContext,
  sheets: readonly SheetSpec[],
  spec: Partial<WorkbookSpec> = {},
): Promise<ReadFile> {
  return await readAsObservations(aFolder(context), "w.xlsx", aWorkbook({ sheets, ...spec }));
}

function linesAndIds({ rows }: ReadFile): readonly (readonly [number, string | undefined])[] {
  return rows.map(({ line, texts }) => [line, texts["id_number"]]);
}

const HEADER: Cells = ["id_number", "name"];

test("The line of a row is its number in the sheet; blank rows are none but count", async (context) => {
  const rows: readonly Cells[] = [HEADER, ["1", "甲"], [" ", "\u3000"], [], ["2", "乙"]];
  const file = await read(context, [{ rows }]);
  assert.deepEqual(linesAndIds(file), [
    [2, "1"],
    [5, "2"],
  ]);
  assert.equal(file.bytes[0], file.bytes[1], "the whole file has been reported as read");
});

test("Rows that the file leaves out count as blank", async (context) => {
  const sheetData =
    '<row r="3"><c r="A3" t="inlineStr"><is><t>id_number</t></is></c></row>' +
    '<row r="10"><c r="A10"><v>7</v></c></row>';
  assert.deepEqual(linesAndIds(await read(context, [{ sheetData }])), [[10, "7"]]);
});

test("Rows and cells without places follow one another", async (context) => {
  const cell = (content: string): string => `<c t="inlineStr"><is><t>${content}</t></is></c>`;
  const sheetData = `<row>${cell("name")}${cell("id_number")}</row><row>${cell("甲")}${cell("1")}</row>`;
  assert.deepEqual(linesAndIds(await read(context, [{ sheetData }])), [[2, "1"]]);
});

test("A sheet that is hidden is not read, nor is one without our header", async (context) => {
  const file = await read(context, [
    { name: "隐藏", state: "hidden", rows: [HEADER, ["1", "甲"]] },
    { name: "深藏", state: "veryHidden", rows: [HEADER, ["2", "乙"]] },
    { name: "说明", rows: [["填表说明"], ["请勿改动"]] },
    { name: "空" },
    { name: "数据", rows: [HEADER, ["3", "丙"]] },
    { name: "又一张", rows: [HEADER, ["4", "丁"]] },
  ]);
  assert.deepEqual(linesAndIds(file), [[2, "3"]]);
});

test("A title above the header is no header", async (context) => {
  const rows: readonly Cells[] = [
    ["2024 年待遇领取人员名册"],
    [],
    ["单位：某县"],
    HEADER,
    ["1", "甲"],
  ];
  assert.deepEqual(linesAndIds(await read(context, [{ rows }])), [[5, "1"]]);
});

test("Only the first of merged cells holds a value, and the reader says so", async (context) => {
  const rows: readonly Cells[] = [HEADER, ["1", "甲"], ["2", undefined]];
  const tail = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>';
  const file = await read(context, [{ name: "名册", rows, tail }]);
  assert.deepEqual(
    file.rows.map(({ texts }) => texts["name"]),
    ["甲", ""],
  );
  assert.match(file.remarks.join(), /“名册”有 1 处合并单元格/);
});

test("Cells beyond the header are ignored, but a row that has only such is a row", async (context) => {
  const rows: readonly Cells[] = [["id_number"], [undefined, "beyond"], ["1", "beyond"]];
  assert.deepEqual(linesAndIds(await read(context, [{ rows }])), [
    [2, ""],
    [3, "1"],
  ]);
});

test("Elements may bear a prefix, as some programs write them", async (context) => {
  const parts = workbookParts({ sheets: [{ rows: [HEADER, ["1", "甲"]] }] }).map((part) =>
    part.name.includes("sheet1.xml") ? { ...part, content: prefixed(String(part.content)) } : part,
  );
  const file = await readAsObservations(aFolder(context), "w.xlsx", zipArchive(parts));
  assert.deepEqual(linesAndIds(file), [[2, "1"]]);
});

function prefixed(xml: string): string {
  return xml.replaceAll(/<(\/?)([a-z])/gi, "<$1x:$2").replace("xmlns=", "xmlns:x=");
}

test("A wide sheet is read by its column names, far beyond Z", async (context) => {
  const fillers = Array.from({ length: 800 }, (_, at) => `c${at}`);
  const rows: readonly Cells[] = [
    [...fillers, "id_number"],
    [...fillers, number(5)],
  ];
  assert.deepEqual(linesAndIds(await read(context, [{ rows }])), [[2, "5"]]);
});

test("Texts that thousands of cells share are found by their numbers", async (context) => {
  const count = 5000;
  const sharedTexts = ["<t>id_number</t>", "<t>name</t>"];
  const rows: Cells[] = [
    [
      { attributes: 't="s"', content: "<v>0</v>" },
      { attributes: 't="s"', content: "<v>1</v>" },
    ],
  ];
  for (let at = 0; at < count; at += 1) {
    sharedTexts.push(`<t>第${at}号</t>`);
    rows.push([{ attributes: 't="s"', content: `<v>${at + 2}</v>` }]);
  }
  const file = await read(context, [{ rows }], { sharedTexts });
  assert.equal(file.rows.length, count);
  assert.equal(file.rows.at(-1)?.texts["id_number"], `第${count - 1}号`);
});
