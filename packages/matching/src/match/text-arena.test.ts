import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { TextArena, TextPool } from "./text-arena.ts";

const text = fc.string({ unit: fc.constantFrom("5", "1", "0", "川", "a"), maxLength: 20 });

test("A text has one number in a pool, whether it comes as text or as bytes", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 200 }), (all) => {
      const pool = new TextPool();
      const naive: string[] = [];
      for (const [each, asBytes] of all) {
        if (!naive.includes(each)) naive.push(each);
        const bytes = Buffer.from(`x${each}y`);
        const number = asBytes
          ? pool.numberOfBytes(bytes, 1, bytes.length - 1)
          : pool.numberOf(each);
        assert.equal(number, naive.indexOf(each));
        assert.equal(pool.get(number), each);
      }
    }),
  );
});

test("An arena gives back every text, in this thread and in another's reading of it", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 100 }), (all) => {
      const arena = new TextArena();
      for (const [at, each] of all.entries()) {
        const bytes = Buffer.from(each);
        if (at % 2 === 0) arena.add(each);
        else arena.addBytes(bytes, 0, bytes.length);
      }
      const again = new TextArena(arena.share());
      for (const [at, each] of all.entries()) {
        assert.equal(arena.get(at), each);
        assert.equal(again.get(at), each);
        assert.equal(again.isEmpty(at), each === "");
      }
    }),
  );
});
