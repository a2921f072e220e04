import assert from "node:assert/strict";
import { test } from "node:test";

import { daysInMonth } from "@lingdai/policy";
import fc from "fast-check";

import { birthPlace } from "../engine/plain-cells.ts";
import * as personSlots from "./person-slots.ts";

const { NOBODY, PEOPLE_MAX, PERSON_SLOT, fillSlot, fitsSlot, isNameAt, nameHighAt } = personSlots;
const { nameLowAt, packHigh, packLow, packedHighAt, packedLowAt, personAt } = personSlots;

const division = fc.oneof(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(0, 1, 999_999));
const sequence = fc.oneof(fc.integer({ min: 0, max: 999 }), fc.constantFrom(0, 999));
const word = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom(0, -1, -(2 ** 31)),
);

/** The digits as they were before they were packed. */
function unpacked(packedHigh: number, packedLow: number): readonly [high: number, low: number] {
  const month = Math.floor(packedLow / 32_000);
  return [
    Math.floor(packedHigh / 4) * 100 + 18 + (packedHigh % 4),
    (Math.floor(month / 16) * 100 + (month % 16)) * 100_000 + (packedLow % 32_000),
  ];
}

test("The digits of an ID can be told from a slot, whatever day of 1800 to 2199 it names", () => {
  for (let year = 1800; year < 2200; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= daysInMonth(year, month); day += 1) {
        for (const [place, last] of [
          [0, 0],
          [510_104, 1],
          [999_999, 999],
        ] as const) {
          const high = place * 100 + Math.floor(year / 100);
          const low = (((year % 100) * 100 + month) * 100 + day) * 1000 + last;
          const [packedHigh, packedLow] = [packHigh(high), packLow(low)];
          assert.ok(fitsSlot(packedHigh, packedLow));
          assert.ok(packedHigh < 2 ** 22 && packedLow < 2 ** 26);
          const [highBack, lowBack] = unpacked(packedHigh, packedLow);
          assert.ok(highBack === high && lowBack === low);
        }
      }
    }
  }
});

test("Digits fit a slot exactly where they give a birth date a place, and then unchanged", () => {
  const high = fc.tuple(division, fc.integer({ min: 0, max: 99 })).map(([d, c]) => d * 100 + c);
  const low = fc
    .tuple(fc.nat(99), fc.oneof(fc.nat(99), fc.nat(16)), fc.oneof(fc.nat(99), fc.nat(32)), sequence)
    .map(([year, month, day, last]) => ((year * 100 + month) * 100 + day) * 1000 + last);
  fc.assert(
    fc.property(
      fc.oneof(
        high,
        division.map((d) => d * 100 + 19),
      ),
      low,
      (first, next) => {
        const [packedHigh, packedLow] = [packHigh(first), packLow(next)];
        assert.equal(fitsSlot(packedHigh, packedLow), birthPlace(first, next) !== -1);
        if (fitsSlot(packedHigh, packedLow)) {
          assert.deepEqual(unpacked(packedHigh, packedLow), [first, next]);
        }
      },
    ),
    { numRuns: 5000 },
  );
});

test("Another document fits no slot", () => {
  for (let type = -1; type >= -5; type -= 1) assert.ok(!fitsSlot(packHigh(type), packLow(0)));
});

test("A slot gives back what it was filled with, and 53 bits of the name", () => {
  const person = fc.oneof(
    fc.integer({ min: 0, max: PEOPLE_MAX - 1 }),
    fc.constantFrom(0, PEOPLE_MAX - 1),
  );
  const slots = new Int32Array(3 * PERSON_SLOT);
  fc.assert(
    fc.property(division, fc.nat(3), sequence, person, word, word, (...given) => {
      const [place, century, last, number, nameLow, nameHigh] = given;
      const high = packHigh(place * 100 + 18 + century);
      const low = packLow(991_231_000 + last);
      fillSlot(slots, PERSON_SLOT, high, low, number, nameLow, nameHigh);
      assert.equal(packedHighAt(slots, PERSON_SLOT), high);
      assert.equal(packedLowAt(slots, PERSON_SLOT), low);
      assert.equal(personAt(slots, PERSON_SLOT), number);
      assert.equal(nameLowAt(slots, PERSON_SLOT), nameLow & (2 ** 21 - 1));
      assert.equal(nameHighAt(slots, PERSON_SLOT), nameHigh);
      assert.equal(personAt(slots, 0), NOBODY);
      assert.equal(personAt(slots, 2 * PERSON_SLOT), NOBODY);
    }),
  );
});

test("Names whose fingerprints differ in one bit are two names, but for eleven bits of the first number", () => {
  const slots = new Int32Array(PERSON_SLOT);
  fc.assert(
    fc.property(word, word, (nameLow, nameHigh) => {
      fillSlot(slots, 0, packHigh(51_010_419), packLow(500_307_001), 7, nameLow, nameHigh);
      assert.ok(isNameAt(slots, 0, nameLow, nameHigh));
      for (let bit = 0; bit < 32; bit += 1) {
        assert.ok(!isNameAt(slots, 0, nameLow, nameHigh ^ (1 << bit)));
        assert.equal(isNameAt(slots, 0, nameLow ^ (1 << bit), nameHigh), bit >= 21);
      }
    }),
  );
});
