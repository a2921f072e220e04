import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "@lingdai/policy";

import { NumberRegister } from "./number-register.ts";

const BORN = dayAt("1950-03-07");

test("A number that is taken is drawn again, and how often is remembered", () => {
  const register = new NumberRegister(3);
  const sameFirst = (tries: number): number => 10 + tries * 2;
  for (const index of [0, 1, 2]) register.claim(index, "510104", BORN, sameFirst);
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => register.triesOf(index)),
    [0, 1, 2, 0],
  );
});

test("The same sequence is free in another county and on another day", () => {
  const register = new NumberRegister(3);
  register.claim(0, "510104", BORN, () => 1);
  register.claim(1, "510105", BORN, () => 1);
  register.claim(2, "510104", BORN + 1, () => 1);
  assert.deepEqual(
    [1, 2].map((index) => register.triesOf(index)),
    [0, 0],
  );
});

test("Where no number is left nobody gets one that is taken", () => {
  const register = new NumberRegister(2);
  register.claim(0, "510104", BORN, () => 1);
  assert.throws(() => {
    register.claim(1, "510104", BORN, () => 1);
  }, /no free identity number/);
});
