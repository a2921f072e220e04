// `lingdai policy` as people start it, and the documents that it prints.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Pack } from "@lingdai/policy";
import { PACKS, findPack } from "@lingdai/policy";

import { coverPack } from "../src/policy/coverage.ts";
import type { PackCoverage } from "../src/policy/coverage.ts";
import { describePack } from "../src/policy/document.ts";
import { toHtml } from "../src/policy/document-html.ts";
import { toMarkdown } from "../src/policy/document-markdown.ts";
import type { PolicyDocument } from "../src/policy/document-parts.ts";
import { toText } from "../src/policy/document-text.ts";
import { optionName } from "../src/policy/option-words.ts";
import { shippedScenarios } from "../src/policy/pack-scenarios.ts";

import { runHere } from "./run-here.ts";

const COMMAND = fileURLToPath(new URL("../../../bin/lingdai.js", import.meta.url));

function lingdaiPolicy(...args: readonly string[]) {
  return spawnSync(process.execPath, [COMMAND, "policy", ...args], { encoding: "utf8" });
}

test("The list names every pack with its validity", () => {
  const run = lingdaiPolicy("list");
  assert.equal(run.status, 0);
  assert.match(run.stdout, /^sichuan-2022 {2}四川省（2022年规程） {2}2022-12-12 至 今$/m);
  assert.match(run.stdout, /^weihai-2017 .* 2018-01-01 至 2024-12-31$/m);
  assert.equal(run.stdout.trimEnd().split("\n").length, PACKS.length);
});

test("A pack is shown as text in Chinese unless something else is asked for", () => {
  const run = lingdaiPolicy("show", "zibo-2019");
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  assert.match(run.stdout, /^淄博市企业退休人员（2019年通知）\n/);
  const english = lingdaiPolicy("show", "zibo-2019", "--lang", "en", "--format", "markdown");
  assert.match(english.stdout, /^# Zibo, enterprise retirees \(2019\)\n/);
});

test("The coverage of one pack ends with 0 and one JSON object a line", () => {
  const run = lingdaiPolicy("coverage", "shanxi-2018", "--json");
  assert.deepEqual([run.status, run.stderr], [0, ""]);
  const lines = run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  assert.equal(lines.length, 25);
});

for (const args of [
  [],
  ["explain"],
  ["show"],
  ["show", "no-such-pack"],
  ["show", "zibo-2019", "shanxi-2018"],
  ["show", "zibo-2019", "--format", "pdf"],
  ["show", "zibo-2019", "--format", "constructor"],
  ["show", "zibo-2019", "--lang", "fr"],
  ["coverage", "no-such-pack"],
  ["coverage", "--xml"],
  ["list", "all"],
]) {
  test(`“policy ${args.join(" ")}” is unusable: exit 2, nothing on stdout`, async (context) => {
    const run = await runHere(context, ["policy", ...args]);
    assert.deepEqual([run.status, run.stdout], [2, ""]);
    assert.match(run.stderr, /^lingdai policy：[^\n]+\n$/);
  });
}

const HAN = /\p{Script=Han}/u;

for (const pack of PACKS) {
  test(`The document of ${pack.id} has all its parts, in Chinese and English`, async () => {
    const coverage = await coverageOf(pack);
    for (const language of ["zh", "en"] as const) {
      const document = describePack(coverage, language);
      assert.deepEqual(
        document.sections.map(({ id }) => id),
        [
          "scope",
          "cycle",
          "methods",
          "losses",
          "tasks",
          "payment",
          "stories",
          "options",
          "articles",
          "readings",
          "scenarios",
        ],
      );
      assertSelfContained(toHtml(document));
      assertEvenRows(toMarkdown(document));
      assertComplete(document, [toText(document), toMarkdown(document), toHtml(document)]);
    }
    assert.doesNotMatch(toText(describePack(coverage, "en")), HAN);
  });
}

test("What an officer looks up stands in words, not in names from the code", async () => {
  for (const pack of PACKS) {
    for (const option of Object.keys(pack.options)) {
      assert.notEqual(optionName(option).zh, option, `${pack.id}: no words for ${option}`);
    }
  }
  const text = await chineseText("sichuan-2022");
  assert.match(text, /^\* 连续几个月发放失败就暂停（paymentFailureMonths）\n {4}默认值：6 个月$/m);
  assert.match(text, /^\* 第十三条第（二）项（SC 13\.2）$/m);
  assert.match(
    text,
    /^条款写法：SC 44 是第四十四条；SC 32\.2 是第三十二条第（二）项；SC A7 是附件7$/m,
  );
  assert.match(
    text,
    /有单位的，参保单位；没有单位、登记了居住地的，居住地基层服务组织；两样都没有的，/,
  );
});

test("In Shanxi somebody missing is lost only once a court has said so", async () => {
  // SX 2.2 names those declared missing; a plain report of somebody missing has no effect.
  assert.match(
    await chineseText("shanxi-2018"),
    /^\* 死亡、失踪（只算法院宣告失踪）、服刑、其他丧失$/m,
  );
  assert.match(await chineseText("zibo-2019"), /^\* 死亡、失踪、服刑、其他丧失$/m);
});

test("What never happens in a region has no column in its cycle", async () => {
  // ZB knows no personal reminder and never suspends for lapse alone (ZB 4.1.6, 4.2.4).
  const zibo = await chineseText("zibo-2019");
  const cycle = zibo.slice(zibo.indexOf("2. 认证周期"), zibo.indexOf("3. 认证方式"));
  assert.doesNotMatch(cycle, /到期提醒|仅因逾期暂停|—/);
  assert.match(cycle, /^到期本身不暂停发放。$/m);
});

test("Every article that is left to another function says what it is about, and whether the function is there", async () => {
  const text = await chineseText("weihai-2017");
  assert.match(text, /配套功能：重复领取核查（讲多发、冒领怎样追回，待建）/);
  assert.match(text, /配套功能：举报受理与奖励（讲宣传和举报，待建）/);
  assert.match(await chineseText("shanxi-2018"), /配套功能：表格与文书（讲界面和表单）/);
});

const coverages = new Map<Pack, PackCoverage>();

/** Worked out once a pack: every scenario is run for it. */
async function coverageOf(pack: Pack): Promise<PackCoverage> {
  const known = coverages.get(pack) ?? coverPack(pack, await shippedScenarios(pack));
  coverages.set(pack, known);
  return known;
}

async function chineseText(id: string): Promise<string> {
  const pack = findPack(id);
  assert.ok(pack);
  return toText(describePack(await coverageOf(pack), "zh"));
}

/** Nothing is fetched, nothing runs, and every element that opens closes. */
function assertSelfContained(html: string): void {
  assert.doesNotMatch(html, /<script|<link|<img|\ssrc=|url\(|@import|https?:/i);
  const open: string[] = [];
  for (const [, slash, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (name === "meta") continue;
    if (slash === "") open.push(name);
    else assert.equal(open.pop(), name);
  }
  assert.deepEqual(open, []);
  const anchors = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id = ""]) => id);
  for (const id of anchors) assert.ok(html.includes(`<section id="${id}">`), id);
}

function assertEvenRows(markdown: string): void {
  for (const table of markdown
    .trimEnd()
    .split("\n\n")
    .filter((block) => block.startsWith("| "))) {
    const widths = table.split("\n").map((row) => row.split(" | ").length);
    assert.equal(new Set(widths).size, 1, table.slice(0, 80));
  }
}

/** Every first cell of every table is in every rendering, but for the marks that each escapes. */
function assertComplete({ sections }: PolicyDocument, renderings: readonly string[]): void {
  const names = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.type === "table" ? block.rows.map(([name = ""]) => name) : [],
    ),
  );
  const bare = (text: string): string =>
    text
      .replaceAll(/<\/?time>|\\/g, "")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
  for (const rendering of renderings.map(bare)) {
    for (const name of names) assert.ok(rendering.includes(name), name);
  }
}
