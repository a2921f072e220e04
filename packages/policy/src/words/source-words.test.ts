import assert from "node:assert/strict";
import { test } from "node:test";

import { sourceInWords } from "./source-words.ts";

test("A source is told as a kind of body, never by a name that says where", () => {
  const told: readonly (readonly [string, string])[] = [
    ["铁路12306", "铁路部门"],
    ["成都铁路医院", "卫生健康部门"],
    ["市医保局,二期", "医疗保险部门"],
    ["锦江区第三人民医院", "卫生健康部门"],
    ["省人口库", "户口和人口登记部门"],
    ["某市殡仪馆", "民政部门"],
    ["农村信用社", "银行"],
    ["四川e社保", "手机认证"],
    ["掌上12333", "手机认证"],
    ["镇街人社所", "社区（村）"],
    ["县社保局", "社保机构"],
    ["城乡居民养老保险经办处", "社保机构"],
    ["城镇职工养老经办处", "社保机构"],
    ["基层服务平台", "社区（村）"],
    ["市大数据局", "政府的大数据中心"],
    ["rail", "铁路部门"],
    ["rai", "有关部门"],
    ["", "有关部门"],
  ];
  for (const [source, words] of told) assert.equal(sourceInWords(source).zh, words, source);
});
