// The uncertified list by insured place, insurance and band (SC annex 7), as a page and as a file, read
// back by somebody else's reader.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import type { Day, Insurance } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import readWorkbook from "read-excel-file/node";

import type { ListPage, Login } from "../api/api-world.ts";
import { HERE, OPENED_ON, openApiWorld, THERE } from "../api/api-world.ts";

const world = await openApiWorld();
after(world.close);

/** The day on which everybody asks: 2024-01-02. */
const TODAY = OPENED_ON;

interface Somebody {
  readonly name: string;
  readonly certifiedOn: Day;
  readonly insurance?: Insurance;
  readonly payDivision?: string;
}
const PEOPLE: readonly Somebody[] = [
  // 2023-03-02 + 10 months is today; a day later it is tomorrow.
  { name: "十月整", certifiedOn: dayAt("2023-03-02") },
  { name: "差一天", certifiedOn: dayAt("2023-03-03") },
  // 2023-01-02 + 12 months is today.
  { name: "十二月差一天", certifiedOn: dayAt("2023-01-03") },
  { name: "一年整", certifiedOn: dayAt("2023-01-02"), insurance: "resident-pension" },
  // 2019-01-02 + 60 months is today.
  { name: "五年差一天", certifiedOn: dayAt("2019-01-03") },
  { name: "五年整", certifiedOn: dayAt("2019-01-02") },
  { name: "邻县两年", certifiedOn: dayAt("2022-01-02"), payDivision: THERE },
];
for (const [at, { name, certifiedOn, insurance, payDivision = HERE }] of PEOPLE.entries()) {
  await world.addPerson({
    idNumber: `51010419500307${String(at).padStart(4, "0")}`,
    name,
    payDivision,
    grant: {
      lastCertified: { on: certifiedOn },
      ...(insurance === undefined ? {} : { insurance, kind: "resident-pension" }),
    },
  });
}
world.clock.day = TODAY;

interface Row {
  readonly person: { readonly names: readonly string[] };
  readonly band: string;
}

async function namesOnPage(login: Login, query: string): Promise<readonly string[]> {
  const page: ListPage<Row> = (
    await world.call(login, "GET", `/lists/uncertified?${query}`)
  ).json();
  return page.rows.map(({ person }) => person.names.join());
}

test("Each band holds those who have been uncertified for that long, to the day", async () => {
  const inBand = async (band: string) =>
    await namesOnPage("clerk", `band=${encodeURIComponent(band)}`);
  assert.deepEqual(await inBand("10-12m"), ["十****天", "十*整"]);
  assert.deepEqual(await inBand("1-2y"), ["一*整"]);
  assert.deepEqual(await inBand("2-3y"), []);
  assert.deepEqual(await inBand("4-5y"), ["五***天"]);
  assert.deepEqual(await inBand("5y+"), ["五*整"]);
  assert.deepEqual(await namesOnPage("clerk", "band=1-2y&insurance=enterprise-pension"), []);
});

test("A band that the annex does not have is refused", async () => {
  assert.equal((await world.call("clerk", "GET", "/lists/uncertified?band=6-7y")).statusCode, 400);
});

async function download(login: Login, query: string) {
  return await world.call(login, "GET", `/lists/uncertified/annex-7?${query}`);
}

test("The workbook has a sheet a band in the annex's order, each with its people, numbers masked", async () => {
  const answer = await download("clerk", "format=xlsx");
  assert.equal(answer.statusCode, 200);
  const sheets = await readWorkbook(answer.rawPayload);
  assert.deepEqual(
    sheets.map(({ sheet, data }) => [sheet, data.length - 1]),
    [
      ["大于等于10个月小于12个月", 2],
      ["大于等于1年小于2年", 1],
      ["大于等于2年小于3年", 0],
      ["大于等于3年小于4年", 0],
      ["大于等于4年小于5年", 1],
      ["大于等于5年", 1],
    ],
  );
  const [heading, first] = sheets[5]?.data ?? [];
  assert.deepEqual(
    Object.fromEntries((heading ?? []).map((name, at) => [String(name), first?.[at]])),
    {
      序号: 1,
      参保地: "锦江区",
      险种: "企业职工基本养老保险",
      未认证时间段: "大于等于5年",
      未认证月数: 60,
      姓名: "五*整",
      证件号码: "510***********0005",
      联系电话: "138****0000",
      居住地: `${HERE}001`,
      待遇类别: "退休退职养老金",
      // SC 35: after twelve months without certification payment is suspended.
      待遇状态: "暂停发放",
      认证起始时间: "2019-01-02",
      认证截止时间: "2020-01-02",
    },
  );
});

test("The CSV names the band in a column and numbers its people through", async () => {
  const answer = await download("clerk", "format=csv");
  const lines = answer.body.trim().split("\r\n").slice(1);
  assert.deepEqual(
    lines.map((line) => line.split(",").slice(0, 4).join()),
    [
      "1,锦江区,企业职工基本养老保险,大于等于10个月小于12个月",
      "2,锦江区,企业职工基本养老保险,大于等于10个月小于12个月",
      "3,锦江区,城乡居民养老保险,大于等于1年小于2年",
      "4,锦江区,企业职工基本养老保险,大于等于4年小于5年",
      "5,锦江区,企业职工基本养老保险,大于等于5年",
    ],
  );
});

test("Insured place and insurance narrow the file; a place out of sight is not found", async () => {
  const linesOf = async (login: Login, query: string) =>
    (await download(login, `format=csv&${query}`)).body.trim().split("\r\n").length - 1;
  assert.equal(await linesOf("city", ""), 6);
  assert.equal(await linesOf("city", `division=${THERE}`), 1);
  assert.equal(await linesOf("city", `division=${HERE}&insurance=resident-pension`), 1);
  assert.equal(await linesOf("city", `division=${HERE}&band=5y%2B`), 1);
  assert.equal((await download("clerk", `division=${THERE}`)).statusCode, 404);
  assert.equal((await download("admin", "")).statusCode, 403);
});

test("What was taken along stands in the audit, with how many rows", async () => {
  await download("there", "format=csv&band=2-3y");
  const { rows } = await world.record.worker.pool.query<{ action: string; detail: object }>(
    `SELECT action, detail FROM audit_record JOIN staff USING (staff_id)
     WHERE login = 'there' AND action LIKE '%export%' ORDER BY recorded_at`,
  );
  const asked = { list: "UncertifiedByBand", band: "2-3y" };
  assert.deepEqual(rows, [
    { action: "export-list", detail: asked },
    { action: "finish-export", detail: { ...asked, rows: 1 } },
  ]);
});
