// `lingdai mapping` as data officers run it: the real command, its exit codes and its two streams.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import { runHere } from "./run-here.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../matching/mappings/examples/", import.meta.url));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function mapping(folder: string, ...args: readonly string[]): Run {
  return spawnSync(process.execPath, [COMMAND, "mapping", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
}

/** A folder with one observation file of two good rows and one bad; gone when the test is over. */
function aFolder(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), "lingdai-mapping-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const rows = [
    "510104195003070017,\u3000李秀英 ,体检,2023-12-01,卫健,1",
    "５１０１０４１９４８０１１２００３７,王桂兰,体检,2023-12-02,卫健,2",
    "510104193309200057,张建国,特需,2023/12/3,卫健,3",
  ];
  const header = "id_number,name,kind,occurred_on,source,ref";
  writeFileSync(path.join(folder, "obs.csv"), `${header}\n${rows.join("\n")}\n`);
  writeFileSync(
    path.join(folder, "m.yaml"),
    'files: ["obs.csv"]\nvalues: { kind: { 体检: health-checkup } }\n',
  );
  return folder;
}

test("A check shows the rows as they will be read, and ends with 1 where some would be rejected", (context) => {
  const args = ["obs.csv", "--mapping", "m.yaml", "--rows", "3", "--as-of", "2024-03-01"];
  const run = mapping(aFolder(context), "check", ...args);
  assert.equal(run.status, 1, run.stderr);
  assert.equal(run.stderr, "");
  for (const expected of [
    /^内容：文本，编码 utf-8（按映射），逗号分隔（按映射）$/m,
    /^映射：m\.yaml$/m,
    /^当作：观测文件/m,
    /^ {2}kind +← “kind”列$/m,
    /^ {2}第 2 行 可用$/m,
    /^ {4}name +"\\u3000李秀英 " → 李秀英$/m,
    /^ {4}kind +体检 → health-checkup$/m,
    /^ {4}id_number +５１０１０４１９４８０１１２００３７ → 510104194801120037$/m,
    /^ {2}第 4 行 拒收 unknown-kind（kind）：代码不认识/m,
    /^看过 3 行（全部）：可用 2 行，拒收 1 行$/m,
  ]) {
    assert.match(run.stdout, expected);
  }
});

test("A check of a file all of whose rows are good ends with 0", () => {
  const run = mapping(EXAMPLES, "check", "rail-journeys.csv", "--mapping", "rail-journeys");
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^提醒：rail-journeys\.csv：不认识的列已忽略：车次、发站、到站$/m);
});

test("A check of a file that cannot be read ends with 2 and says how it is probably written", () => {
  const run = mapping(EXAMPLES, "check", "hospital-visits.csv");
  assert.equal(run.status, 2);
  assert.equal(run.stdout, "");
  assert.match(run.stderr, /提示：内容像是 gb18030 编码、竖线（\|）分隔的文本；可先运行/);
  assert.match(run.stderr, /lingdai mapping：hospital-visits\.csv：表头不是完好的 utf-8 文本/);
});

test("A mapping whose patterns do not fit the file is pointed out", (context) => {
  const run = mapping(aFolder(context), "check", "obs.csv", "--mapping", "rail-journeys");
  assert.equal(run.status, 1);
  assert.match(run.stdout, /提醒：来源映射 rail-journeys 对这个文件不起作用/);
});

test("A suggestion goes to stdout alone, and what is left to a person to stderr", (context) => {
  const folder = aFolder(context);
  const run = mapping(folder, "suggest", "obs.csv");
  assert.equal(run.status, 1);
  assert.match(run.stderr, /^要由人决定：kind（kind）有 1 个值不认识：“特需”$/m);
  writeFileSync(path.join(folder, "suggested.yaml"), run.stdout);
  const check = mapping(folder, "check", "obs.csv", "--mapping", "suggested.yaml");
  assert.match(check.stdout, /^映射：suggested\.yaml$/m);
  assert.match(check.stdout, /可用 2 行，拒收 1 行/);
});

test("A suggestion that leaves nothing open ends with 0", () => {
  const run = mapping(EXAMPLES, "suggest", "hospital-visits.csv");
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stderr, "");
  assert.match(run.stdout, /^encoding: gb18030/m);
});

test("The mappings that come along are listed by their names, each with what it is for", () => {
  const run = mapping(EXAMPLES, "list");
  assert.equal(run.status, 0);
  const lines = run.stdout.trimEnd().split("\n");
  assert.ok(lines.some((line) => /^ld-t-92-roster +名册：列名是 LD\/T 92/.test(line)));
  for (const line of lines) assert.match(line, /^[a-z0-9-]+ {2,}\p{Script=Han}/u);
});

const UNUSABLE: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["No action", [], /没有说要做什么/],
  ["An unknown action", ["guess"], /没有“guess”这个动作/],
  ["No file", ["check"], /没有给出文件/],
  ["Two files", ["check", "a", "b"], /一次只能看一个文件/],
  ["A file that does not exist", ["check", "nowhere.csv"], /nowhere\.csv：文件打不开，不存在/],
  ["A file that does not exist, for a suggestion", ["suggest", "nowhere.csv"], /不存在/],
  ["A number of rows that is none", ["check", "x", "--rows", "many"], /--rows many：不是整数/],
  ["Too many rows", ["check", "x", "--rows", "1001"], /--rows 1001：太多/],
  ["A sort of file that is none", ["check", "x", "--as", "list"], /--as list：没有这种选择/],
  ["A day that is none", ["check", "x", "--as-of", "2024"], /--as-of 2024：不是日期/],
  ["An unknown option", ["suggest", "x", "--mapping", "m"], /--mapping：没有这个参数/],
];

for (const [claim, args, line] of UNUSABLE) {
  test(`${claim} is unusable: one line, exit code 2`, async (context) => {
    const run = await runHere(context, ["mapping", ...args], aFolder(context));
    assert.equal(run.status, 2);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, line);
    assert.equal(run.stderr.trim().split("\n").length, 1);
  });
}

test("Who asks for help gets the usage with its exit codes", async (context) => {
  for (const args of [["--help"], ["check", "--help"], ["suggest", "-h"], ["list", "-h"]]) {
    const run = await runHere(context, ["mapping", ...args], EXAMPLES);
    assert.equal(run.status, 0);
    assert.match(run.stdout, /退出码 exit codes:/);
  }
});
