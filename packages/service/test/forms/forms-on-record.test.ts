// The forms of a unit and the letters about payment, filled in from the record through HTTP: who is on
// them, what is masked, what a reason shows and leaves in the audit.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { DATABASE_QUEUE, evidenceFolder } from "@lingdai/service";
import type { BeneficiaryId } from "@lingdai/store";
import { staffIdOf } from "@lingdai/store";
import readWorkbook from "read-excel-file/node";

import { fillConfirmationForm } from "../../src/use-cases/fill-forms.ts";
import { openApiWorld, PHOTO } from "../api/api-world.ts";
import { readPdf } from "./read-pdf.ts";

const COUNTY = "140105";
const UNIT = `U-${COUNTY}`;
const world = await openApiWorld({
  region: "14",
  policy: "shanxi-2018",
  staff: [
    { login: "shanxi", role: "clerk", level: "county", place: COUNTY },
    { login: "shanxi-admin", role: "admin", level: "county", place: COUNTY },
    { login: "unit-here", role: "unit-clerk", level: "unit", place: UNIT },
    { login: "unit-there", role: "unit-clerk", level: "unit", place: "U-140106" },
  ],
});
after(world.close);

/** Certified on 2023-01-02: pending from 2024-01-03, and the unit is asked that day (SX 2.3). */
const LAST = { on: dayAt("2023-01-02"), by: "counter" } as const;
const ASKED_ON = dayAt("2024-01-03");
const ID_NUMBERS = {
  waits: "140105195003070011",
  lives: "140105195003070029",
  died: "140105195003070037",
  vanished: "140105195003070045",
} as const;

await world.onRecord(async (tx) => {
  await tx
    .insertInto("unit")
    .values([
      { unit_code: UNIT, name: "太行重型机械有限公司", division: COUNTY, phone: null },
      { unit_code: "U-140106", name: "汾河纺织厂", division: "140106", phone: null },
    ])
    .execute();
  await tx.insertInto("division").values({ division: COUNTY, name: "小店区" }).execute();
});

async function addPensioner(idNumber: string, name: string): Promise<BeneficiaryId> {
  const id = await world.addPerson({
    policy: "shanxi-2018",
    payDivision: COUNTY,
    idNumber,
    name,
    personal: { residenceAddress: "太原市小店区长风街1号" },
    grant: { lastCertified: LAST, since: dayAt("2012-05-01") },
  });
  await world.step(id, ASKED_ON);
  return id;
}
const waits = await addPensioner(ID_NUMBERS.waits, "张建国");
const lives = await addPensioner(ID_NUMBERS.lives, "王桂芳");
const died = await addPensioner(ID_NUMBERS.died, "赵德胜");
const vanished = await addPensioner(ID_NUMBERS.vanished, "钱玉梅");
world.clock.day = ASKED_ON + 10;

async function verify(id: BeneficiaryId, payload: object): Promise<void> {
  const url = `/beneficiaries/${id}/entitlements/0/verification`;
  const answer = await world.call("unit-here", "POST", url, { payload });
  assert.equal(answer.statusCode, 204, answer.body);
}
// SX 3.1.2: a photo and a written statement; SX 3.1.3: stopped at once; SX 3.1.4: suspended at once.
await verify(lives, { result: "eligible", evidence: [PHOTO, { ...PHOTO, kind: "document" }] });
await verify(died, { result: "lost", loss: "death-family-report", occurredOn: "2024-01-05" });
await verify(vanished, { result: "unreachable", evidence: [{ ...PHOTO, kind: "document" }] });

type Asker = "shanxi" | "shanxi-admin" | "unit-here" | "unit-there";

async function ask(login: Asker, url: string, payload: object) {
  return await world.call(login, "POST", url, { payload });
}

async function sheetOf(content: Buffer): Promise<readonly (readonly string[])[]> {
  const [sheet] = await readWorkbook(content);
  return (sheet?.data ?? []).map((row) => row.map((cell) => String(cell ?? "")));
}

const CONFIRMATION = `/units/${UNIT}/confirmation-form`;

test("The unit's form names everybody it was asked about, with what came of it, masked", async () => {
  const answer = await ask("unit-here", CONFIRMATION, { format: "xlsx" });
  assert.equal(answer.statusCode, 200);
  const rows = await sheetOf(answer.rawPayload);
  assert.equal(rows[1]?.[0], "领取养老保险待遇资格待核实人员确认表");
  assert.equal(rows[2]?.[0], "单位名称（章）：太行重型机械有限公司");
  // Title, heads and two lines of headings stand above the people.
  assert.deepEqual(rows.slice(5, 9), [
    [
      "1",
      `${waits}`,
      "张*国",
      "140***********0011",
      "",
      "无认证信息",
      "",
      "太原市****",
      "",
      "正常发放",
      "",
      "",
    ],
    [
      "2",
      `${lives}`,
      "王*芳",
      "140***********0029",
      "",
      "无认证信息",
      "现场核实",
      "太原市****",
      "",
      "正常发放",
      "",
      "",
    ],
    [
      "3",
      `${died}`,
      "赵*胜",
      "140***********0037",
      "",
      "无认证信息",
      "",
      "太原市****",
      "",
      "停发",
      "死亡",
      "2024-01-13",
    ],
    [
      "4",
      `${vanished}`,
      "钱*梅",
      "140***********0045",
      "",
      "无认证信息",
      "",
      "太原市****",
      "",
      "暂停发放",
      "",
      "",
    ],
  ]);
});

test("On paper the same people stand in their order, and nothing of a number that is hidden", async () => {
  const answer = await ask("unit-here", CONFIRMATION, {});
  assert.equal(answer.headers["content-type"], "application/pdf");
  const { text, pages, undrawn, fontsOutside } = await readPdf(answer.rawPayload);
  assert.equal(pages, 1);
  assert.match(text, /2024年度.*张\*国.*王\*芳.*赵\*胜.*钱\*梅/);
  assert.doesNotMatch(text, /19500307/);
  assert.deepEqual([undrawn, fontsOutside], [0, []]);
});

test("A form of another year names nobody of this one", async () => {
  const answer = await ask("unit-here", CONFIRMATION, { format: "xlsx", year: 2023 });
  const rows = await sheetOf(answer.rawPayload);
  assert.deepEqual(
    rows.filter((row) => row.join("").includes("*")),
    [],
  );
});

test("More people than a form holds are refused, and none of them is shown", async () => {
  const desk = {
    database: world.record.app,
    jobs: DATABASE_QUEUE,
    evidence: evidenceFolder("unused"),
  };
  const { rows } = await world.record.worker.pool.query<{ id: number }>(
    "SELECT staff_id AS id FROM staff WHERE login = 'unit-here'",
  );
  const staffId = staffIdOf(rows[0]?.id ?? 0);
  const actor = { staffId, role: "unit-clerk", level: "unit", place: UNIT } as const;
  const asked = { unitCode: UNIT, year: 2024, reason: "报送省社保局" };
  // Four were asked about.
  await assert.rejects(fillConfirmationForm(desk, actor, { ...asked, rowsMax: 3 }), {
    code: "too-many-rows",
  });
  assert.deepEqual(await unmaskings(), []);
});

async function unmaskings(): Promise<readonly { readonly id: number; readonly detail: object }[]> {
  const { rows } = await world.record.worker.pool.query<{ id: number; detail: object }>(
    `SELECT beneficiary_id AS id, detail FROM audit_record WHERE action = 'unmask-person'
     ORDER BY beneficiary_id`,
  );
  return rows;
}

test("With a reason the form is in full, and each person on it stands in the audit", async () => {
  assert.deepEqual(await unmaskings(), []);
  const short = await ask("unit-here", CONFIRMATION, { reason: " 报送 " });
  assert.equal(short.statusCode, 422);
  assert.equal(short.json<{ readonly code: string }>().code, "reason-needed");
  assert.deepEqual(await unmaskings(), []);
  const reason = "报送省社保局";
  const { text } = await readPdf((await ask("unit-here", CONFIRMATION, { reason })).rawPayload);
  for (const known of ["张建国", "太原市小店区长风街1号", ...Object.values(ID_NUMBERS)]) {
    assert.ok(text.includes(known), known);
  }
  const detail = { form: "SX A1", reason };
  assert.deepEqual(
    await unmaskings(),
    [waits, lives, died, vanished].map((id) => ({ id, detail })),
  );
});

test("Another unit's form is not found, nor one of a unit that there is not; accounts print none", async () => {
  assert.equal((await ask("unit-there", CONFIRMATION, {})).statusCode, 404);
  assert.equal((await ask("shanxi", "/units/U-140106/confirmation-form", {})).statusCode, 404);
  assert.equal((await ask("shanxi", "/units/nobody/confirmation-form", {})).statusCode, 404);
  assert.equal((await ask("shanxi-admin", CONFIRMATION, {})).statusCode, 403);
  assert.equal((await ask("shanxi", CONFIRMATION, { format: "xlsx" })).statusCode, 200);
  const own = await ask("unit-there", "/units/U-140106/confirmation-form", { format: "xlsx" });
  assert.equal(own.statusCode, 200);
});

test("Registered outside is who has a household elsewhere; without one on file the number tells", async () => {
  await world.onRecord(async (tx) => {
    const setHousehold = async (id: BeneficiaryId, division: string) =>
      await tx
        .updateTable("beneficiary")
        .set({ household_division: division, residence_division: "610103001", sex: "male" })
        .where("beneficiary_id", "=", id)
        .execute();
    await setHousehold(waits, "610103");
    await setHousehold(lives, "140105");
  });
  const byNumber = await addPensioner("610103195003070052", "孙秦川");
  const form = `/units/${UNIT}/registration-form`;
  const answer = await ask("shanxi", form, { format: "xlsx", reason: "上传部级异地协助认证平台" });
  const rows = await sheetOf(answer.rawPayload);
  const [own = [], numbered = []] = rows.slice(5, 7);
  // Columns 7, 9 to 12 and 14 are not to be filled in; 6 and 16 are on no record.
  const gap = "";
  assert.deepEqual(own, [
    "140000",
    "610103",
    `${waits}`,
    "张建国",
    "男",
    gap,
    gap,
    ID_NUMBERS.waits,
    gap,
    gap,
    gap,
    gap,
    "2012-05-01",
    gap,
    "太原市小店区长风街1号",
    gap,
    "13800000000",
  ]);
  assert.deepEqual(numbered.slice(0, 4), ["140000", COUNTY, `${byNumber}`, "孙秦川"]);
  assert.equal(rows[7]?.[2], "", "nobody else");
  const paper = await readPdf((await ask("shanxi", form, {})).rawPayload);
  assert.match(paper.text, /外省户籍人员基本信息表.*张\*国.*孙\*川/);
});

async function noticeOf(id: BeneficiaryId, notice: string): Promise<number> {
  const { rows } = await world.record.worker.pool.query<{ id: number }>(
    "SELECT notice_id AS id FROM notice WHERE beneficiary_id = $1 AND notice = $2",
    [id, notice],
  );
  return rows[0]?.id ?? 0;
}

test("The letter of a stop tells the family why, since when, by which clause, and both ways on", async () => {
  const url = `/notices/${await noticeOf(died, "stop-notice")}/letter`;
  const answer = await ask("shanxi", url, { reason: "当面送达家属" });
  const { text, pages } = await readPdf(answer.rawPayload);
  assert.equal(pages, 1);
  assert.match(text, /停止发放社会保险待遇通知书.*赵德胜的家属：/);
  assert.match(
    text,
    /自2024年1月13日起停止发放。原因：死亡（家属申报死亡）。依据：.*第三部分第（一）项第3点/,
  );
  assert.match(text, /办理待遇注销.*申请恢复发放/);
  assert.match(text, /证件号码140105195003070037/);
  assert.match(text, /小店区社会保险经办机构（章）2024年1月13日送达回执/);
});

test("The letter of a suspension is masked without a reason, and the same in a workbook", async () => {
  const url = `/notices/${await noticeOf(vanished, "suspension-notice")}/letter`;
  const { text } = await readPdf((await ask("shanxi", url, {})).rawPayload);
  assert.match(text, /暂停发放社会保险待遇通知书.*钱\*梅：您的.*原因：未通过资格认证/);
  assert.doesNotMatch(text, /钱玉梅|19500307/);
  const cells = (await sheetOf((await ask("shanxi", url, { format: "xlsx" })).rawPayload)).flat();
  assert.ok(cells.includes("暂停发放社会保险待遇通知书"));
  assert.ok(cells.includes("140***********0045"));
});

test("A letter out of sight, of another notice, or of none is not found", async () => {
  const stop = await noticeOf(died, "stop-notice");
  assert.equal((await ask("unit-there", `/notices/${stop}/letter`, {})).statusCode, 404);
  const task = await noticeOf(died, "task-notice");
  assert.ok(task > 0);
  assert.equal((await ask("shanxi", `/notices/${task}/letter`, {})).statusCode, 404);
  assert.equal((await ask("shanxi", "/notices/999999/letter", {})).statusCode, 404);
});

test("Every form comes empty too, as PDF and as a workbook, to whoever works here", async () => {
  const forms = [
    "confirmation-form",
    "registration-form",
    "suspension-notice",
    "stop-notice",
    "resume-notice",
  ];
  for (const form of forms) {
    const pdf = await world.call("unit-there", "GET", `/forms/empty?form=${form}&format=pdf`);
    assert.equal((await readPdf(pdf.rawPayload)).pages, 1, form);
    const xlsx = await world.call("unit-there", "GET", `/forms/empty?form=${form}&format=xlsx`);
    assert.ok((await sheetOf(xlsx.rawPayload)).length > 5, form);
  }
});
