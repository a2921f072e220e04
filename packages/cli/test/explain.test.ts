// `lingdai explain` as a clerk runs it: the real command in a process of its own, its page, its JSON,
// its refusals.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import { UnusableInput } from "@lingdai/matching";
import { checkCharacterOf, formatDay, renderPage } from "@lingdai/policy";

import { todayInShanghai } from "../src/civil-today.ts";
import { explainPeople } from "../src/explain-people.ts";
import { run } from "../src/verbs/explain.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));

/** Somebody invented, born on 1950-03-07. */
function residentId(sequence: string): string {
  return `51010419500307${sequence}${checkCharacterOf(`51010419500307${sequence}`)}`;
}

const LI = residentId("001");
const WANG = residentId("002");
const STRANGER = residentId("003");
const BADLY_LISTED = residentId("004");

const ROSTER = `id_number,name,insurance,kind,since,last_certified_on,id_type
${LI},李秀英,enterprise-pension,retirement-pension,2010-03-20,2023-09-01,
${LI},李秀英,work-injury,nursing-fee,2012-05-01,2023-02-01,
${LI},李秀英,work-injury,nursing-fee,2015-05-01,2023-03-01,
${WANG},王秀英,enterprise-pension,retirement-pension,2010-03-20,2023-01-05,
${BADLY_LISTED},赵秀英,enterprise-pension,retirement-pension,2010年,,
E1234567,陈秀英,resident-pension,resident-pension,2010-03-20,2023-08-05,passport
`;
const SIGNS = `id_number,name,kind,occurred_on,source,ref
${LI},李秀英,rail-travel,2024-02-01,铁路12306,1
${LI},李秀英,rail-travel,2024-02-01,铁路12306,1
${LI},李秀兰,death-cremation,2024-02-03,某市殡仪馆,2
${LI},李秀英,hospital-stay,2024-02-30,锦江区第三人民医院,3
${LI.slice(0, 17)}${LI.endsWith("0") ? "1" : "0"},李秀英,air-travel,2024-02-05,民航,4
${WANG},王秀英,air-travel,2024-02-06,民航,5
`;

/** A folder with a roster and one observation file; gone when the test is over. */
function aFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lingdai-explain-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(path.join(folder, "roster.csv"), ROSTER);
  writeFileSync(path.join(folder, "signs.csv"), SIGNS);
  return folder;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const FILES = ["--policy", "sichuan-2022", "--roster", "roster.csv", "--observations", "signs.csv"];

function explain(folder: string, ...args: readonly string[]): Run {
  return spawnSync(process.execPath, [COMMAND, "explain", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

test("A page a benefit, in Chinese, with what decided and what was left aside, and no names of places", (t) => {
  const ran = explain(aFolder(t), ...FILES, "--id", LI, "--as-of", "2024-03-01");
  assert.deepEqual([ran.status, ran.stderr], [0, ""]);
  const pages = ran.stdout.split("────");
  assert.match(ran.stdout, /^养老金（企业职工养老保险）\n/);
  assert.match(ran.stdout, /\n护理费（工伤保险）\n/);
  assert.ok(pages.length > 1);
  assert.match(ran.stdout, /李秀英，您好！/);
  assert.match(
    ran.stdout,
    /2024年2月1日，您坐过一次火车。消息来自铁路部门。这次就是看这一条定的。/,
  );
  assert.match(ran.stdout, /证件号码是您的，名字却不一样/);
  assert.match(ran.stdout, /有1条记录是重复送来的/);
  assert.match(ran.stdout, /有1条记录的日期写得不对/);
  assert.match(ran.stdout, /有1条记录的证件号码好像写错了一位/);
  assert.doesNotMatch(ran.stdout, /医院|殡|12306，|[a-z]+-[a-z]+/);
  assert.ok(!ran.stdout.includes(LI), "only the end of the number shows");
});

test("English by flag", (t) => {
  const ran = explain(aFolder(t), ...FILES, "--id", LI, "--as-of", "2024-03-01", "--lang", "en");
  assert.equal(ran.status, 0);
  assert.match(ran.stdout, /You are entitled to this benefit/);
});

test("JSON says what the tables of the batch say, and names every row of the person with its file and line", (t) => {
  const ran = explain(aFolder(t), ...FILES, "--id", LI, "--as-of", "2024-03-01", "--json");
  assert.equal(ran.status, 0);
  const { pages, ...head } = JSON.parse(ran.stdout) as {
    pages: readonly Record<string, unknown>[];
  };
  assert.deepEqual(head, {
    policy: "sichuan-2022",
    as_of: "2024-03-01",
    language: "zh",
    person: { id_type: "resident-id", id_number: LI, name: "李秀英" },
    roster_rows: [
      { file: "roster.csv", line: 2, outcome: "accepted" },
      { file: "roster.csv", line: 3, outcome: "accepted" },
      { file: "roster.csv", line: 4, outcome: "duplicate" },
    ],
  });
  assert.equal(pages.length, 2);
  const { sections, records, ...answer } = pages[1] ?? {};
  assert.deepEqual(answer, {
    insurance: "work-injury",
    kind: "nursing-fee",
    status: "paying",
    covered: true,
    conclusion: "eligible",
    pending_reason: null,
    last_certified_on: "2024-02-01",
    last_certified_by: "rail-travel",
    deadline: "2025-02-01",
    actions: [],
    basis: answer["basis"],
    decided_by: ["铁路12306:1"],
    heading: "护理费（工伤保险）",
  });
  assert.ok(Array.isArray(sections));
  const nothing = { arrived_on: null, counts_on: null };
  assert.deepEqual(records, [
    {
      file: "signs.csv",
      line: 2,
      kind: "rail-travel",
      occurred_on: "2024-02-01",
      arrived_on: "2024-03-01",
      source: "铁路12306",
      ref: "1",
      use: "decides",
      counts_on: null,
    },
    {
      file: "signs.csv",
      line: 3,
      kind: "rail-travel",
      occurred_on: "2024-02-01",
      arrived_on: "2024-03-01",
      source: "铁路12306",
      ref: "1",
      use: "duplicate",
      counts_on: null,
    },
    {
      file: "signs.csv",
      line: 4,
      kind: "death-cremation",
      occurred_on: "2024-02-03",
      arrived_on: "2024-03-01",
      source: "某市殡仪馆",
      ref: "2",
      use: "name-mismatch",
      counts_on: null,
    },
    {
      ...nothing,
      file: "signs.csv",
      line: 5,
      kind: "hospital-stay",
      occurred_on: null,
      source: "锦江区第三人民医院",
      ref: "3",
      use: "bad-date",
    },
    {
      ...nothing,
      file: "signs.csv",
      line: 6,
      kind: "air-travel",
      occurred_on: "2024-02-05",
      source: "民航",
      ref: "4",
      use: "bad-id-checksum",
    },
  ]);
});

test("Another document is asked for with its type; the number is read as the files are", (t) => {
  const folder = aFolder(t);
  const passport = ["--id", " e1234567", "--id-type", "passport", "--as-of", "2024-03-01"];
  const ran = explain(folder, ...FILES, ...passport);
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(ran.stdout, /陈秀英，您好！/);
  const wide = LI.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
  assert.equal(explain(folder, ...FILES, "--id", wide, "--as-of", "2024-03-01").status, 0);
});

test("Without a day it is today's page", (t) => {
  const ran = explain(aFolder(t), ...FILES, "--id", WANG, "--json");
  assert.equal(ran.status, 0, ran.stderr);
  const { as_of: asOf } = JSON.parse(ran.stdout) as { as_of: string };
  // Midnight may pass while the command runs.
  const today = todayInShanghai();
  assert.ok([formatDay(today), formatDay(today - 1)].includes(asOf), asOf);
});

test("What cannot be used ends with 2 and one line, which never repeats a whole number", async (t) => {
  const folder = aFolder(t);
  const files = FILES.map((arg) => (arg.endsWith(".csv") ? path.join(folder, arg) : arg));
  const day = ["--as-of", "2024-03-01"];
  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [[...files, ...day, "--id", STRANGER], /名册里没有这个人/],
    [[...files, ...day, "--id", BADLY_LISTED], /roster\.csv 第 6 行.*被拒收（bad-date）/],
    [[...files, ...day, "--id", "123"], /证件号码不对/],
    [[...files, ...day, "--id", LI.slice(0, 17)], /证件号码不对/],
    [[...files, ...day, "--id", ""], /缺少这个参数/],
    [[...files, ...day], /--id：缺少这个参数/],
    [[...files, ...day, "--id", LI, "--id", WANG], /只能给出一次/],
    [[...files, ...day, "--id", LI, "--id-type", "library-card"], /没有这种证件类型/],
    [[...files, ...day, "--id", LI, "--lang", "fr"], /可用 zh、en/],
    [[...files, ...day, "--id", LI, "--window", "2023-01-01..2023-02-01"], /没有认证窗口/],
    [[...files, "--id", LI, "--as-of", "2020-01-01"], /有效期/],
    [[...files, ...day, "--id", LI, "--what"], /--what/],
    [[...files, ...day, "--id", LI, "--state", "kept"], /--state：说明只看给出的文件/],
    [[...files, ...day, "--id", LI, "--sample", "1/10"], /--sample：说明只讲一个人/],
    [[...files.slice(0, 4), ...day, "--id", LI], /--observations/],
    [[...files.slice(0, 4), "--observations", "gone.csv", ...day, "--id", LI], /gone\.csv/],
  ];
  for (const [args, expected] of refused) {
    let said = "";
    const write = t.mock.method(process.stderr, "write", (text: string) => {
      said += text;
      return true;
    });
    const status = await run(args);
    write.mock.restore();
    assert.equal(status, 2, args.join(" "));
    assert.match(said, expected);
    assert.match(said, /^lingdai explain：[^\n]+\n$/);
    for (const number of [LI, STRANGER, BADLY_LISTED]) assert.ok(!said.includes(number));
  }
});

test("Whoever is not on the roster leaves nothing on standard output, exit 2", (t) => {
  const ran = explain(aFolder(t), ...FILES, "--as-of", "2024-03-01", "--id", STRANGER);
  assert.deepEqual([ran.status, ran.stdout], [2, ""]);
  assert.match(ran.stderr, /名册里没有这个人/);
});

test("Several people are explained from one reading, in the order asked, each as if alone", async (t) => {
  const folder = aFolder(t);
  const options = {
    policy: "sichuan-2022",
    roster: path.join(folder, "roster.csv"),
    observations: [path.join(folder, "signs.csv")],
    asOf: "2024-03-01",
  };
  const both = await explainPeople(options, [{ idNumber: WANG }, { idNumber: LI }]);
  assert.deepEqual(
    both.people.map(({ name }) => name),
    ["王秀英", "李秀英"],
  );
  const texts = both.people.flatMap(({ entitlements }) =>
    entitlements.map(({ page }) => renderPage(page)),
  );
  const alone = [WANG, LI].map(
    async (idNumber) => (await explainPeople(options, [{ idNumber }])).people,
  );
  const separately = (await Promise.all(alone))
    .flat()
    .flatMap(({ entitlements }) => entitlements.map(({ page }) => renderPage(page)));
  assert.deepEqual(texts, separately);
  await assert.rejects(
    explainPeople(options, [{ idNumber: LI }, { idNumber: STRANGER }]),
    UnusableInput,
  );
});
