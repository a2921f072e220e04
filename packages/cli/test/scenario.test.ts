// `lingdai scenario` as people start it, in a process of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import type { SpawnSyncReturns } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), "lingdai-scenario-"));
after(() => {
  rmSync(FOLDER, { recursive: true });
});

function lingdai(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [COMMAND, "scenario", ...args], {
    cwd: FOLDER,
    encoding: "utf8",
  });
}

const SCENARIO = `name: a train journey moves the deadline
policy: sichuan-2022
beneficiary: { name: 李秀英, birthDate: 1950-03-07, phone: "13800000000", residence: "510104" }
entitlements:
  - { insurance: enterprise-pension, kind: retirement-pension, since: 2015-03-20 }
lastCertified: { on: 2022-12-20, by: counter }
steps:
  - { on: 2023-05-02, observe: rail-travel, occurred: 2023-04-30, source: rail, ref: R1 }
  # calc: 2023-04-30 +12m = 2024-04-30
  - { on: 2023-05-02, expect: { conclusion: eligible, deadline: 2024-04-30, basis: [SC 8] } }
`;

function write(name: string, text: string): string {
  writeFileSync(join(FOLDER, name), text);
  return name;
}

test("A scenario that holds passes with exit code 0", () => {
  const { status, stdout, stderr } = lingdai(write("good.yaml", SCENARIO));
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^通过 a train journey moves the deadline\n1 个情景，0 个不符\n$/);
});

test("A failure names step, day, key, what was expected and what came, with exit code 1", () => {
  write("wrong.yaml", SCENARIO.replace("deadline: 2024-04-30", "deadline: 2024-05-01"));
  const { status, stdout } = lingdai("wrong.yaml", "--json");
  assert.equal(status, 1);
  assert.deepEqual(JSON.parse(stdout), {
    file: "wrong.yaml",
    name: "a train journey moves the deadline",
    policy: "sichuan-2022",
    ok: false,
    failures: [
      { step: 1, on: "2023-05-02", key: "deadline", expected: "2024-05-01", actual: "2024-04-30" },
    ],
  });
});

test("Folders are searched, several documents a file are run, an empty one is none", () => {
  mkdirSync(join(FOLDER, "folder", "below"), { recursive: true });
  write("folder/two.yaml", `---\n${SCENARIO}---\n${SCENARIO}---\n# nothing more\n`);
  write("folder/below/one.yml", SCENARIO.replaceAll("\n", "\r\n"));
  const { status, stdout } = lingdai("folder", "--json");
  assert.equal(status, 0);
  assert.equal(stdout.trimEnd().split("\n").length, 3);
});

const UNREADABLE: readonly (readonly [string, string, RegExp])[] = [
  [
    "an unknown policy",
    SCENARIO.replace("sichuan-2022", "sichuan-2032"),
    /第 2 行：.*sichuan-2032/,
  ],
  ["an unknown expectation", SCENARIO.replace("deadline:", "deadlin:"), /第 10 行：.*deadlin/],
  ["an unknown kind of sign", SCENARIO.replace("rail-travel", "train"), /第 8 行：.*train/],
  ["a day that is none", SCENARIO.replace("2023-04-30,", "2023-04-31,"), /第 8 行：.*2023-04-31/],
  [
    "steps out of order",
    SCENARIO.replace("on: 2023-05-02, expect", "on: 2023-05-01, expect"),
    /第 10 行/,
  ],
  ["broken YAML", SCENARIO.replace("steps:", "steps: ["), /不是正确的 YAML/],
  ["no scenario at all", "# only a comment\n", /没有情景/],
];

for (const [what, text, message] of UNREADABLE) {
  test(`A file with ${what} is not run: exit code 2, file and line`, () => {
    const { status, stdout, stderr } = lingdai(write("bad.yaml", text));
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /^lingdai scenario：bad\.yaml/);
    assert.match(stderr, message);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  });
}

test("What cannot be read is named, and the scenarios beside it are run all the same", () => {
  const bad = SCENARIO.replace("rail-travel", "train");
  write("mixed.yaml", `${SCENARIO}---\n${bad}---\n${SCENARIO}`);
  const { status, stdout, stderr } = lingdai("mixed.yaml", "nowhere.yaml", "--json");
  assert.equal(status, 2);
  assert.equal(stdout.trimEnd().split("\n").length, 2);
  // The second document begins after ten lines and a separator; its eighth line is at fault.
  assert.match(stderr, /^lingdai scenario：mixed\.yaml 第 19 行：.*train.*\n.*nowhere\.yaml.*\n$/);
});

test("A file in another encoding is refused with its line, not read with marks in place of names", () => {
  // 李秀英 as GB18030 writes it stands on the third line.
  const [head = "", rest = ""] = SCENARIO.split("李秀英");
  const name = Buffer.from("c0eed0e3d3a2", "hex");
  const bytes = Buffer.concat([Buffer.from(head), name, Buffer.from(rest)]);
  writeFileSync(join(FOLDER, "gb18030.yaml"), bytes);
  const { status, stdout, stderr } = lingdai("gb18030.yaml");
  assert.deepEqual([status, stdout], [2, ""]);
  assert.match(stderr, /^lingdai scenario：gb18030\.yaml 第 3 行：不是 UTF-8 .*\n$/);
});

test("A path that does not exist and no path at all are refused with exit code 2", () => {
  assert.equal(lingdai("nowhere.yaml").status, 2);
  assert.equal(lingdai().status, 2);
  assert.equal(lingdai("--jsn", "good.yaml").status, 2);
});
