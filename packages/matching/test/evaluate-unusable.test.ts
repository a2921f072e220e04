// Arguments and files that cannot be used: one clear line that says what, where and how to mend
// it, and nothing in DIR (FORMATS section 3). A bad row is never among them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { UnusableInput, evaluateFiles } from "../src/index.ts";
import type { EvaluateOptions } from "../src/index.ts";
import { aFolder, aRosterRow, anObservation, toCsv, writtenRun } from "./evaluation-fixture.ts";
import type { RunInput } from "./evaluation-fixture.ts";

/** Runs and asserts the refusal; DIR, new or old, is as it was. */
async function assertRefused(options: EvaluateOptions, line: RegExp): Promise<void> {
  await assert.rejects(evaluateFiles(options), (error) => {
    assert.ok(error instanceof UnusableInput, String(error));
    assert.match(error.message, line);
    assert.doesNotMatch(error.message, /[\r\n]/);
    return true;
  });
  assert.ok(!existsSync(options.out), "DIR was made");
  mkdirSync(options.out);
  writeFileSync(join(options.out, "conclusions.csv"), "old");
  await assert.rejects(evaluateFiles(options), UnusableInput);
  assert.deepEqual(readdirSync(options.out), ["conclusions.csv"]);
  rmSync(options.out, { recursive: true });
}

async function assertInputRefused(
  context: TestContext,
  input: RunInput,
  line: RegExp,
): Promise<void> {
  await assertRefused(writtenRun(aFolder(context), input), line);
}

const ARGUMENTS: readonly (readonly [string, RunInput, RegExp])[] = [
  [
    "An unknown policy",
    { policy: "sichuan-1999" },
    /--policy sichuan-1999：.*sichuan-2022、shanxi-2018/,
  ],
  [
    "An as-of date that is none",
    { asOf: "2024-02-30" },
    /--as-of 2024-02-30：不是日期.*YYYY-MM-DD/,
  ],
  ["An as-of date in another form", { asOf: "20240301" }, /--as-of 20240301：不是日期/],
  [
    "An as-of date before the policy is in force",
    { asOf: "2022-12-11" },
    /--as-of 2022-12-11：.*有效期.*2022-12-12/,
  ],
  [
    "An as-of date after the policy has ended",
    { policy: "weihai-2017", asOf: "2025-01-01" },
    /--as-of 2025-01-01：.*2024-12-31/,
  ],
  [
    "A window under a policy that has none",
    { options: { window: "2023-01-01..2023-02-01" } },
    /--window .*weihai-2017/,
  ],
  [
    "A window that is no pair of days",
    { policy: "weihai-2017", options: { window: "2023-01-01-2023-02-01" } },
    /--window .*FROM\.\.TO/,
  ],
  [
    "A window of three days",
    { policy: "weihai-2017", options: { window: "2023-01-01..2023-02-01..2023-03-01" } },
    /--window .*FROM\.\.TO/,
  ],
  [
    "A window that ends before it begins",
    { policy: "weihai-2017", options: { window: "2023-02-02..2023-02-01" } },
    /--window .*晚于/,
  ],
  ["An unknown format", { options: { format: "xlsx" } }, /--format xlsx：.*csv 或 parquet/],
  ["No observation file", { options: { observations: [] } }, /--observations：/],
  [
    "A pattern that fits no file",
    { options: { observations: ["/nowhere/*.csv"] } },
    /没有文件符合/,
  ],
];

for (const [claim, input, line] of ARGUMENTS) {
  test(`${claim} is unusable`, async (context) => {
    await assertInputRefused(context, input, line);
  });
}

const HEADER = "id_number,name,kind,occurred_on,source,ref";

const FILES: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ["An empty file", "", /obs\.csv：文件是空的/],
  ["A file of a byte order mark alone", "\ufeff", /obs\.csv：文件里没有表头/],
  ["A file of blank lines alone", "\n \n,,\n", /obs\.csv：文件里没有表头/],
  [
    "A header without a required column",
    `${HEADER.replace(",ref", "")}\n`,
    /obs\.csv：表头缺少必需的列：ref。.*--mapping/,
  ],
  [
    "A header with another delimiter",
    `${HEADER.replaceAll(",", ";")}\n`,
    /表头缺少必需的列：id_number、name/,
  ],
  ["A header in capitals", `${HEADER.toUpperCase()}\n`, /表头缺少必需的列/],
  ["A header that names a column twice", `${HEADER},name\n`, /“name”出现了不止一次/],
  [
    "A header in an encoding that nobody named",
    Buffer.concat([Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]), Buffer.from(`,${HEADER}\n`)]),
    /表头不是完好的 utf-8 文本.*--mapping/,
  ],
  ["A header whose quote never closes", `"${HEADER}\n1,2\n`, /表头不是完好的/],
  ["A UTF-16 file", Buffer.from(`\ufeff${HEADER}\n`, "utf16le"), /UTF-16.*UTF-8/],
  [
    "A big-endian UTF-16 file",
    Buffer.from(`\ufeff${HEADER}\n`, "utf16le").swap16(),
    /UTF-16.*UTF-8/,
  ],
  ["A UTF-16 file without a mark", Buffer.from(`${HEADER}\n`, "utf16le"), /表头/],
  ["A ZIP or XLSX behind the name of a CSV", Buffer.from("PK\u0003\u0004rest"), /XLSX 或 ZIP/],
  ["A Parquet file behind the name of a CSV", "PAR1....PAR1", /Parquet/],
  ["A compressed file", Buffer.from([0x1f, 0x8b, 0x08, 0x00]), /GZIP/],
];

for (const [claim, content, line] of FILES) {
  test(`${claim} cannot be read`, async (context) => {
    await assertInputRefused(context, { observations: { "obs.csv": content } }, line);
  });
}

test("A roster without a required column cannot be read", async (context) => {
  await assertInputRefused(
    context,
    { roster: "id_number,name,kind,since\n" },
    /roster\.csv：表头缺少必需的列：insurance/,
  );
});

test("Text behind the name of an XLSX or a Parquet file is not trusted", async (context) => {
  const rows = toCsv([anObservation()]);
  await assertInputRefused(
    context,
    { observations: { "obs.xlsx": rows } },
    /obs\.xlsx：看文件名是 Excel 工作簿，内容却是 文本/,
  );
  await assertInputRefused(
    context,
    { observations: { "obs.parquet": rows } },
    /obs\.parquet：看文件名是 Parquet，内容却是 文本/,
  );
});

test("A file that does not exist cannot be read, roster or observations", async (context) => {
  const options = writtenRun(aFolder(context), {});
  await assertRefused({ ...options, roster: "/nowhere/r.csv" }, /\/nowhere\/r\.csv：.*不存在/);
  await assertRefused(
    { ...options, observations: ["/nowhere/o.csv"] },
    /\/nowhere\/o\.csv：.*不存在/,
  );
  await assertRefused(
    { ...options, mappings: ["/nowhere/m.yaml"] },
    /\/nowhere\/m\.yaml：.*不存在/,
  );
  await assertRefused({ ...options, previous: "/nowhere" }, /\/nowhere.*不存在/);
});

test("A folder is no file", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  await assertRefused({ ...options, roster: folder }, /文件夹/);
  await assertRefused({ ...options, observations: [folder] }, /文件夹/);
  await assertRefused({ ...options, mappings: [folder] }, /文件夹/);
});

test("A pipe, into which nobody writes, is no file and keeps nobody waiting", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  const pipe = join(folder, "pipe.csv");
  try {
    ofMachine("mkfifo", pipe);
  } catch {
    context.skip("this machine has no pipes with names");
    return;
  }
  await assertRefused({ ...options, roster: pipe }, /不是普通文件/);
  await assertRefused({ ...options, observations: [pipe] }, /不是普通文件/);
});

test("A file without permission cannot be read", async (context) => {
  const options = writtenRun(aFolder(context), {});
  await withoutPermission(options.roster, async () => {
    await assert.rejects(evaluateFiles(options), (error) => {
      assert.ok(error instanceof UnusableInput);
      assert.match(error.message, /没有权限/);
      return true;
    });
  });
});

test("A DIR into which nobody may look is unusable", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  mkdirSync(options.out);
  chmodSync(folder, 0o755);
  await withoutPermission(options.out, async () => {
    await assert.rejects(evaluateFiles(options), (error) => {
      assert.ok(error instanceof UnusableInput, String(error));
      assert.match(error.message, /--out .*没有权限/);
      return true;
    });
  });
  assert.deepEqual(readdirSync(options.out), []);
});

test("A file that becomes unreadable behind its header is refused, and nothing is written", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  const [observations = ""] = options.observations;
  // The roster is read first; by then the observation file has been planned, and now it goes.
  await assertGoesWhileRunning(options, observations);
  assert.ok(!existsSync(options.out));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith(".")),
    [],
  );
});

async function assertGoesWhileRunning(options: EvaluateOptions, path: string): Promise<void> {
  const running = evaluateFiles({
    ...options,
    onProgress: ({ stage }) => {
      if (stage === "roster") rmSync(path, { force: true });
    },
  });
  await assert.rejects(running, (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /obs\.csv：.*不存在/);
    return true;
  });
}

const MAPPINGS: readonly (readonly [string, string, RegExp])[] = [
  ["A mapping that is no YAML", "files: [a\nencoding: : :\n", /mapping-0\.yaml 第 \d+ 行：YAML/],
  ["An empty mapping", "", /mapping-0\.yaml，（整个文件）：/],
  ["A mapping that is a list", "- files\n", /（整个文件）：/],
  ["A mapping without files", "encoding: gbk\n", /mapping-0\.yaml，files：缺少/],
  ["A file pattern with a folder", 'files: ["a/*.csv"]\n', /files\[0\]：.*路径/],
  ["An unknown key", 'files: ["*"]\nencodings: gbk\n', /，encodings：不认识这个键。.*encoding/],
  ["A key given twice", 'files: ["*"]\nfiles: ["*"]\n', /第 2 行：YAML/],
  ["A reference to nothing", 'files: ["*"]\nconstants: *nothing\n', /mapping-0\.yaml：YAML .*引用/],
  ["An unknown encoding", 'files: ["*"]\nencoding: big5\n', /，encoding：.*big5.*gb18030/],
  ["A delimiter of two characters", 'files: ["*"]\ndelimiter: "||"\n', /，delimiter：/],
  ["A letter as delimiter", 'files: ["*"]\ndelimiter: x\n', /，delimiter：/],
  ["A quote as delimiter", `files: ["*"]\ndelimiter: '"'\n`, /，delimiter：/],
  [
    "A column that is not ours",
    'files: ["*"]\ncolumns: { id: 证件 }\n',
    /，columns\.id：.*id_number/,
  ],
  ["A column without theirs", 'files: ["*"]\ncolumns: { name: }\n', /，columns\.name：/],
  ["A date pattern for a text", 'files: ["*"]\ndates: { name: YYYYMMDD }\n', /，dates\.name：/],
  [
    "A date pattern without a month",
    'files: ["*"]\ndates: { occurred_on: YYYYDD }\n',
    /，dates\.occurred_on：.*YYYYDD/,
  ],
  [
    "A date pattern that cannot tell month and day apart",
    'files: ["*"]\ndates: { occurred_on: YYYYMD }\n',
    /，dates\.occurred_on：.*分隔/,
  ],
  [
    "Values that are no table",
    'files: ["*"]\nvalues: { kind: hospital-stay }\n',
    /，values\.kind：/,
  ],
  [
    "Two readings of one value",
    'files: ["*"]\nvalues: { kind: { "住 院": a, 住院: b } }\n',
    /，values\.kind\.住院：/,
  ],
  [
    "A constant that is a list",
    'files: ["*"]\nconstants: { source: [a] }\n',
    /，constants\.source：/,
  ],
];

for (const [claim, mapping, line] of MAPPINGS) {
  test(`${claim} is refused with file and key`, async (context) => {
    await assertInputRefused(context, { mappings: [mapping] }, line);
  });
}

test("A mapping that is not UTF-8 is refused", async (context) => {
  const folder = aFolder(context);
  const path = join(folder, "m.yaml");
  writeFileSync(path, Buffer.from([0x66, 0xff, 0xfe]));
  const options = writtenRun(folder, {});
  await assertRefused({ ...options, mappings: [path] }, /m\.yaml：不是 UTF-8/);
});

test("An earlier run without the columns that are needed is refused", async (context) => {
  const folder = aFolder(context);
  writeFileSync(join(folder, "conclusions.csv"), "id_number,insurance,kind,conclusion\n");
  const options = writtenRun(folder, {});
  await assertRefused({ ...options, previous: folder }, /conclusions\.csv：表头缺少列：action/);
});

test("A constant supplies a required column that the header lacks", async (context) => {
  const options = writtenRun(aFolder(context), {
    observations: { "obs.csv": `${HEADER.replace(",source", "")}\n` },
    mappings: ['files: ["obs.csv"]\nconstants: { source: s }\n'],
  });
  const summary = await evaluateFiles(options);
  assert.equal(summary.files["obs.csv"]?.rows, 0);
});

test("Bad rows alone are no reason to refuse a run", async (context) => {
  const options = writtenRun(aFolder(context), {
    roster: [aRosterRow({ since: "?" })],
    observations: { "obs.csv": [anObservation({ kind: "?" })] },
  });
  const summary = await evaluateFiles(options);
  assert.deepEqual(summary.roster, { rows: 1, rejected: 1, duplicate: 0 });
});

/** Root may read everything; then the work is done as somebody who may not. */
async function withoutPermission(path: string, work: () => Promise<void>): Promise<void> {
  chmodSync(path, 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** A command of the machine itself; it fails where there is none. */
function ofMachine(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: "ignore" });
}
