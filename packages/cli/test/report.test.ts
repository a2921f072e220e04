// `lingdai report` on the shipped sample: the page of a real run, read strictly. It must open without
// a network, be read without eyes or colours, speak plain Chinese and name nobody.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { evaluateFiles } from "@lingdai/matching";

import { readPage } from "./report-page.ts";
import type { PageElement } from "./report-page.ts";
import { runHere } from "./run-here.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));
const DATA = fileURLToPath(new URL("../../matching/test/fixtures/sample/data/", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "lingdai-report-"));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function evaluateSample(asOf: string, out: string, previous?: string): Promise<void> {
  const words = readFileSync(join(DATA, "args.txt"), "utf8").trim().split("\n");
  const valuesOf = (option: string): readonly string[] =>
    words.filter((_, at) => words[at - 1] === option);
  await evaluateFiles({
    policy: "sichuan-2022",
    roster: join(DATA, valuesOf("--roster")[0] ?? ""),
    observations: valuesOf("--observations").map((name) => join(DATA, name)),
    mappings: valuesOf("--mapping").map((name) => join(DATA, name)),
    asOf,
    out,
    previous,
  });
}

function report(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, [COMMAND, "report", ...args], { encoding: "utf8" });
}

const first = join(folder, "first");
const run = join(folder, "run");
await evaluateSample("2024-03-01", first);
await evaluateSample("2024-06-01", run, first);
const written = report("--run", run);
const html = readFileSync(join(run, "report.html"), "utf8");
const page = readPage(html);
const english = join(folder, "english.html");
const writtenEnglish = report("--run", run, "--out", english, "--lang", "en");

const named = (name: string, elements: readonly PageElement[] = page): readonly PageElement[] =>
  elements.filter((element) => element.name === name);

test("The command says where the report lies and leaves nothing else behind", () => {
  assert.deepEqual([written.status, written.stderr], [0, ""]);
  assert.equal(written.stdout, `报告写在 ${join(run, "report.html")}\n`);
  assert.deepEqual(
    readdirSync(run).filter((name) => name.startsWith(".") || name.endsWith(".html")),
    ["report.html"],
  );
});

test("The page needs no script, no network and no other file, and forbids itself all of them", () => {
  assert.deepEqual([...named("script"), ...named("link"), ...named("img"), ...named("iframe")], []);
  assert.doesNotMatch(html, /https?:|\/\/[a-z]|@import|@font-face|data:/i);
  for (const { attributes } of page) {
    for (const [name, value] of attributes) {
      assert.doesNotMatch(name, /^(?:src|href|srcset|on[a-z]+)$/);
      for (const [, target] of value.matchAll(/url\(([^)]*)\)/g)) assert.match(target ?? "", /^#/);
    }
  }
  const policy = named("meta").find((meta) => meta.attributes.get("http-equiv") !== undefined);
  assert.match(policy?.attributes.get("content") ?? "", /^default-src 'none'; style-src/);
});

test("The page has a language, a title and headings one behind the other", () => {
  assert.equal(named("html")[0]?.attributes.get("lang"), "zh-CN");
  assert.match(named("title")[0]?.text ?? "", /四川.*2024年6月1日/);
  const levels = page.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []));
  assert.equal(levels.filter((level) => level === 1).length, 1);
  assert.equal(levels[0], 1);
  for (const [at, level] of levels.entries())
    assert.ok(level - (levels[at - 1] ?? 0) <= 1, `${at}`);
  assert.ok(named("main").length === 1 && named("header").length === 1);
});

test("No id is given twice, and every reference to one is met", () => {
  const ids = page.flatMap(({ attributes }) => attributes.get("id") ?? []);
  assert.equal(new Set(ids).size, ids.length);
  for (const { attributes } of page) {
    for (const key of ["aria-labelledby", "aria-describedby"]) {
      const target = attributes.get(key);
      if (target !== undefined) assert.ok(ids.includes(target), target);
    }
  }
});

test("Every table has a caption, named columns and named rows, all rows of one length", () => {
  const tables = named("table");
  assert.ok(tables.length >= 10);
  for (const table of tables) {
    const within = page.filter((element) => isWithin(element, table));
    assert.ok((named("caption", within)[0]?.text.trim() ?? "") !== "");
    const lengths = new Set(named("tr", within).map(({ children }) => children.length));
    assert.equal(lengths.size, 1, named("caption", within)[0]?.text);
    for (const head of named("th", within)) {
      assert.match(head.attributes.get("scope") ?? "", /^(?:col|row)$/);
      assert.notEqual(head.text.trim(), "");
    }
    for (const row of named("tr", within)) assert.equal(row.children[0]?.name, "th");
  }
});

test("Every chart is a picture with a title and words, and stands by a table", () => {
  const charts = named("svg");
  assert.ok(charts.length >= 18);
  for (const chart of charts) {
    assert.equal(chart.attributes.get("role"), "img");
    assert.deepEqual(
      chart.children.slice(0, 2).map(({ name }) => name),
      ["title", "desc"],
    );
    const figure = chart.parent?.parent;
    assert.equal(figure?.attributes.get("class")?.split(" ")[0], "figure");
    assert.equal(
      named(
        "table",
        page.filter((element) => isWithin(element, figure)),
      ).length,
      1,
    );
  }
});

test("All that people read is Chinese but the names of files, columns and sources", () => {
  const given =
    readFileSync(join(run, "conclusions.csv"), "utf8") +
    readFileSync(join(run, "summary.json"), "utf8");
  for (const element of page) {
    if (element.children.length > 0 || /^(?:style|code|meta)$/.test(element.name)) continue;
    for (const [word] of element.text.matchAll(/[a-z][a-z-]+/gi)) {
      // The one Latin word in the policy core's Chinese labels.
      assert.ok(word === "APP" || given.includes(word), `${word} in ${element.text}`);
    }
  }
});

test("The page says what the summary says", () => {
  const summary = JSON.parse(readFileSync(join(run, "summary.json"), "utf8")) as {
    readonly conclusions: Readonly<Record<string, number>>;
  };
  const cards = page.filter(
    ({ attributes }) => attributes.get("class")?.startsWith("card ") === true,
  );
  assert.deepEqual(
    cards.map(({ text }) => /\d[\d,]*/.exec(text)?.[0]),
    ["eligible", "pending", "lost"].map((list) => String(summary.conclusions[list])),
  );
  for (const id of [
    "lists",
    "first",
    "due",
    "pending",
    "silent",
    "uncertified",
    "deadlines",
    "sources",
    "changes",
  ]) {
    assert.ok(
      named("section").some(({ attributes }) => attributes.get("id") === id),
      id,
    );
  }
});

test("Nobody's name, number, telephone or address is in the report", () => {
  const [header = "", ...rows] = readFileSync(join(DATA, "roster.csv"), "utf8").trim().split("\n");
  const columns = header.split(",");
  const people = rows.flatMap((row) => {
    const cells = row.split(",");
    return ["id_number", "name", "phone", "household_address", "residence_address"].flatMap(
      (column) => cells[columns.indexOf(column)] ?? [],
    );
  });
  const personal = new Set(people.filter((text) => text.length >= 2));
  assert.ok(personal.size > 400);
  for (const text of personal) assert.ok(!html.includes(text), text);
  assert.doesNotMatch(html, /\d{15}/);
});

test("The English report says the same in English", () => {
  assert.equal(writtenEnglish.status, 0);
  const translated = readPage(readFileSync(english, "utf8"));
  assert.equal(translated.find(({ name }) => name === "html")?.attributes.get("lang"), "en");
  assert.deepEqual(
    translated.map(({ name }) => name).filter((name) => /^(?:section|table|tr|svg|li)$/.test(name)),
    page.map(({ name }) => name).filter((name) => /^(?:section|table|tr|svg|li)$/.test(name)),
  );
  for (const { name, text } of translated) {
    if (/^(?:h\d|caption|summary)$/.test(name)) assert.doesNotMatch(text, /\p{Script=Han}/u);
  }
});

test("The same run gives the same bytes", () => {
  const again = join(folder, "again.html");
  assert.equal(report("--run", run, "--out", again).status, 0);
  assert.equal(readFileSync(again, "utf8"), html);
});

test("A folder that is no run, an unknown language, a place that cannot be written: exit 2, one line", async (context) => {
  const out = join(folder, "none.html");
  for (const [args, said] of [
    [["--run", folder, "--out", out], /summary\.json：不存在/],
    [["--run", run, "--lang", "fr"], /--lang fr：没有这种选择/],
    [["--run", run, "--out", join(folder, "nowhere", "r.html")], /报告写不进去/],
    [["--out", out], /--run：缺少这个参数/],
    [["--run", run, "--run", run], /--run：只能给出一次/],
    [["--run", run, "--colour"], /--colour/],
    [["--run", run, "--state", "kept"], /--state：报告只讲一次运行的结果/],
    [["--run", run, "--sample", "10"], /--sample：抽样在运行时就定了/],
  ] as const) {
    const { status, stdout, stderr } = await runHere(context, ["report", ...args]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, said);
    assert.match(stderr, /^lingdai report：[^\n]+\n$/);
  }
  assert.ok(!existsSync(out));
});

test("A run in which nothing happened says so and draws no empty pictures of it", async () => {
  const roster = join(folder, "roster.csv");
  const nobody = join(folder, "nobody.csv");
  const [header = ""] = readFileSync(join(DATA, "roster.csv"), "utf8").split("\n");
  writeFileSync(roster, `${header}\n`);
  writeFileSync(nobody, "id_number,name,kind,occurred_on,source,ref\n");
  const out = join(folder, "empty");
  const options = {
    policy: "sichuan-2022",
    asOf: "2024-03-01",
    roster,
    observations: [nobody],
    out,
  };
  await evaluateFiles(options);
  assert.equal(report("--run", out).status, 0);
  const empty = readPage(readFileSync(join(out, "report.html"), "utf8"));
  const main = named("main", empty)[0]?.text ?? "";
  for (const said of [
    "没有急着要办的事",
    "没有到期该办的事",
    "没有待核实的待遇",
    "没有读不进来的记录",
  ]) {
    assert.ok(main.includes(said), said);
  }
  assert.doesNotMatch(main, /NaN|undefined|Infinity/);
  assert.equal(named("svg", empty).length, 2);
});

function isWithin(element: PageElement, ancestor: PageElement | undefined): boolean {
  for (let above: PageElement | undefined = element; above !== undefined; above = above.parent) {
    if (above === ancestor) return true;
  }
  return false;
}
