// What is read from bytes is what the readers of texts make of the same cell, or nothing at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { SIGN_NUMBERS, checkCharacterOf, parseDay } from "@lingdai/policy";

import { trimBlanks } from "../read/blanks.ts";
import { ByteCodes } from "./byte-codes.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import { DAY_BYTES, NOT_PLAIN, PlainId, beginsPlain, endsPlain, plainDay } from "./plain-cells.ts";

test("A day of ten bytes is the day that its text names, or no plain one", () => {
  const digits = fc.stringMatching(/^(1[789]|2[012])\d{2}-[01]\d-[0-3]\d$/);
  const other = fc.string({ unit: fc.constantFrom("0", "1", "2", "-", "/", "x"), maxLength: 11 });
  fc.assert(
    fc.property(fc.oneof(digits, other), (text) => {
      const bytes = Buffer.from(text);
      const day = bytes.length === DAY_BYTES ? plainDay(viewOf(bytes), 0) : NOT_PLAIN;
      const expected = parseDay(text);
      if (day !== NOT_PLAIN) assert.equal(day, expected);
      else assert.ok(expected === undefined || text < "1800" || text >= "2200");
    }),
    { numRuns: 5000 },
  );
});

test("An ID is plain exactly where its check character belongs to its digits", () => {
  const id = new PlainId();
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{17}$/),
      fc.constantFrom("0", "1", "X", "x", "Y", "9"),
      (first17, check) => {
        const bytes = Buffer.from(first17 + check);
        const isGood = checkCharacterOf(first17) === check.toUpperCase();
        assert.equal(id.read(viewOf(bytes), 0), isGood);
        if (!isGood) return;
        assert.equal(id.high, Number(first17.slice(0, 8)));
        assert.equal(id.low, Number(first17.slice(8)));
      },
    ),
    { numRuns: 5000 },
  );
});

test("Every code has its number, and nothing else has one", () => {
  const codes = new ByteCodes(SIGN_NUMBERS.codes);
  const fingerprint = new Fingerprint();
  const find = (text: string): number => {
    fingerprint.take(Buffer.from(text), 0, Buffer.byteLength(text));
    return codes.find(fingerprint.low, fingerprint.high);
  };
  for (const [at, code] of SIGN_NUMBERS.codes.entries()) {
    assert.equal(find(code), at + 1);
    for (const wrong of [` ${code}`, code.slice(1), `${code}x`, code.toUpperCase(), ""]) {
      assert.equal(find(wrong), SIGN_NUMBERS.numberOf(wrong as never));
    }
  }
});

test("A text with a blank at either end is never taken for plain", () => {
  const blank = fc.constantFrom("", " ", "\t", "\u00a0", "\u3000", "\u200b", "\u2060", "\ufeff");
  const inner = fc.constantFrom("张", "a", "铁路", "é", "\u{20BB7}", "1", "·");
  fc.assert(
    fc.property(blank, inner, blank, (before, text, behind) => {
      const bytes = Buffer.from(before + text + behind);
      const isPlain = beginsPlain(bytes[0] ?? 0) && endsPlain(bytes, 0, bytes.length);
      if (isPlain) assert.equal(trimBlanks(bytes.toString()), bytes.toString());
    }),
  );
  for (const text of ["张", "铁路12306", "R-1"]) {
    const bytes = Buffer.from(text);
    assert.ok(beginsPlain(bytes[0] ?? 0) && endsPlain(bytes, 0, bytes.length), text);
  }
});

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
