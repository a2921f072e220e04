// Registers kept on paper, handed in as a workbook (ZB 3.1): each row is answered, what can be entered is
// entered once, and no file does harm.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { dayAt, formatDay } from "@lingdai/policy";
import { takeUpWalkInCertification } from "@lingdai/service";
import readWorkbook from "read-excel-file/node";
import { ZipFile } from "yazl";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";

import { openApiWorld, PHOTO } from "../api/api-world.ts";
import { HEADER, register, rowOf } from "./typed-register.ts";

const COUNTY = "370303";
const world = await openApiWorld({
  region: "37",
  policy: "zibo-2019",
  staff: [
    { login: "zibo", role: "clerk", level: "township", place: `${COUNTY}001` },
    { login: "zibo-there", role: "clerk", level: "county", place: "370304" },
    { login: "zibo-unit", role: "unit-clerk", level: "unit", place: `U-${COUNTY}` },
  ],
});
after(world.close);
world.clock.day = dayAt("2024-05-20");

// The last digits are worked out by GB 11643 (MOD 11-2).
const LI = { idNumber: "370303195003070015", name: "李秀英" };
const WANG = { idNumber: "370303195003070023", name: "王桂兰" };
const ZHAO = { idNumber: "370303195003070031", name: "赵·德胜" };
const QIAN = { idNumber: "37030319500307004X", name: "钱进" };
const SUN = { idNumber: "370303195003070058", name: "孙梅" };
for (const person of [LI, WANG, ZHAO, QIAN, SUN]) {
  await world.addPerson({ policy: "zibo-2019", payDivision: COUNTY, ...person });
}

type Clerk = "zibo" | "zibo-there" | "zibo-unit" | "street" | "admin";
interface Answer {
  readonly registerId: number;
  readonly entered: number;
  readonly refused: number;
  readonly rows: readonly {
    readonly line: number;
    readonly result: string;
    readonly code: string | null;
    readonly field: string | null;
    readonly title: { readonly zh: string };
    readonly mend: { readonly zh: string };
  }[];
}

async function handIn(login: Clerk, file: Buffer, evidence: readonly object[] = []) {
  const payload = { content: file.toString("base64"), evidence };
  return await world.call(login, "POST", "/paper-registers", { payload });
}
async function answerTo(
  login: Clerk,
  file: Buffer,
  evidence: readonly object[] = [],
): Promise<Answer> {
  const answer = await handIn(login, file, evidence);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}
const shortly = ({ rows }: Answer) =>
  rows.map(({ line, result, code, field }) =>
    [line, code ?? result, field].filter(Boolean).join(" "),
  );

/** Certifications on record of that person: how, when it occurred, by whom it was submitted. */
async function certificationsOf({ idNumber }: { readonly idNumber: string }) {
  const { keyring, worker } = world.record;
  const { rows } = await worker.pool.query<{
    kind: string;
    on: number;
    login: string;
    state: string;
  }>(
    `SELECT kind, occurred_on AS on, login, state FROM certification
     JOIN beneficiary USING (beneficiary_id) JOIN staff ON staff_id = submitted_by
     WHERE document_key = $1 ORDER BY certification_id`,
    [keyring.documentKey("resident-id", idNumber)],
  );
  return rows.map(({ kind, on, login, state }) => `${kind} ${formatDay(on)} ${login} ${state}`);
}

const mixed = await register(
  HEADER,
  rowOf(LI, "2024-05-08", "窗口认证"),
  rowOf(WANG, "2024年5月9日"),
  rowOf({ ...ZHAO, name: "赵德胜" }, "2024/5/10", "上门认证"),
  rowOf({ ...QIAN, name: "钱退" }, "2024-05-08"),
  rowOf(QIAN, ""),
  rowOf({ ...QIAN, idNumber: "370303195003070044" }, "2024-05-08"),
  rowOf({ ...QIAN, idNumber: Number("370303195003070040") }, "2024-05-08"),
  rowOf(QIAN, "2024-05-21"),
  rowOf(QIAN, "2024-02-30"),
  rowOf(QIAN, "2024-05-08", "打电话"),
  rowOf({ idNumber: "370303195003070066", name: "周无" }, "2024-05-08"),
  rowOf(LI, "2024-05-08", "窗口认证"),
);
const EXPECTED = [
  "2 entered",
  "3 entered",
  "4 entered",
  "5 name-mismatch 姓名",
  "6 missing-field 认证日期",
  "7 bad-id-checksum 身份证号码",
  "8 lost-digits 身份证号码",
  "9 future-date 认证日期",
  "10 bad-date 认证日期",
  "11 unknown-choice 认证方式",
  "12 not-found 身份证号码",
  "13 entered-already",
];

test("Each row is answered: what was entered, what not, where, and how to mend it", async () => {
  const answer = await answerTo("zibo", mixed);
  assert.deepEqual(shortly(answer), EXPECTED);
  assert.deepEqual([answer.entered, answer.refused], [4, 8]);
  assert.match(answer.rows[3]?.title.zh ?? "", /姓名与档案不符/);
  assert.ok(answer.rows.every(({ title, mend }) => title.zh !== "" && mend.zh !== ""));
  assert.deepEqual(await certificationsOf(LI), ["counter 2024-05-08 zibo counted"]);
  assert.deepEqual(await certificationsOf(WANG), ["community 2024-05-09 zibo counted"]);
  assert.deepEqual(await certificationsOf(ZHAO), ["home-visit 2024-05-10 zibo counted"]);
  assert.deepEqual(await certificationsOf(QIAN), []);
});

test("The same file twice is answered alike and does nothing twice", async () => {
  assert.deepEqual(shortly(await answerTo("zibo", mixed)), EXPECTED);
  for (const person of [LI, WANG, ZHAO]) {
    assert.equal((await certificationsOf(person)).length, 1, person.name);
  }
});

test("The same file from two windows at once is entered once", async () => {
  const file = await register(HEADER, rowOf(SUN, "2024-05-11"));
  const both = await Promise.all([answerTo("zibo", file), answerTo("zibo", file)]);
  assert.deepEqual(both.map(shortly), [["2 entered"], ["2 entered"]]);
  assert.deepEqual(await certificationsOf(SUN), ["community 2024-05-11 zibo counted"]);
  const { keyring, worker } = world.record;
  const { rows } = await worker.pool.query<{ times: number }>(
    `SELECT count(*) AS times FROM audit_record JOIN beneficiary USING (beneficiary_id)
     WHERE action = 'certify' AND document_key = $1`,
    [keyring.documentKey("resident-id", SUN.idNumber)],
  );
  assert.equal(Number(rows[0]?.times), 1);
});

test("The answer is a workbook that is corrected and handed in as it is", async () => {
  const { registerId } = await answerTo("zibo", mixed);
  const url = `/paper-registers/${registerId}/answer-workbook`;
  const [sheet] = await readWorkbook((await world.call("zibo", "GET", url)).rawPayload);
  const rows = (sheet?.data ?? []).map((row) => row.map((cell) => String(cell ?? "")));
  const [header = [], ...typed] = rows;
  const result = header.indexOf("结果");
  assert.deepEqual(
    [typed[0]?.[result], typed[3]?.[result], typed[3]?.[result + 1]],
    ["已录入", "号码对上了，姓名与档案不符", "姓名"],
  );
  const corrected = typed.map((row, at) => (at === 3 ? ["钱进", ...row.slice(1)] : row));
  const answer = await answerTo("zibo", await register(header, ...corrected));
  assert.deepEqual(shortly(answer).slice(0, 4), [
    "2 entered-already",
    "3 entered-already",
    "4 entered-already",
    "5 entered",
  ]);
  assert.deepEqual(await certificationsOf(QIAN), ["community 2024-05-08 zibo counted"]);
  assert.equal((await certificationsOf(LI)).length, 1);
});

test("What came of a register is its clerk's to read, and on record", async () => {
  const { registerId } = await answerTo("zibo", mixed);
  const own: Answer = (await world.call("zibo", "GET", `/paper-registers/${registerId}`)).json();
  assert.deepEqual(shortly(own), EXPECTED);
  for (const url of [
    `/paper-registers/${registerId}`,
    `/paper-registers/${registerId}/answer-workbook`,
  ]) {
    assert.equal((await world.call("zibo-there", "GET", url)).statusCode, 404);
  }
  const { rows } = await world.record.worker.pool.query<{ detail: object }>(
    "SELECT detail FROM audit_record WHERE action = 'enter-register' ORDER BY recorded_at LIMIT 1",
  );
  assert.deepEqual(rows, [{ detail: { registerId, rows: 12, entered: 4 } }]);
});

test("Whoever is paid elsewhere is filed there, as of the day on which they came", async () => {
  const file = await register(
    HEADER,
    rowOf(SUN, "2024-05-15"),
    rowOf({ ...LI, name: "李英" }, "2024-05-15"),
  );
  const answer = await answerTo("zibo-there", file);
  assert.deepEqual(shortly(answer), ["2 filed-elsewhere", "3 not-found 身份证号码"]);
  assert.deepEqual(shortly(await answerTo("zibo-there", file)), shortly(answer));
  const { worker } = world.record;
  const { rows } = await worker.pool.query<{ id: number }>(
    "SELECT walk_in_id AS id FROM walk_in WHERE filed IS NOT NULL",
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(await takeUpWalkInCertification(worker, rows[0]?.id ?? 0, world.clock.day), {});
  assert.equal((await certificationsOf(SUN)).at(-1), "community 2024-05-15 zibo-there counted");
});

test("A unit enters its own people; others are not found, and accounts enter nobody", async () => {
  const file = await register(
    HEADER,
    rowOf(WANG, "2024-05-16"),
    rowOf({ idNumber: "510104195003070017", name: "吴一" }, "2024-05-16"),
  );
  assert.deepEqual(shortly(await answerTo("zibo-unit", file)), [
    "2 entered",
    "3 not-found 身份证号码",
  ]);
  assert.equal((await handIn("admin", file)).statusCode, 403);
});

test("Where a region wants evidence and reviews, a row without any is refused, with it waits", async () => {
  const person = { idNumber: "510104195003070068", name: "郑成都" };
  await world.addPerson(person);
  const file = await register(HEADER, rowOf(person, "2024-05-17", "窗口认证"));
  assert.deepEqual(shortly(await answerTo("street", file)), ["2 evidence-missing"]);
  const elsewhere = await handIn("street", file, [{ line: 3, ...PHOTO }]);
  assert.equal(elsewhere.statusCode, 422);
  assert.deepEqual(shortly(await answerTo("street", file, [{ line: 2, ...PHOTO }])), [
    "2 in-review",
  ]);
  assert.deepEqual(await certificationsOf(person), ["counter 2024-05-17 street submitted"]);
});

test("A file that is none, lacks a column, is empty or too long is refused as what it is", async () => {
  const refusal = async (file: Buffer) => {
    const answer = await handIn("zibo", file);
    const { code, field } = answer.json<{ readonly code: string; readonly field?: string }>();
    return [answer.statusCode, code, field];
  };
  assert.deepEqual(await refusal(Buffer.from("姓名,身份证号码\n")), [
    422,
    "register-unreadable",
    "content",
  ]);
  assert.deepEqual(await refusal(mixed.subarray(0, 2000)), [422, "register-unreadable", "content"]);
  assert.deepEqual(await refusal(await register(["姓名", "号码"], ["李", "1"])), [
    422,
    "register-header",
    "身份证号码、认证日期",
  ]);
  assert.deepEqual(await refusal(await register(HEADER)), [422, "register-empty", "content"]);
  const many = Array.from({ length: 5000 }, () => rowOf(LI, "2024-05-08"));
  assert.deepEqual(await refusal(await register(HEADER, ...many)), [
    422,
    "register-too-long",
    "content",
  ]);
  assert.deepEqual(await refusal(await bombOf(200)), [422, "register-unreadable", "content"]);
});

/** A workbook of few bytes that unfolds to that many megabytes. */
async function bombOf(megabytes: number): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.alloc(megabytes * 1024 * 1024, " "), "xl/worksheets/sheet1.xml");
  zip.end();
  return await buffer(zip.outputStream as Readable);
}

test("The template is what the server takes: its columns, choices, and numbers as texts", async () => {
  const { rawPayload } = await world.call("zibo", "GET", "/paper-registers/template");
  const sheets = await readWorkbook(rawPayload);
  assert.deepEqual(
    sheets.map(({ sheet }) => sheet),
    ["登记", "填写说明", "选项"],
  );
  assert.deepEqual(sheets[0]?.data[0]?.slice(0, HEADER.length), HEADER);
  assert.ok(sheets[2]?.data.flat().includes("社区认证"));
  const empty = await handIn("zibo", rawPayload);
  assert.equal(empty.json<{ readonly code: string }>().code, "register-empty");
});
