import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { PersonTable } from "./person-table.ts";

const resident = fc
  .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([high, low]) => `${String(high).padStart(8, "0")}${String(low).padStart(9, "0")}X`);
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
