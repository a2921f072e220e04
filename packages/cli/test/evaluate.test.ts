// `lingdai evaluate` as agencies run it: the real command in a process of its own, its exit code,
// its two streams and DIR (FORMATS section 3).

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { checkCharacterOf } from "@lingdai/policy";

import { runHere } from "./run-here.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));

/** Somebody invented, born on 1950-03-07. */
function residentId(sequence: string): string {
  return `51010419500307${sequence}${checkCharacterOf(`51010419500307${sequence}`)}`;
}

const LI = residentId("001");
const WANG = residentId("002");

const ROSTER = `id_number,name,insurance,kind,since,last_certified_on
${LI},李秀英,enterprise-pension,retirement-pension,2010-03-20,2023-09-01
${WANG},王秀英,enterprise-pension,retirement-pension,2010-03-20,2023-01-05
`;
const HEADER = "id_number,name,kind,occurred_on,source,ref\n";

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a roster and two observation files; gone when the test is over. */
function aFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lingdai-evaluate-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(path.join(folder, "roster.csv"), ROSTER);
  const observation = (number: string, name: string, ref: string): string =>
    `${HEADER}${number},${name},rail-travel,2024-02-01,铁路,${ref}\n`;
  writeFileSync(path.join(folder, "obs-b.csv"), observation(LI, "李秀英", "1"));
  writeFileSync(path.join(folder, "obs-a.csv"), observation(WANG, "王秀英", "2"));
  return folder;
}

function evaluate(folder: string, ...args: readonly string[]): Run {
  return spawnSync(process.execPath, [COMMAND, "evaluate", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

const GOOD: readonly string[] = [
  "--policy",
  "sichuan-2022",
  "--roster",
  "roster.csv",
  "--observations",
  "obs-*.csv",
  "--as-of",
  "2024-03-01",
  "--out",
  "out",
];

/** The good arguments with one option's value replaced, or the option left out. */
function goodBut(option: string, value?: string): readonly string[] {
  const at = GOOD.findIndex((word) => word === option);
  const replacement = value === undefined ? [] : [option, value];
  return at === -1 ? [...GOOD, ...replacement] : GOOD.toSpliced(at, 2, ...replacement);
}

test("A run that worked ends with 0, says where the results lie, and is quiet on stderr", (context) => {
  const folder = aFolder(context);
  const run = evaluate(folder, ...GOOD);
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.match(run.stdout, /具备资格 2，丧失资格 0，待核实 0/);
  assert.match(run.stdout, /结果在 out/);
  assert.deepEqual(readdirSync(path.join(folder, "out")).toSorted(), [
    "conclusions.csv",
    "rejects.csv",
    "summary.json",
    "suspicious.csv",
    "uncertified.csv",
  ]);
});

test("A quoted pattern stands for its files in sorted order", (context) => {
  const folder = aFolder(context);
  evaluate(folder, ...GOOD);
  const summary: unknown = JSON.parse(readFileSync(path.join(folder, "out/summary.json"), "utf8"));
  assert.ok(typeof summary === "object" && summary !== null && "files" in summary);
  assert.deepEqual(Object.keys(summary.files ?? {}), ["obs-a.csv", "obs-b.csv"]);
});

test("Rejects are no failure: the run ends with 0", (context) => {
  const folder = aFolder(context);
  writeFileSync(path.join(folder, "obs-c.csv"), `${HEADER}1,2,3,4,5,6\n`);
  const run = evaluate(folder, ...GOOD);
  assert.equal(run.status, 0);
  const rejects = readFileSync(path.join(folder, "out/rejects.csv"), "utf8");
  assert.match(rejects, /^obs-c\.csv,2,bad-id-format,id_number,1$/m);
});

test("What is ignored is said on stderr, a line each, when the run is over", (context) => {
  const folder = aFolder(context);
  writeFileSync(
    path.join(folder, "roster.csv"),
    ROSTER.replace("name,", "name,remark,").replaceAll("英,", "英,x,"),
  );
  const run = evaluate(folder, ...GOOD);
  assert.equal(run.status, 0);
  assert.match(run.stderr, /^提醒：roster\.csv：不认识的列已忽略：remark\n$/);
});

test("Every option is understood, and a second run tells what changed", (context) => {
  const folder = aFolder(context);
  writeFileSync(path.join(folder, "map.yaml"), 'files: ["obs-b.csv"]\nconstants: { source: 铁 }\n');
  assert.equal(evaluate(folder, ...GOOD).status, 0);
  const again = goodBut("--out", "again");
  const compared = [...again, "--mapping", "map.yaml", "--previous", "out", "--format", "csv"];
  const run = evaluate(folder, ...compared);
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.match(readFileSync(path.join(folder, "again/conclusions.csv"), "utf8"), /,铁:1$/m);
  assert.equal(readFileSync(path.join(folder, "again/changes.csv"), "utf8").split("\n").length, 2);
  const weihai = goodBut("--policy", "weihai-2017");
  assert.equal(evaluate(folder, ...weihai, "--window", "2023-04-01..2023-06-30").status, 0);
});

const REFUSALS: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["Without a policy", goodBut("--policy"), /--policy：缺少/],
  ["Without a roster", goodBut("--roster"), /--roster：缺少/],
  [
    "A roster's name longer than a name may be",
    goodBut("--roster", "x".repeat(300)),
    /^.*：x{300}：.+\n$/,
  ],
  ["Without observations", goodBut("--observations"), /--observations：没有给出/],
  ["Without an as-of date", goodBut("--as-of"), /--as-of：缺少/],
  ["Without an out folder", goodBut("--out"), /--out：缺少/],
  ["With an empty value", goodBut("--roster", ""), /--roster：缺少/],
  ["With an unknown option", [...GOOD, "--outt", "x"], /--outt：没有这个参数/],
  ["With an option without value", [...GOOD, "--mapping"], /--mapping.*：缺少值/],
  ["With a word that belongs to no option", [...GOOD, "more.csv"], /more\.csv：.*通配符请加引号/],
  ["With an option given twice", [...GOOD, "--roster", "r"], /--roster：只能给出一次/],
  ["With an unknown policy", goodBut("--policy", "x"), /--policy x：没有这个政策包/],
  ["With a date that is none", goodBut("--as-of", "2024-13-01"), /--as-of 2024-13-01：不是日期/],
  ["With a day outside the policy", goodBut("--as-of", "2020-01-01"), /有效期/],
  [
    "With a window that is none",
    [...goodBut("--policy", "weihai-2017"), "--window", "x"],
    /--window x：/,
  ],
  ["With no thread at all", [...GOOD, "--threads", "0"], /--threads 0：/],
  [
    "With a window under another policy",
    [...GOOD, "--window", "2023-01-01..2023-02-01"],
    /--window/,
  ],
  ["With a format that is none", [...GOOD, "--format", "json"], /--format json：/],
  ["With a missing roster", goodBut("--roster", "no.csv"), /no\.csv：文件打不开，不存在/],
  ["With a folder as roster", goodBut("--roster", "."), /文件夹/],
  ["With a pattern that fits nothing", goodBut("--observations", "x*.csv"), /没有文件符合/],
  ["With a file as out folder", goodBut("--out", "roster.csv"), /--out roster\.csv：/],
  ["With a folder that holds no earlier run", [...GOOD, "--previous", "."], /conclusions\.csv：/],
];

for (const [claim, args, line] of REFUSALS) {
  test(`${claim} the command ends with 2 and one clear line`, async (context) => {
    const folder = aFolder(context);
    const before = readdirSync(folder);
    const run = await runHere(context, ["evaluate", ...args], folder);
    assert.deepEqual([run.status, run.stdout], [2, ""]);
    assert.match(run.stderr, line);
    assert.match(run.stderr, /^lingdai evaluate：[^\n]+\n$/);
    assert.deepEqual(readdirSync(folder), before);
  });
}

test("A warning never joins the one line of a refusal", (context) => {
  const folder = aFolder(context);
  writeFileSync(path.join(folder, "obs-0.csv"), HEADER.replace("ref", "ref,channel"));
  writeFileSync(path.join(folder, "obs-z.csv"), "");
  const run = evaluate(folder, ...GOOD);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /^lingdai evaluate：obs-z\.csv：文件是空的[^\n]*\n$/);
});

test("Help is given on stdout and ends with 0", (context) => {
  const run = evaluate(aFolder(context), "--help");
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.match(run.stdout, /--policy ID --roster FILE/);
});

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  test(`${signal} ends the command with ${code} and leaves nothing half-written`, async (context) => {
    const folder = aFolder(context);
    const out = path.join(folder, "out");
    mkdirSync(out);
    writeFileSync(path.join(out, "conclusions.csv"), "old");
    const row = `${LI},李秀英,rail-travel,2024-02-01,铁路,`;
    const rows = Array.from({ length: 100_000 }, (_, at) => `${row}${at}\n`).join("");
    for (let copy = 0; copy < 6; copy += 1) {
      writeFileSync(
        path.join(folder, `obs-${copy}.csv`),
        HEADER + rows.replaceAll("铁路", `${copy}`),
      );
    }
    const run = spawn(process.execPath, [COMMAND, "evaluate", ...GOOD], { cwd: folder });
    let complaint = "";
    run.stderr.on("data", (text: Buffer) => {
      complaint += text.toString();
    });
    const closed = once(run, "close");
    // The run has begun to write once its hidden folder stands in DIR.
    while (readdirSync(out).length === 1 && run.exitCode === null) await pause(5);
    run.kill(signal);
    assert.deepEqual(await closed, [code, null]);
    assert.match(complaint, /^lingdai evaluate：已中断[^\n]*\n$/);
    assert.deepEqual(readdirSync(out), ["conclusions.csv"]);
    assert.equal(readFileSync(path.join(out, "conclusions.csv"), "utf8"), "old");
    assert.ok(!existsSync(path.join(folder, ".lingdai")));
  });
}
