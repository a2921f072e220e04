import assert from "node:assert/strict";
import { test } from "node:test";

import { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from "./masking.ts";

test("A name shows its first character, and its last from three characters on", () => {
  assert.equal(maskName("王芳"), "王*");
  assert.equal(maskName("李秀英"), "李*英");
  assert.equal(maskName("欧阳修文"), "欧**文");
  // A character beyond the basic plane is one character.
  assert.equal(maskName("𠮷田"), "𠮷*");
  assert.equal(maskName("李"), "李");
});

test("An ID number shows neither county nor birth date", () => {
  assert.equal(maskIdNumber("510104195003071234"), "510***********1234");
  assert.equal(maskIdNumber("E12345678"), "E******78");
});

test("A phone number shows three digits and four; a landline its last four", () => {
  assert.equal(maskPhone("13800005678"), "138****5678");
  assert.equal(maskPhone("85551234"), "****1234");
});

test("An address shows its county, or its city where no county is named", () => {
  assert.equal(maskAddress("四川省成都市锦江区春熙路1号3栋"), "四川省成都市****");
  assert.equal(maskAddress("锦江区春熙路1号3栋"), "锦江区****");
  assert.equal(maskAddress("简阳市云龙镇爱民社区新民小区3号"), "简阳市****");
  assert.equal(maskAddress("甘孜州康定市某路5号"), "甘孜州****");
  assert.equal(maskAddress("某路5号"), "****");
});

test("A bank account shows its last four digits", () => {
  assert.equal(maskAccount("6222021234567890"), "************7890");
});

test("What is too short to hide four characters of is hidden whole", () => {
  assert.equal(maskPhone("12345"), "*****");
  assert.equal(maskAccount("1234"), "****");
  assert.equal(maskIdNumber(""), "");
});
