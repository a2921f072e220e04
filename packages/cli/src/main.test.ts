import assert from "node:assert/strict";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { main } from "./main.ts";
import { VERBS } from "./verb-table.ts";
import type { VerbTable } from "./verb-table.ts";

const TABLE: VerbTable = new Map([
  ["echo", async () => await Promise.resolve({ run: countArguments, summary: summaryOf("回声") })],
  ["break", async () => await Promise.resolve({ run: breakDown, summary: summaryOf("出错") })],
]);

async function countArguments(args: readonly string[]): Promise<number> {
  return await Promise.resolve(args.length);
}

async function breakDown(): Promise<number> {
  return await Promise.reject(new Error("the floor gave way\n  at once"));
}

function summaryOf(zh: string): { zh: string; en: string } {
  return { zh, en: `${zh} in English` };
}

/** What is written to a stream while `main` runs. */
function written(t: TestContext, stream: "stdout" | "stderr"): () => string {
  const write = t.mock.method(process[stream], "write", () => true);
  return () => write.mock.calls.map((call) => String(call.arguments[0])).join("");
}

test("A verb gets what follows it, and its exit code is ours", async () => {
  assert.equal(await main(["echo", "--a", "b", "c"], TABLE), 3);
});

test("No verb: the usage names every verb in Chinese and English, exit 2", async (t) => {
  const onStderr = written(t, "stderr");
  assert.equal(await main([], TABLE), 2);
  assert.match(onStderr(), /用法 usage[^]*echo {3}回声\n[^]*回声 in English\n[^]*break {2}出错\n/);
});

test("An unknown verb is named before the usage, exit 2, even one that every object has", async (t) => {
  const onStderr = written(t, "stderr");
  assert.equal(await main(["constructor"], TABLE), 2);
  assert.match(onStderr(), /^lingdai：没有命令“constructor” no such verb: constructor\n\n用法/);
});

test("Help that was asked for goes to standard output, exit 0", async (t) => {
  const onStdout = written(t, "stdout");
  assert.equal(await main(["--help"], TABLE), 0);
  assert.match(onStdout(), /^用法 usage/);
});

for (const verb of VERBS.keys()) {
  test(`\`${verb} --help\` tells how it is used, exit 0`, async (t) => {
    const [onStdout, onStderr] = [written(t, "stdout"), written(t, "stderr")];
    assert.equal(await main([verb, "--help"]), 0);
    assert.match(onStdout(), new RegExp(`^用法 usage[^]*lingdai ${verb}[ \\n]`));
    assert.equal(onStderr(), "");
  });
}

test("A defect is one line without its stack, exit 1", async (t) => {
  const before = process.env["LINGDAI_DEBUG"];
  delete process.env["LINGDAI_DEBUG"];
  t.after(() => {
    if (before !== undefined) process.env["LINGDAI_DEBUG"] = before;
  });
  const onStderr = written(t, "stderr");
  assert.equal(await main(["break"], TABLE), 1);
  assert.match(onStderr(), /^lingdai：程序出错 unexpected error: the floor gave way at once\n/);
  assert.doesNotMatch(onStderr(), /main\.test\.ts/);
});

test("Who sets LINGDAI_DEBUG sees the stack of a defect", async (t) => {
  const before = process.env["LINGDAI_DEBUG"];
  process.env["LINGDAI_DEBUG"] = "1";
  t.after(() => {
    if (before === undefined) delete process.env["LINGDAI_DEBUG"];
    else process.env["LINGDAI_DEBUG"] = before;
  });
  const onStderr = written(t, "stderr");
  assert.equal(await main(["break"], TABLE), 1);
  assert.match(onStderr(), /main\.test\.ts/);
});
