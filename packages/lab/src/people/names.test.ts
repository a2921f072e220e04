import assert from "node:assert/strict";
import { test } from "node:test";

import { foldName } from "@lingdai/matching";

import { Seed } from "../chance.ts";
import { readRates } from "../rates/read-rates.ts";
import { CONFUSED, SURNAMES, VARIANTS } from "./name-characters.ts";
import { drawName, mistypedName, variantOf } from "./names.ts";

const RATES = readRates().people;

function pairsIn(list: string): readonly (readonly [string, string])[] {
  return Array.from(list).flatMap((character, at) =>
    at % 2 === 0 ? [[character, Array.from(list)[at + 1] ?? ""] as const] : [],
  );
}

test("Every variant is the same name to the matching room", () => {
  for (const [simplified, variant] of pairsIn(VARIANTS)) {
    assert.equal(foldName(`王${variant}`), foldName(`王${simplified}`), simplified + variant);
  }
});

test("Every confusion is another name to the matching room", () => {
  for (const [meant, typed] of pairsIn(CONFUSED)) {
    assert.notEqual(foldName(`王${typed}`), foldName(`王${meant}`), meant + typed);
  }
});

test("Surnames do not repeat", () => {
  assert.equal(new Set(SURNAMES).size, SURNAMES.length);
});

test("Names have two to four characters, and a mistyped one is always another name", () => {
  const chance = new Seed(3).streamOf(1, 1);
  for (let at = 0; at < 5000; at += 1) {
    const name = drawName(chance, at % 2 === 0 ? "male" : "female", RATES);
    assert.match(name, /^\p{Script=Han}{2,4}$|^\p{Script=Han}+[·•・]\p{Script=Han}+$/u);
    assert.notEqual(foldName(mistypedName(chance, name)), foldName(name), name);
    const variant = variantOf(name);
    if (variant !== undefined) assert.equal(foldName(variant), foldName(name));
  }
});

test("Common names are shared by several people, and some names are rare, dotted or compound", () => {
  const chance = new Seed(4).streamOf(1, 1);
  const names = Array.from({ length: 20_000 }, () => drawName(chance, "female", RATES));
  const distinct = new Set(names).size;
  assert.ok(distinct > 2000 && distinct < 18_000, String(distinct));
  assert.ok(names.some((name) => /[·•]/.test(name)));
  assert.ok(names.some((name) => /[堃喆龑翀昇祎鋆犇淼甯]/.test(name)));
  assert.ok(names.some((name) => name.startsWith("欧阳")));
});
