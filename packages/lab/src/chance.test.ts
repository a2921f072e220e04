import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { Seed } from "./chance.ts";

const DRAWS = 20_000;

function drawsOf(seed: number, index: number, purpose: number, count = 4): readonly number[] {
  const stream = new Seed(seed).streamOf(index, purpose);
  return Array.from({ length: count }, () => stream.fraction());
}

test("A stream depends on seed, person and purpose and on nothing else", () => {
  const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const words = fc.nat(10_000_000);
  fc.assert(
    fc.property(seeds, words, fc.nat(20), (seed, index, purpose) => {
      const draws = drawsOf(seed, index, purpose);
      assert.deepEqual(drawsOf(seed, index, purpose), draws);
      assert.notDeepEqual(drawsOf(seed, index + 1, purpose), draws);
      assert.notDeepEqual(drawsOf(seed, index, purpose + 1), draws);
      assert.ok(draws.every((draw) => draw >= 0 && draw < 1));
    }),
  );
});

test("Seeds that differ only above 32 bits give different streams", () => {
  assert.notDeepEqual(drawsOf(7, 1, 1), drawsOf(7 + 2 ** 32, 1, 1));
});

test("Draws are spread evenly, within one stream and over neighbouring people", () => {
  const within = drawsOf(1, 1, 1, DRAWS);
  const across = Array.from({ length: DRAWS }, (_, index) => drawsOf(1, index, 3, 1)[0] ?? 2);
  for (const draws of [within, across]) {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const draw of draws) {
      const tenth = Math.floor(draw * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // Five standard deviations of a count of one in ten.
    const slack = 5 * Math.sqrt(DRAWS * 0.1 * 0.9);
    for (const count of tenths) assert.ok(Math.abs(count - DRAWS / 10) < slack, String(count));
  }
});

test("Counts and waiting times have the mean that was asked for", () => {
  const stream = new Seed(5).streamOf(0, 0);
  let counts = 0;
  let waits = 0;
  for (let at = 0; at < DRAWS; at += 1) {
    counts += stream.count(1.7);
    waits += stream.waiting(12);
  }
  assert.ok(Math.abs(counts / DRAWS - 1.7) < 0.06, String(counts / DRAWS));
  assert.ok(Math.abs(waits / DRAWS - 12) < 0.6, String(waits / DRAWS));
});

test("Whole numbers stay inside their bounds and reach both ends", () => {
  const stream = new Seed(9).streamOf(2, 2);
  const seen = new Set(Array.from({ length: 500 }, () => stream.between(3, 6)));
  assert.deepEqual(seen, new Set([3, 4, 5, 6]));
});
