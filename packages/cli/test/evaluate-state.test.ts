// `lingdai evaluate --state` in processes of its own: killed at any moment and started again, on a
// full disk, and beside another run on the same state.

import assert from "node:assert/strict";
import type { ChildProcess, SpawnSyncReturns } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { checkCharacterOf } from "@lingdai/policy";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), "lingdai-evaluate-state-"));
after(() => {
  rmSync(FOLDER, { recursive: true, force: true });
});

const PEOPLE = 400;

function idOf(person: number): string {
  const first17 = `51010419500307${String(person).padStart(3, "0")}`;
  return first17 + checkCharacterOf(first17);
}

function write(name: string, lines: readonly string[]): string {
  const path = join(FOLDER, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

const ROSTER = write("roster.csv", [
  "id_number,name,insurance,kind,since",
  ...Array.from(
    { length: PEOPLE },
    (_, person) => `${idOf(person)},李秀英,enterprise-pension,retirement-pension,2010-03-20`,
  ),
]);

/** Two signs of everybody in one month, one in ten under a name that is not theirs. */
function aMonth(month: string): string {
  return write(`${month}.csv`, [
    "id_number,name,kind,occurred_on,source,ref",
    ...Array.from({ length: PEOPLE * 2 }, (_, row) => {
      const name = row % 10 === 0 ? "张三" : "李秀英";
      const day = `${month}-${String(1 + (row % 28)).padStart(2, "0")}`;
      return `${idOf(row % PEOPLE)},${name},rail-travel,${day},铁路12306,${month}-${row}`;
    }),
  ]);
}

const JANUARY = aMonth("2024-01");
const FEBRUARY = aMonth("2024-02");

function argumentsOf(file: string, state: string, out: string): readonly string[] {
  const policy = ["--policy", "sichuan-2022", "--as-of", "2024-03-01"];
  const files = ["--roster", ROSTER, "--observations", file];
  return [COMMAND, "evaluate", ...policy, ...files, "--state", state, "--out", out];
}

function evaluate(file: string, state: string, out: string): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, argumentsOf(file, state, out), { encoding: "utf8" });
}

/** A state that holds January. */
function januaryIn(name: string): string {
  const state = join(FOLDER, name);
  const { status, stderr } = evaluate(JANUARY, state, join(FOLDER, `${name}-january`));
  assert.deepEqual([status, stderr], [0, ""]);
  return state;
}

const KEPT = januaryIn("kept");

/** What a run leaves that does not depend on the clock. */
function resultsIn(out: string): unknown {
  const tables = ["conclusions", "uncertified", "rejects", "suspicious"].map((table) =>
    readFileSync(join(out, `${table}.csv`), "utf8"),
  );
  const { files, state, conclusions, actions, bands } = JSON.parse(
    readFileSync(join(out, "summary.json"), "utf8"),
  ) as Record<string, unknown>;
  return { tables, files, state, conclusions, actions, bands };
}

function contentsOf(folder: string): unknown {
  return readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")]);
}

test("A run killed at any moment and started again ends as one that was left alone", async () => {
  const undisturbed = join(FOLDER, "undisturbed");
  cpSync(KEPT, `${undisturbed}-state`, { recursive: true });
  assert.equal(evaluate(FEBRUARY, `${undisturbed}-state`, undisturbed).status, 0);
  const expected = resultsIn(undisturbed);
  /** What can be seen of a run from outside, in the order in which it comes to be. */
  const moments: readonly ((state: string, out: string) => boolean)[] = [
    (state) => readdirSync(state).some((name) => name.startsWith("lock-")),
    (state) => existsSync(join(state, "rows-2-0")),
    (state) => existsSync(join(state, "state.json.next")),
    (_, out) => existsSync(join(out, "summary.json")),
    (state) => readFileSync(join(state, "state.json"), "utf8").includes("rows-2-0"),
  ];
  for (const [moment, hasCome] of moments.entries()) {
    const out = join(FOLDER, `killed-${moment}`);
    const state = `${out}-state`;
    cpSync(KEPT, state, { recursive: true });
    const run = spawn(process.execPath, argumentsOf(FEBRUARY, state, out), { stdio: "ignore" });
    const isOver = once(run, "exit");
    // Whether the signal comes a little later than that, or after the end, must make no difference.
    while (!hasCome(state, out) && isRunning(run)) await pause(1);
    run.kill("SIGKILL");
    await isOver;
    const { status, stderr } = evaluate(FEBRUARY, state, out);
    assert.deepEqual([status, stderr], [0, ""], `moment ${moment}`);
    assert.deepEqual(resultsIn(out), expected, `moment ${moment}`);
    // Besides rows and manifest: the roster, its people, and what was folded by both months, as the
    // manifest names them.
    const others = readdirSync(state).filter(
      (name) => !/^(?:rows-\d+-\d+|state\.json)$/.test(name),
    );
    assert.deepEqual(others.map((name) => name.replace(/-\d+$/, "")).toSorted(), [
      "folded",
      "folded",
      "people",
      "roster",
    ]);
    const manifest = readFileSync(join(state, "state.json"), "utf8");
    for (const name of others) assert.ok(manifest.includes(`"${name}"`), name);
    rmSync(out, { recursive: true });
  }
});

test("A run that the memory ends leaves nothing behind that the next one would stumble over", () => {
  const expected = join(FOLDER, "roomy");
  cpSync(KEPT, `${expected}-state`, { recursive: true });
  assert.equal(evaluate(FEBRUARY, `${expected}-state`, expected).status, 0);
  const out = join(FOLDER, "cramped");
  const state = `${out}-state`;
  cpSync(KEPT, state, { recursive: true });
  // However far each of them comes.
  for (const megabytes of [10, 16]) {
    const flags = [`--max-old-space-size=${megabytes}`];
    spawnSync(process.execPath, [...flags, ...argumentsOf(FEBRUARY, state, out)], { cwd: FOLDER });
  }
  const { status, stderr } = evaluate(FEBRUARY, state, out);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(resultsIn(out), resultsIn(expected));
});

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

test("Where the disk takes no more, DIR and the state stay as they are", () => {
  const state = join(FOLDER, "full-state");
  cpSync(KEPT, state, { recursive: true });
  const before = contentsOf(state);
  // No file may grow beyond some blocks: for the state too few first, then for the tables too.
  const long = write("long.csv", [
    "id_number,name,kind,occurred_on,source,ref",
    `${idOf(1)},李秀英,rail-travel,2024-02-01,铁路12306,${"R".repeat(300_000)}`,
    `${idOf(2)},李秀英,rail-travel,2024-02-01,铁路12306,${"S".repeat(300_000)}`,
  ]);
  for (const [blocks, where] of [
    [300, /^lingdai evaluate：(?:--state|--out) .*EFBIG/],
    [8, /^lingdai evaluate：(?:--state|--out) .*EFBIG/],
  ] as const) {
    const out = join(FOLDER, `full-${blocks}`);
    const run = spawnSync(
      "sh",
      [
        "-c",
        `ulimit -f ${blocks}; exec "$0" "$@"`,
        process.execPath,
        ...argumentsOf(long, state, out),
      ],
      { encoding: "utf8" },
    );
    assert.deepEqual([run.status, run.stdout], [2, ""], run.stderr);
    assert.match(run.stderr, where);
    assert.ok(!existsSync(out));
    assert.deepEqual(contentsOf(state), before);
  }
});

const MANNER = { skip: !existsSync("/proc/self/stat") && "processes cannot be looked at here" };

test("A second run on a state is refused while the first lives, and only then", MANNER, () => {
  const state = join(FOLDER, "shared-state");
  cpSync(KEPT, state, { recursive: true });
  const lockOf = (pid: number): string => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `lock-${pid}-${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}-1`;
  };
  // This process lives for certain.
  writeFileSync(join(state, lockOf(process.pid)), "");
  const out = join(FOLDER, "shared");
  const refused = evaluate(FEBRUARY, state, out);
  assert.deepEqual([refused.status, refused.stdout], [2, ""]);
  assert.match(refused.stderr, /^lingdai evaluate：--state .*另一次运行正在使用这个状态.*\n$/);
  assert.ok(!existsSync(out));
  rmSync(join(state, lockOf(process.pid)));
  // The number of a process that has ended, and one that now belongs to another process.
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(join(state, `lock-${pid}-1-1`), "");
  writeFileSync(join(state, `lock-${process.pid}-1-1`), "");
  assert.equal(evaluate(FEBRUARY, state, out).status, 0);
  assert.deepEqual(
    readdirSync(state).filter((name) => name.startsWith("lock-")),
    [],
  );
});
