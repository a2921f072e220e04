// Whichever thread read a row, the first of its reference wins, and the counts move with the others.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { ChunkedLog } from "./chunked-log.ts";
import { PARTITIONS } from "./run-setup.ts";
import { ReferenceSettlement, WAS, isRepeated } from "./settle-references.ts";

test("Of rows with one reference all but the first are repeated, whoever read them", () => {
  const row = fc.record({
    reference: fc.integer({ min: 0, max: 12 }),
    thread: fc.nat(2),
    became: fc.nat(2),
  });
  fc.assert(
    fc.property(
      fc
        .array(row, { maxLength: 60 })
        .chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
          ),
        ),
      ([rows, order]) => {
        const logs = [0, 1, 2].map(() => new ChunkedLog(PARTITIONS, 16));
        // Threads meet rows in any order; the place of a row in its file is its position.
        for (const position of order) {
          const { reference, thread, became } = rows[position] ?? {
            reference: 0,
            thread: 0,
            became: 0,
          };
          // References that differ in one number of the fingerprint only.
          const [low, high] = [reference % 3, Math.floor(reference / 3)];
          logs[thread]?.append(0, low | (became << 23), high, position);
        }
        const repeated = new SharedArrayBuffer(16);
        const files = [{ firstCell: 0 }, { firstCell: 30 }].map((file) => ({
          ...file,
          path: "",
          encoding: "utf-8" as const,
          reading: "text" as const,
          compiled: undefined,
        }));
        const shared = logs.map((log) => log.share());
        const settlement = new ReferenceSettlement(shared, repeated, files, []);
        settlement.settle(0);
        const met = new Set<number>();
        // Two files, and behind them the place of a kept state, of which no row is here.
        const moved = new Float64Array(3 * WAS);
        for (const [position, { reference, became }] of rows.entries()) {
          const isKnown = met.has(reference);
          met.add(reference);
          assert.equal(isRepeated(new Uint32Array(repeated), position), isKnown, `${position}`);
          const at = (position >= 30 ? WAS : 0) + became;
          if (isKnown) moved[at] = (moved[at] ?? 0) + 1;
        }
        assert.deepEqual(settlement.share(), { moved, isUnfit: false });
      },
    ),
    { numRuns: 500 },
  );
});
