import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { PersonSearch } from "./person-search.ts";
import { NOBODY } from "./person-slots.ts";
import { PersonTable } from "./person-table.ts";

const ROWS = 256;

test("Rows that are looked up together find whom the table finds, and know their names", () => {
  const table = new PersonTable();
  // Three quarters of the slots, so that searches go on and around the end.
  const people = 3072;
  const digitsOf = (at: number): readonly [number, number] => [
    51_010_400 + 18 + (at % 4),
    ((((at % 100) * 100 + 1 + (at % 12)) * 100 + 1 + (at % 28)) * 1000 + (at >> 2)) | 0,
  ];
  for (let at = 0; at < people; at += 1) {
    const person = table.findOrAddResident(...digitsOf(at), at * 0x9e3779b1, ~at);
    assert.equal(person, at);
  }
  const search = new PersonSearch(table.slots, ROWS);
  const someRows = fc.array(fc.nat(2 * people), { minLength: 1, maxLength: ROWS });
  fc.assert(
    fc.property(someRows, fc.nat(), (asked, skipped) => {
      const first = skipped % asked.length;
      const numbers = Int32Array.from(asked.flatMap((at) => [...digitsOf(at), -1]));
      search.find({ numbers, step: 3 }, first, asked.length);
      for (let row = first; row < asked.length; row += 1) {
        const at = asked[row] ?? 0;
        const person = search.personOf(row);
        assert.equal(person, table.findResident(...digitsOf(at)) ?? NOBODY);
        assert.ok(search.isInSlots(row));
        if (person === NOBODY) continue;
        assert.ok(search.isNameOf(row, (at * 0x9e3779b1) | 0, ~at));
        assert.ok(!search.isNameOf(row, (at * 0x9e3779b1) | 0, at));
      }
    }),
  );
});

test("Who can stand in no slot is not found, and that is told", () => {
  const table = new PersonTable();
  assert.equal(table.findOrAddResident(51_010_422, 500_307_001), 0);
  const search = new PersonSearch(table.slots, ROWS);
  const numbers = Int32Array.of(51_010_422, 500_307_001, 51_010_419, 500_307_001, -2, 0);
  search.find({ numbers, step: 2 }, 0, 3);
  assert.deepEqual(
    [0, 1, 2].map((row) => search.personOf(row)),
    [NOBODY, NOBODY, NOBODY],
  );
  assert.deepEqual(
    [0, 1, 2].map((row) => search.isInSlots(row)),
    [false, true, false],
  );
});
