import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { UnusableInput } from "../unusable-input.ts";
import { PEOPLE_MAX } from "./person-slots.ts";
import { PersonTable } from "./person-table.ts";

const anyDigits = fc
  .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([high, low]) => `${String(high).padStart(8, "0")}${String(low).padStart(9, "0")}X`);
/** Numbers of days that border on others, and of some that are none: few, so that they repeat. */
const atAnEdge = fc
  .tuple(
    fc.constantFrom("000000", "510104", "510105", "999999"),
    fc.constantFrom("1799", "1800", "1899", "1900", "1950", "1999", "2000", "2024", "2199", "2200"),
    fc.constantFrom("0000", "0101", "0131", "0132", "0228", "0229", "0301", "1231", "1301", "1600"),
    fc.constantFrom("000", "001", "999"),
  )
  .map((parts) => `${parts.join("")}X`);
const resident = fc.oneof(anyDigits, atAnEdge);
const document = fc.oneof(
  resident.map((number) => ["resident-id", number] as const),
  fc
    .constantFrom("passport", "hkmo-permit")
    .chain((idType) =>
      fc
        .constantFrom("E1234567", "E1234568", "510104195003070019")
        .map((number) => [idType, number] as const),
    ),
);

test("People are found by type and number, numbered in the order in which they came", () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 200 }), (documents) => {
      const table = new PersonTable();
      const naive = new Map<string, number>();
      for (const [idType, number] of documents) {
        const key = `${idType} ${number}`;
        const expected = naive.get(key) ?? naive.size;
        assert.equal(table.find(idType, number), naive.get(key));
        assert.equal(table.findOrAdd(idType, number), expected);
        naive.set(key, expected);
      }
      assert.equal(table.count, naive.size);
    }),
  );
});

test("A hundred thousand neighbours in one district keep their own numbers", () => {
  const table = new PersonTable();
  const numberOf = (at: number): string => `510104195003${String(at).padStart(5, "0")}X`;
  for (let at = 0; at < 100_000; at += 1)
    assert.equal(table.findOrAdd("resident-id", numberOf(at)), at);
  for (let at = 0; at < 100_000; at += 997)
    assert.equal(table.find("resident-id", numberOf(at)), at);
  assert.equal(table.find("resident-id", "510105195003000000"), undefined);
});

test("The check character says nothing of who it is, in slots and beside them", () => {
  const table = new PersonTable();
  for (const [at, born] of ["1950", "2250"].entries()) {
    assert.equal(table.findOrAdd("resident-id", `510104${born}03070018`), at);
    assert.equal(table.find("resident-id", `510104${born}0307001X`), at);
    assert.equal(table.find("resident-id", `510104${born}03070028`), undefined);
  }
});

test("A table is the same on another thread, with whom no slot can hold", () => {
  const table = new PersonTable();
  const numbers = ["510104195003070018", "510104225003070018", "510104185002280018"];
  for (const number of numbers) table.findOrAdd("resident-id", number);
  table.findOrAdd("passport", "E1234567");
  const shared = new PersonTable(table.share());
  for (const [at, number] of numbers.entries()) {
    assert.equal(shared.find("resident-id", number), at);
  }
  assert.equal(shared.find("passport", "E1234567"), 3);
  assert.equal(shared.findOrAdd("resident-id", "510104195003070026"), 4);
});

test("More people than a slot can number are refused, those before them are not", () => {
  const empty = new PersonTable().share();
  const table = new PersonTable({ ...empty, residents: PEOPLE_MAX - 1 });
  const last = table.findOrAdd("resident-id", "510104195003070018");
  assert.equal(last, PEOPLE_MAX - 1);
  assert.equal(table.find("resident-id", "510104195003070018"), last);
  assert.throws(() => table.findOrAdd("resident-id", "510104195003070026"), UnusableInput);
});
