import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { SeenReferences, fingerprintOf } from "./seen-references.ts";

test("A reference is new once, as a set of pairs would say", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "1", "", "民"), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 100 }), (pairs) => {
      const seen = new SeenReferences();
      const naive = new Set<string>();
      for (const [source, ref] of pairs) {
        const key = JSON.stringify([source, ref]);
        assert.equal(seen.add(source, ref), !naive.has(key));
        naive.add(key);
      }
    }),
  );
});

test("Half a million references that differ in a digit are all new, and then all known", () => {
  const seen = new SeenReferences();
  for (let at = 0; at < 500_000; at += 1) assert.ok(seen.add("铁路12306", `T${at}`));
  for (let at = 0; at < 500_000; at += 1) assert.ok(!seen.add("铁路12306", `T${at}`));
});

test("The text that ends one name never begins the next", () => {
  const seen = new SeenReferences();
  assert.ok(seen.add("ab", "c"));
  assert.ok(seen.add("a", "bc"));
  assert.ok(seen.add("", "abc"));
});

test("Both halves of a fingerprint change with every bit of a reference", () => {
  const base = new Uint32Array(2);
  const other = new Uint32Array(2);
  fingerprintOf("source", "reference-0000", base);
  for (let at = 0; at < 14; at += 1) {
    const ref = Array.from("reference-0000").with(at, "x").join("");
    fingerprintOf("source", ref, other);
    assert.notEqual(base[0], other[0]);
    assert.notEqual(base[1], other[1]);
  }
});
