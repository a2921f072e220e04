import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import { UnusableInput } from "@lingdai/matching";

import { figureAt } from "./rate-forms.ts";
import { readRates } from "./read-rates.ts";
import { RATE_FORMS } from "./rates.ts";

function ratesFile(t: TestContext, content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-rates-"));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "mine.yaml");
  writeFileSync(path, content);
  return path;
}

/** What is said about a file that cannot be used. */
function complaintAbout(t: TestContext, content: string | Buffer): string {
  const path = ratesFile(t, content);
  try {
    readRates(path);
  } catch (error) {
    assert.ok(error instanceof UnusableInput, String(error));
    assert.doesNotMatch(error.message, /\n/);
    assert.ok(error.message.includes(path), "names the file");
    return error.message;
  }
  return assert.fail("the file was accepted");
}

test("The shipped rates name every rate that there is", () => {
  const rates = readRates();
  for (const [group, forms] of Object.entries(RATE_FORMS)) {
    for (const name of Object.keys(forms)) {
      const values = rates[group as keyof typeof RATE_FORMS] as Readonly<Record<string, unknown>>;
      assert.notEqual(values[name], undefined, `${group}.${name}`);
    }
  }
});

test("A file that names one rate changes that one and no other", (t) => {
  const path = ratesFile(t, 'life: { concealed: { value: 0.5, origin: "assumption: a test" } }');
  const [mine, shipped] = [readRates(path), readRates()];
  assert.equal(mine.life.concealed, 0.5);
  assert.deepEqual({ ...mine, life: { ...mine.life, concealed: shipped.life.concealed } }, shipped);
});

test("A rate without an origin is refused by its key", (t) => {
  assert.match(complaintAbout(t, "life: { jailed: { value: 0.1 } }"), /life\.jailed\.origin.*出处/);
  const blank = 'life: { jailed: { value: 0.1, origin: " " } }';
  assert.match(complaintAbout(t, blank), /life\.jailed\.origin/);
});

test("A share above one, a text for a number and a table out of order are refused by key", (t) => {
  const over = "life: { concealed: { value: 1.01, origin: x } }";
  assert.match(complaintAbout(t, over), /life\.concealed\.value.*1\.01.*0 到 1/);
  const text = 'life: { jailed: { value: "0.1", origin: x } }';
  assert.match(complaintAbout(t, text), /life\.jailed\.value/);
  const table = "signs: { checkups: { value: [[60, 1], [50, 1]], origin: x } }";
  assert.match(complaintAbout(t, table), /signs\.checkups\.value.*年龄从小到大/);
  const mortality = "life: { mortality: { value: [[0, 0.1, 1.5]], origin: x } }";
  assert.match(complaintAbout(t, mortality), /life\.mortality\.value/);
  const nothing = "life: { jailed: { value: .nan, origin: x } }";
  assert.match(complaintAbout(t, nothing), /life\.jailed\.value/);
});

test("Unknown groups, rates and parts are refused with those that exist", (t) => {
  assert.match(complaintAbout(t, "lives: {}"), /lives：没有这一组.*people/);
  assert.match(complaintAbout(t, "life: { toString: 1 }"), /life\.toString：没有.*mortality/);
  const part = "life: { jailed: { value: 0.1, origin: x, note: y } }";
  assert.match(complaintAbout(t, part), /life\.jailed\.note/);
  assert.match(complaintAbout(t, "life: { jailed: 0.1 }"), /life\.jailed：/);
  assert.match(complaintAbout(t, "- 1"), /整个文件/);
  assert.match(complaintAbout(t, ""), /整个文件/);
});

test("Broken YAML is refused with its line, foreign bytes and a missing file as what they are", (t) => {
  assert.match(complaintAbout(t, "life:\n  jailed: [1\n"), /第 \d+ 行/);
  assert.match(complaintAbout(t, Buffer.from([0xd5, 0xfb])), /UTF-8/);
  assert.throws(() => readRates("no-such-rates.yaml"), /打不开（ENOENT）/);
});

test("Between two ages of a table the figure is interpolated, outside it is the nearest", () => {
  const table = [
    [60, 1],
    [70, 3],
  ] as const;
  const figures = [50, 60, 65, 70, 99].map((age) => figureAt(table, age));
  assert.deepEqual(figures, [1, 1, 2, 3, 3]);
  assert.equal(figureAt([[40, 7]], 20), 7);
});
