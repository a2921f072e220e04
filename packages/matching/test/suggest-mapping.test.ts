// What is proposed for files as suppliers write them, and that a check accepts the proposal.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import { checkCharacterOf, parseDay } from "@lingdai/policy";
import { parse } from "yaml";

import { UnusableInput, checkMapping, suggestMapping } from "../src/index.ts";
import type { MappingCheck } from "../src/index.ts";
import { aFolder, residentId } from "./evaluation-fixture.ts";
import { toGb18030 } from "./third-reading/gb18030-bytes.ts";
import { aWorkbook, date, number } from "./workbook-fixture.ts";

const AS_OF = parseDay("2024-03-01") ?? 0;

interface Proposal {
  readonly yaml: string;
  readonly mapping: Readonly<Record<string, unknown>>;
  readonly left: readonly string[];
  readonly check: MappingCheck;
}

/** Writes the file, asks for a mapping, and checks the file with it. */
async function proposed(
  context: TestContext,
  name: string,
  content: string | Uint8Array,
): Promise<Proposal> {
  const folder = aFolder(context);
  const path = join(folder, name);
  writeFileSync(path, content);
  const { yaml, left } = await suggestMapping(path);
  const mappingPath = join(folder, "suggested.yaml");
  writeFileSync(mappingPath, yaml);
  const check = await checkMapping({ path, mappings: [mappingPath], rows: 3, asOf: AS_OF });
  assert.equal(check.mappingPath, mappingPath, "the proposal does not fit its own file");
  return { yaml, left, check, mapping: parse(yaml) as Readonly<Record<string, unknown>> };
}

test("Names, days, words and constants of a hospital's file in GB18030 are all found", async (context) => {
  const lines = [
    "住院号|患者姓名|身份证号|科室|就医类别|入院日期|上传日期",
    `Z1|李秀英|${residentId(1)}|内科|住院|20231101|20231201`,
    `Z2|王桂兰|${residentId(2)}|外科|出院|20231102|20231201`,
  ];
  const { mapping, left, check } = await proposed(
    context,
    "医院202312.txt",
    toGb18030(`${lines.join("\r\n")}\r\n`, "gb18030"),
  );
  assert.deepEqual(left, []);
  assert.deepEqual(mapping, {
    files: ["医院*.txt"],
    encoding: "gb18030",
    delimiter: "|",
    columns: {
      id_number: "身份证号",
      name: "患者姓名",
      kind: "就医类别",
      occurred_on: "入院日期",
      ref: "住院号",
      arrived_on: "上传日期",
    },
    dates: { occurred_on: "YYYYMMDD", arrived_on: "YYYYMMDD" },
    values: { kind: { 住院: "hospital-stay", 出院: "hospital-discharge" } },
    constants: { source: "医院" },
  });
  assert.equal(check.rejected, 0);
});

test("What a file without a column for it is about is told by its words", async (context) => {
  const csv = `车票号,旅客姓名,证件号码,车次,乘车日期\nE1,李秀英,${residentId(1)},G1,2023/12/1\n`;
  const { mapping, check, left } = await proposed(context, "rail.csv", csv);
  assert.partialDeepStrictEqual(mapping, {
    dates: { occurred_on: "YYYY/M/D" },
    constants: { kind: "rail-travel", source: "rail" },
  });
  assert.deepEqual(left, []);
  assert.equal(check.rejected, 0);
});

test("Words that nobody knows stand as comments for a person, and are told", async (context) => {
  const rows = ["住院", "特需", "寄养", "特需"].map(
    (word, at) => `R${at},${residentId(1)},李秀英,${word},2023-12-0${at + 1},医保`,
  );
  const csv = `流水号,证件号码,姓名,业务类别,业务日期,来源\n${rows.join("\n")}\n`;
  const { yaml, mapping, left, check } = await proposed(context, "obs.csv", csv);
  assert.deepEqual(mapping["values"], { kind: { 住院: "hospital-stay" } });
  assert.match(yaml, /^ {4}# "特需": $/m);
  assert.match(yaml, /^ {4}# "寄养": $/m);
  assert.match(yaml, /^ {6}# rail-travel 乘坐火车；/m);
  assert.equal(left.length, 1);
  assert.match(left.join(), /kind（业务类别）有 2 个值不认识：“特需”、“寄养”/);
  assert.equal(check.rejected, 3);
});

test("A section of nothing but questions is a comment, so that the mapping can be read", async (context) => {
  const csv = `流水号,证件号码,姓名,业务类别,业务日期,来源\n1,${residentId(1)},李秀英,特需,2023-12-01,医保\n`;
  const { mapping, yaml } = await proposed(context, "obs.csv", csv);
  assert.equal(mapping["values"], undefined);
  assert.match(yaml, /^# values:$/m);
});

test("A roster by item codes becomes a roster, its codes translated where they are known", async (context) => {
  const csv = [
    "AAC002,AAC003,AAC004,AAE140,AIC162,AAE116,待遇类别",
    `${residentId(1)},李秀英,2,110,20100320,正常发放,退休`,
    `${residentId(2)},王桂兰,2,410,20120101,暂停发放,伤残津贴`,
  ].join("\n");
  const { mapping, left, check } = await proposed(context, "名册.csv", csv);
  assert.deepEqual(left, []);
  assert.equal(check.sort, "roster");
  assert.partialDeepStrictEqual(mapping, {
    columns: { id_number: "AAC002", name: "AAC003", since: "AIC162", insurance: "AAE140" },
    values: {
      sex: { "2": "female" },
      insurance: { "110": "enterprise-pension", "410": "work-injury" },
      kind: { 退休: "retirement-pension" },
      status: { 暂停发放: "suspended" },
    },
  });
  assert.equal(check.rejected, 0);
});

test("Codes of a local table are translated as the mapping that comes along does, and marked", async (context) => {
  const csv = [
    "AAC001,AAC002,AAC003,AAC004,AAE140,AIC161,AIC162,AAE116",
    `1,${residentId(1)},李秀英,2,110,2,20100320,1`,
    `2,${residentId(2)},王桂兰,2,110,1,20120101,3`,
  ].join("\n");
  const { yaml, mapping, left, check } = await proposed(context, "退休.csv", csv);
  assert.deepEqual(left, []);
  assert.partialDeepStrictEqual(mapping, {
    values: { status: { "1": "paying", "3": "terminated" } },
  });
  assert.match(yaml, /"1": paying # 按随附的 ld-t-92-roster，请与本地代码表核对$/m);
  assert.match(yaml, /^# 表头像随附的映射 ld-t-92-roster；.*--mapping ld-t-92-roster=退休\.csv$/m);
  assert.equal(check.rejected, 0);
});

test("A roster that lacks a column is still told from an observation file", async (context) => {
  const folder = aFolder(context);
  const path = join(folder, "obs.csv");
  writeFileSync(
    path,
    `id_number,name,insurance,since\n${residentId(1)},李秀英,enterprise-pension,2010-03-20\n`,
  );
  await assert.rejects(checkMapping({ path, mappings: [], rows: 1, asOf: AS_OF }), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /缺少必需的列：kind。/);
    return true;
  });
});

test("What a roster lacks and nobody can guess is left to a person", async (context) => {
  const csv = `身份证号,姓名,退休日期,参保单位\n${residentId(1)},李秀英,2010-03-20,某厂\n`;
  const folder = aFolder(context);
  const path = join(folder, "roster.csv");
  writeFileSync(path, csv);
  const { left, yaml } = await suggestMapping(path);
  assert.deepEqual(
    left.map((sentence) => /没有找到 (\S+) 的列/.exec(sentence)?.[1]),
    ["insurance", "kind"],
  );
  assert.match(yaml, /^# constants:\n {2}# insurance: 请指出对应的列/m);
});

test("Columns without a telling name are known by what is in them", async (context) => {
  const rows = [1, 2, 3].map(
    (at) => `${at},x,${residentId(at)},赵钱孙,2023.1${at % 3}.02,体检,卫健`,
  );
  const csv = `a,b,c,d,e,f,来源\n${rows.join("\n")}\n`;
  const { mapping, check } = await proposed(context, "obs.csv", csv);
  assert.partialDeepStrictEqual(mapping, {
    columns: { id_number: "c", name: "d", occurred_on: "e", kind: "f", source: "来源", ref: "a" },
    dates: { occurred_on: "YYYY.M.D" },
  });
  assert.equal(check.rejected, 0);
});

test("Days with a time behind them are days in a pattern with a time", async (context) => {
  const csv = [
    "挂号序号,登记时刻,证件号码,姓名,业务类别,入院时间,病案号,来源",
    `1,2023/12/1 8:30,${residentId(1)},李秀英,住院,2023-12-01 08:30:00,Z1,卫健`,
    `2,2023/12/1 10:05,${residentId(2)},王桂兰,住院,2023-12-11 00:00:00,Z2,卫健`,
  ].join("\n");
  const { mapping, left, check } = await proposed(context, "obs.csv", csv);
  assert.deepEqual(left, []);
  assert.partialDeepStrictEqual(mapping, {
    columns: { occurred_on: "入院时间", ref: "病案号" },
    dates: { occurred_on: "YYYY-MM-DD HH:mm:ss" },
  });
  assert.equal(check.rejected, 0);
  assert.deepEqual(
    check.rows.map(({ cells }) => cells.find(({ field }) => field === "occurred_on")?.text),
    ["2023-12-01", "2023-12-11"],
  );
});

test("Days in a writing that nobody knows are left to a person", async (context) => {
  const csv = `流水号,证件号码,姓名,业务类别,业务日期,来源\n1,${residentId(1)},李秀英,体检,23年12月,卫健\n`;
  const { left } = await proposed(context, "obs.csv", csv);
  assert.match(left.join(), /occurred_on（业务日期）的日期写法认不出，例如“23年12月”/);
});

test("A moment that differs from row to row is no reference", async (context) => {
  const rows = [1, 2].map(
    (at) => `${residentId(at)},李秀英,体检,2023-12-0${at},2023-12-0${at} 08:3${at}:00,卫健`,
  );
  const csv = `证件号码,姓名,业务类别,业务日期,登记时刻,来源\n${rows.join("\n")}\n`;
  const path = join(aFolder(context), "obs.csv");
  writeFileSync(path, csv);
  const { left } = await suggestMapping(path);
  assert.deepEqual(left, ["没有找到 ref 的列，也猜不出固定的值"]);
});

test("Out-patient visits and card payments are not offered as life signs", async (context) => {
  const csv = `流水号,证件号码,姓名,业务类别,业务日期,来源\n1,${residentId(1)},李秀英,普通门诊,2023-12-01,医保\n2,${residentId(1)},李秀英,药店购药,2023-12-02,医保\n`;
  const { yaml, left } = await proposed(context, "obs.csv", csv);
  assert.deepEqual(left, []);
  assert.match(yaml, /# 不用填：“普通门诊”、“药店购药”不能证明本人健在，这些行会被拒收/);
  assert.doesNotMatch(yaml, /# "普通门诊":/);
});

test("Where day and month could be either way round, the proposal says so", async (context) => {
  const csv = `流水号,证件号码,姓名,业务类别,业务日期,来源\n1,${residentId(1)},李秀英,体检,03/04/2023,卫健\n`;
  const { yaml } = await proposed(context, "obs.csv", csv);
  assert.match(yaml, /occurred_on: "D\/M\/YYYY" # 日和月谁在前，请核对/);
});

test("A workbook's title, date cells and numbers need no words in the mapping", async (context) => {
  const workbook = aWorkbook({
    sheets: [
      {
        rows: [
          ["某县 2023 年体检名单"],
          ["编号", "姓名", "身份证号", "体检日期"],
          [number(1), "李秀英", residentId(1), date("2023-12-01")],
          [number(2), "王桂兰", residentId(2), date("2023-12-02")],
        ],
      },
    ],
  });
  const { mapping, check, left } = await proposed(context, "体检.xlsx", workbook);
  assert.deepEqual(mapping, {
    files: ["体检.xlsx"],
    columns: { id_number: "身份证号", name: "姓名", occurred_on: "体检日期", ref: "编号" },
    constants: { kind: "health-checkup", source: "体检" },
  });
  assert.deepEqual(left, []);
  assert.equal(check.format.sheet?.headerRow, 2);
  assert.equal(check.rejected, 0);
});

test("A file without a header is refused: nobody could say which column is which", async (context) => {
  const path = join(aFolder(context), "obs.csv");
  writeFileSync(path, `1,${residentId(1)},李秀英\n2,${residentId(2)},王桂兰\n`);
  await assert.rejects(suggestMapping(path), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /第一行就是数据，没有表头/);
    return true;
  });
});

test("Old IDs of fifteen digits and careless blanks are IDs all the same", async (context) => {
  const first17 = "51010419500307001";
  const fifteen = first17.slice(0, 6) + first17.slice(8);
  assert.ok(checkCharacterOf(first17).length === 1);
  const csv = `流水号,号,姓名,业务类别,业务日期,来源\n1, ${fifteen} ,李秀英,体检,2023-12-01,卫健\n`;
  const { mapping } = await proposed(context, "obs.csv", csv);
  assert.partialDeepStrictEqual(mapping, { columns: { id_number: "号" } });
});

test("The proposals for the examples that come along can be used at once", async (context) => {
  const examples = fileURLToPath(new URL("../mappings/examples/", import.meta.url));
  for (const name of readdirSync(examples)) {
    // Its kinds are numbers of an office's own code table: those are left to a person.
    if (name === "ld-t-92-roster.csv") continue;
    const { left, check } = await proposed(context, name, readFileSync(join(examples, name)));
    assert.deepEqual(
      left.filter((sentence) => !sentence.includes("值不认识")),
      [],
      name,
    );
    assert.ok(check.looked > 0, name);
  }
});
