import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { seeded } from "../test/seed.ts";
import { dayAt, formatDay } from "./civil-date.ts";
import type { IdNumberFault, IdType } from "./id-number.ts";
import {
  ID_TYPES,
  birthDateIn,
  checkCharacterOf,
  faultOfIdNumber,
  sexIn,
  toEighteen,
} from "./id-number.ts";

const AS_OF = dayAt("2024-06-30");
const faultOf = (idNumber: string, idType: IdType = "resident-id"): IdNumberFault | undefined =>
  faultOfIdNumber(idNumber, idType, AS_OF);
const complete = (first17: string): string => first17 + checkCharacterOf(first17);

/** A well-formed number of nobody: any area, a real birth date before the as-of date. */
const someIdNumber: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 110_000, max: 659_999 }),
    fc.integer({ min: dayAt("1900-01-01"), max: AS_OF }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([area, born, order]) =>
    complete(`${area}${formatDay(born).replaceAll("-", "")}${String(order).padStart(3, "0")}`),
  );

test("The check character of the standard's own example is X", () => {
  assert.equal(checkCharacterOf("11010519491231002"), "X");
  assert.equal(faultOf("11010519491231002X"), undefined);
});

test("Each of the eleven check characters is given by some number", () => {
  const given = new Set<string>();
  for (let order = 0; order < 100; order += 1) {
    given.add(checkCharacterOf(`510104195003070${String(order).padStart(2, "0")}`));
  }
  assert.deepEqual([...given].toSorted(), "0123456789X".split(""));
});

test("A weighted sum of one modulo eleven is what makes a number right", (t) => {
  // ISO 7064 MOD 11-2, from the right: the i-th character weighs 2 to the power of i - 1.
  fc.assert(
    fc.property(someIdNumber, (idNumber) => {
      let sum = 0n;
      [...idNumber].toReversed().forEach((character, at) => {
        sum += BigInt(character === "X" ? 10 : Number(character)) * 2n ** BigInt(at);
      });
      assert.equal(sum % 11n, 1n);
      assert.equal(faultOf(idNumber), undefined);
    }),
    seeded(t, 500),
  );
});

test("Every single wrong digit is caught", (t) => {
  fc.assert(
    fc.property(someIdNumber, (idNumber) => {
      for (let at = 0; at < 18; at += 1) {
        for (const digit of "0123456789X") {
          if (digit === idNumber[at]) continue;
          const wrong = idNumber.slice(0, at) + digit + idNumber.slice(at + 1);
          assert.ok(faultOf(wrong), `${idNumber} -> ${wrong}`);
        }
      }
    }),
    seeded(t, 200),
  );
});

test("Every transposition of two neighbouring characters is caught", (t) => {
  fc.assert(
    fc.property(someIdNumber, (idNumber) => {
      for (let at = 0; at < 17; at += 1) {
        const [left, right] = [idNumber.charAt(at), idNumber.charAt(at + 1)];
        if (left === right) continue;
        const wrong = idNumber.slice(0, at) + right + left + idNumber.slice(at + 2);
        assert.ok(faultOf(wrong), `${idNumber} -> ${wrong}`);
      }
    }),
    seeded(t, 500),
  );
});

test("Fifteen digits become eighteen: the century 19 and the computed check character", (t) => {
  assert.equal(toEighteen("110105491231002"), "11010519491231002X");
  fc.assert(
    fc.property(someIdNumber, (idNumber) => {
      if (idNumber.slice(6, 8) !== "19") return;
      const fifteen = idNumber.slice(0, 6) + idNumber.slice(8, 17);
      assert.equal(toEighteen(fifteen), idNumber);
      assert.equal(toEighteen(idNumber), idNumber);
    }),
    seeded(t, 300),
  );
});

test("Anything but fifteen digits is left as it is", () => {
  for (const text of ["", "1101054912310021", "11010549123100", "11010549123100X", "E12345678"]) {
    assert.equal(toEighteen(text), text);
  }
});

test("Shape is judged before the birth date, the birth date before the check character", () => {
  assert.equal(faultOf("5101041950030700"), "bad-id-format");
  assert.equal(faultOf("51010419500307001x"), "bad-id-format");
  assert.equal(faultOf("X1010419500307001X"), "bad-id-format");
  assert.equal(faultOf("510104195003070010 "), "bad-id-format");
  assert.equal(faultOf("510104195013070010"), "bad-birth-date-in-id");
  const right = complete("51010419500307001");
  const wrong = right.slice(0, 17) + (right.endsWith("0") ? "1" : "0");
  assert.equal(faultOf(right), undefined);
  assert.equal(faultOf(wrong), "bad-id-checksum");
});

test("A birth date counts from 1 January 1850 to the as-of date, both included", () => {
  const born = (date: string): IdNumberFault | undefined => faultOf(complete(`510104${date}001`));
  assert.equal(born("18491231"), "bad-birth-date-in-id");
  assert.equal(born("18500101"), undefined);
  assert.equal(born("20240630"), undefined);
  assert.equal(born("20240701"), "bad-birth-date-in-id");
  assert.equal(born("20230229"), "bad-birth-date-in-id");
  assert.equal(born("20240229"), undefined);
  assert.equal(born("19000229"), "bad-birth-date-in-id");
  assert.equal(born("19500431"), "bad-birth-date-in-id");
  assert.equal(born("19500400"), "bad-birth-date-in-id");
});

test("Foreigners' and Hong Kong, Macao and Taiwan numbers are five to twenty letters and digits", () => {
  for (const idType of ID_TYPES.filter((type) => type !== "resident-id")) {
    for (const right of ["E1234", "H0123456789", "12345678901234567890", "911124198108030024"]) {
      assert.equal(faultOf(right, idType), undefined, `${idType} ${right}`);
    }
    for (const wrong of ["E123", "123456789012345678901", "E12-34", "E12 34", "护照12345", ""]) {
      assert.equal(faultOf(wrong, idType), "bad-id-format", `${idType} ${wrong}`);
    }
  }
});

test("Another document's number is no resident ID, and no check character is asked of it", () => {
  assert.equal(faultOf("H0123456789"), "bad-id-format");
  assert.equal(faultOf("510104195003070019", "passport"), undefined);
});

test("The number tells the birth date and the sex", () => {
  assert.equal(birthDateIn("11010519491231002X"), dayAt("1949-12-31"));
  assert.equal(birthDateIn("110105194902300020"), undefined);
  assert.equal(sexIn("11010519491231002X"), "female");
  assert.equal(sexIn("110105194912310019"), "male");
});
