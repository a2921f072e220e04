// DIR as a transaction: all of our files together or none, other files untouched, whatever ends
// the run: an interruption, a full disk, a file in the way.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { UnusableInput, evaluateFiles } from "../src/index.ts";
import { StagedOutput } from "../src/write/staged-output.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  residentId,
  subfolder,
  writtenRun,
} from "./evaluation-fixture.ts";

const OURS = [
  "conclusions.csv",
  "rejects.csv",
  "summary.json",
  "suspicious.csv",
  "uncertified.csv",
];

test("A new DIR holds our files and nothing else, and nothing is left beside it", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  const before = readdirSync(folder);
  await evaluateFiles(options);
  assert.deepEqual(readdirSync(options.out).toSorted(), OURS);
  assert.deepEqual(readdirSync(folder).toSorted(), [...before, "out"].toSorted());
});

test("A DIR in folders that do not exist is made with them", async (context) => {
  const folder = aFolder(context);
  const out = join(folder, "a", "b", "c");
  await evaluateFiles({ ...writtenRun(folder, {}), out });
  assert.deepEqual(readdirSync(out).toSorted(), OURS);
});

test("An existing DIR keeps its other files; ours are replaced, those of another format too", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  mkdirSync(join(options.out, "notes"), { recursive: true });
  writeFileSync(join(options.out, "mine.txt"), "mine");
  writeFileSync(join(options.out, "conclusions.csv"), "old");
  writeFileSync(join(options.out, "rejects.parquet"), "old");
  await evaluateFiles(options);
  assert.deepEqual(readdirSync(options.out).toSorted(), [...OURS, "mine.txt", "notes"].toSorted());
  assert.equal(readFileSync(join(options.out, "mine.txt"), "utf8"), "mine");
  assert.match(readFileSync(join(options.out, "conclusions.csv"), "utf8"), /^id_number,/);
});

test("A run may write into the folder in which its input lies", async (context) => {
  const folder = aFolder(context);
  const options = { ...writtenRun(folder, {}), out: folder };
  await evaluateFiles(options);
  assert.deepEqual(readdirSync(folder).toSorted(), [...OURS, "obs.csv", "roster.csv"].toSorted());
});

test("A DIR that is a file is unusable", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  await assert.rejects(evaluateFiles({ ...options, out: options.roster }), UnusableInput);
  await assert.rejects(
    evaluateFiles({ ...options, out: join(options.roster, "out") }),
    UnusableInput,
  );
});

test("A folder under the name of one of our files is found before the work begins", async (context) => {
  const options = writtenRun(aFolder(context), {});
  mkdirSync(join(options.out, "rejects.csv"), { recursive: true });
  await assert.rejects(evaluateFiles(options), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /rejects\.csv：.*文件夹/);
    return true;
  });
  assert.deepEqual(readdirSync(options.out), ["rejects.csv"]);
});

test("What a killed run has left behind goes with the next run; what a living one writes stays", async (context) => {
  const folder = aFolder(context);
  const options = writtenRun(folder, {});
  mkdirSync(options.out);
  const module = new URL("../src/write/staged-output.ts", import.meta.url).href;
  // Ends without a word of farewell, like a process that is killed.
  const script = `import { StagedOutput } from ${JSON.stringify(module)};
    new StagedOutput(${JSON.stringify(options.out)}); process.kill(process.pid, "SIGKILL");`;
  spawnSync(process.execPath, ["--input-type=module", "--eval", script]);
  const [left = ""] = readdirSync(options.out);
  assert.match(left, /^\.lingdai-evaluate-/);
  const living = new StagedOutput(options.out);
  assert.equal(readdirSync(options.out).length, 1, "the abandoned folder is gone");
  await evaluateFiles(options);
  assert.equal(existsSync(living.pathOf("")), true);
  living.discard();
  assert.deepEqual(readdirSync(options.out).toSorted(), OURS);
});

for (const stage of ["roster", "observations", "conclusions"] as const) {
  test(`An interruption while the ${stage} stage runs leaves DIR as it was`, async (context) => {
    const folder = aFolder(context);
    const options = writtenRun(folder, {});
    mkdirSync(options.out);
    writeFileSync(join(options.out, "conclusions.csv"), "old");
    const interruption = new AbortController();
    const running = evaluateFiles({
      ...options,
      signal: interruption.signal,
      onProgress: (progress) => {
        if (progress.stage === stage) interruption.abort(new Error("interrupted"));
      },
    });
    await assert.rejects(running, /interrupted/);
    assert.deepEqual(readdirSync(options.out), ["conclusions.csv"]);
    assert.equal(readFileSync(join(options.out, "conclusions.csv"), "utf8"), "old");
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith(".")),
      [],
    );
  });
}

test("A full disk ends the run in one clear line and leaves DIR as it was", async (context) => {
  const folder = aFolder(context);
  const disk = subfolder(folder, "disk");
  if (!isMounted(disk)) {
    context.skip("this machine allows no file system of its own for the test");
    return;
  }
  try {
    await assertDiskFills(folder, disk);
  } finally {
    asRoot("umount", disk);
  }
});

async function assertDiskFills(folder: string, disk: string): Promise<void> {
  const people = Array.from({ length: 900 }, (_, at) => residentId(at));
  const options = {
    ...writtenRun(folder, {
      roster: people.map((id) => aRosterRow({ id_number: id })),
      observations: {
        "obs.csv": people.map((id) => anObservation({ id_number: id, source: "s".repeat(500) })),
      },
    }),
    out: join(disk, "out"),
  };
  await assert.rejects(evaluateFiles(options), (error) => {
    assert.ok(error instanceof UnusableInput, String(error));
    assert.match(error.message, /磁盘空间不足/);
    return true;
  });
  assert.deepEqual(readdirSync(disk), []);
  assert.ok(!existsSync(options.out));
}

/** A disk of 256 kilobytes, where mounting is allowed. */
function isMounted(folder: string): boolean {
  try {
    asRoot("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder);
    return true;
  } catch {
    return false;
  }
}

/** A command of the machine itself; it fails for who may not use it. */
function asRoot(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: "ignore" });
}
