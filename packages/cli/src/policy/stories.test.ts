// The dates below are worked out by hand from DOMAIN; the stories must come to the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findPack, formatDay } from "@lingdai/policy";

import { storiesOf } from "./stories.ts";

/** `day words` for every moment of a story, in the given language's words. */
function told(id: string, at: number): readonly string[] {
  const pack = findPack(id);
  assert.ok(pack);
  const story = storiesOf(pack)[at];
  assert.ok(story);
  return story.moments.flatMap(({ on, words }) => words.map(({ zh }) => `${formatDay(on)} ${zh}`));
}

test("Sichuan, silence: reminded after nine months, suspended after twelve, stopped three months later", () => {
  const story = told("sichuan-2022", 0);
  for (const line of [
    "2024-02-29 发出：认证到期提醒",
    "2024-02-29 核实任务：居住地基层服务组织，2024-05-29 到期",
    "2024-05-30 核实任务：社保经办机构，2024-06-30 到期",
    "2024-06-01 待遇：暂停发放（未通过资格认证）",
    "2024-09-02 待遇：停发（未通过资格认证）",
  ]) {
    assert.ok(story.includes(line), line);
  }
});

test("Qingdao, silence: pending and suspended together where the period ends with its month", () => {
  const story = told("qingdao-2019", 0);
  assert.ok(story.includes("2021-06-01 结论：待核实（没有有效认证信息）"));
  assert.ok(story.includes("2021-06-01 待遇：暂停发放（未通过资格认证）"));
  assert.ok(story.includes("2021-06-01 核实任务：参保单位，2021-06-30 到期"));
});

test("Shanxi and Zibo, silence: time alone suspends nobody", () => {
  for (const id of ["shanxi-2018", "zibo-2019"]) {
    assert.ok(!told(id, 0).some((line) => line.includes("暂停")), id);
  }
});

test("A death from data: suspended on arrival in Shanxi and Zibo, in Sichuan when a month overdue", () => {
  assert.ok(told("shanxi-2018", 1).includes("2019-09-08 待遇：暂停发放（死亡）"));
  assert.ok(told("zibo-2019", 1).includes("2020-09-08 待遇：暂停发放（死亡）"));
  // Arrived on Friday 8 September 2023: due on the 13th, suspended a month and a day later.
  assert.ok(told("sichuan-2022", 1).includes("2023-09-08 核实任务：社保经办机构，2023-09-13 到期"));
  assert.ok(told("sichuan-2022", 1).includes("2023-10-14 待遇：暂停发放（死亡）"));
});

test("In every region the person who comes back is paid again and owed no month at the end", () => {
  for (const id of ["sichuan-2022", "shanxi-2018", "qingdao-2019", "weihai-2017", "zibo-2019"]) {
    const story = told(id, 2);
    const [paid, owed] = ["待遇：正常发放", "欠发月份："].map((words) =>
      story.findIndex((line) => line.includes(words)),
    );
    assert.ok(paid !== undefined && paid > 0, `${id} is paid again`);
    assert.ok(owed !== undefined && owed > 0 && owed < paid, `${id} owes months before`);
    assert.match(story.at(-1) ?? "", /没有欠发月份/, id);
    assert.ok(!story.some((line) => line.includes("未受理")), id);
  }
});
