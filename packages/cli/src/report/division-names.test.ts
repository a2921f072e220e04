import assert from "node:assert/strict";
import { test } from "node:test";

import { FURTHER_GROUPS, NO_DIVISION } from "@lingdai/matching";

import { divisionLabels } from "./division-names.ts";

const NAMES = new Map([
  ["51", "四川省"],
  ["5101", "成都市"],
  ["510104", "锦江区"],
  ["510105", "青羊区"],
  ["5108", "广元市"],
  ["510802", "利州区"],
  ["37", "山东省"],
  ["3702", "青岛市"],
  ["370212", "崂山区"],
  ["12", "天津市"],
  ["1201", "市辖区"],
  ["120101", "和平区"],
]);

function labelsOf(...codes: readonly string[]): readonly (string | undefined)[] {
  const labels = divisionLabels(codes, NAMES);
  return codes.map((code) => labels.get(code)?.zh);
}

test("What all divisions have in common is not repeated", () => {
  assert.deepEqual(labelsOf("510104", "510105"), ["锦江区", "青羊区"]);
  assert.deepEqual(labelsOf("510104", "510802"), ["成都市锦江区", "广元市利州区"]);
  assert.deepEqual(labelsOf("510104", "370212"), ["四川省成都市锦江区", "山东省青岛市崂山区"]);
});

test("A city or province that pays itself is told from its counties", () => {
  assert.deepEqual(labelsOf("510100", "510104"), ["成都市（市本级）", "锦江区"]);
  assert.deepEqual(labelsOf("510000", "510104"), ["四川省（省本级）", "成都市锦江区"]);
});

test("Names that are no names are left out; an unknown code stands for itself", () => {
  assert.deepEqual(labelsOf("120101", "370212"), ["天津市和平区", "山东省青岛市崂山区"]);
  assert.deepEqual(labelsOf("519999", "510104"), ["519999", "成都市锦江区"]);
});

test("Rows without a usable code, and those beyond the limit, have a name of their own", () => {
  assert.deepEqual(labelsOf(NO_DIVISION, FURTHER_GROUPS), ["没写或写错的", "其余地区"]);
});
