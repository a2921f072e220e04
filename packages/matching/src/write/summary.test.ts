import assert from "node:assert/strict";
import { test } from "node:test";

import { assertBooks, tallied, totalOf } from "./summary.ts";

const FILE = {
  rows: 6,
  accepted: 2,
  rejected: { "bad-date": 1 },
  not_on_roster: 1,
  duplicate: 1,
  suspicious: 1,
};
const BOOKS = { roster: { rows: 5, rejected: 1, duplicate: 1 }, files: { a: FILE, b: FILE } };

test("Books balance when every row ended in one place and everything accepted was folded", () => {
  assertBooks(BOOKS, 4, 3, 3);
});

test("A row that ended nowhere, a sign that was not folded, a row without a conclusion are defects", () => {
  assert.throws(() => {
    assertBooks({ ...BOOKS, files: { a: { ...FILE, rows: 7 }, b: FILE } }, 4, 3, 3);
  }, /账目不平（a）/);
  assert.throws(() => {
    assertBooks(BOOKS, 3, 3, 3);
  }, /账目不平（合并）/);
  assert.throws(() => {
    assertBooks(BOOKS, 4, 4, 4);
  }, /账目不平（名册）/);
  assert.throws(() => {
    assertBooks(BOOKS, 4, 3, 2);
  }, /账目不平（结论）/);
});

test("Shares are added up, and listed in a fixed order", () => {
  const shares = [
    new Map(Object.entries({ b: 1, a: 1 })),
    new Map(Object.entries({ "": 1, b: 1 })),
  ];
  assert.deepEqual(Object.entries(tallied(shares)), [
    ["", 1],
    ["a", 1],
    ["b", 2],
  ]);
  assert.equal(totalOf(shares), 4);
});
