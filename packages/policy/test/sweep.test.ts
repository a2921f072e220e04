// A sweep over every month of each pack's life with generated people and everything that can happen
// to them, day by day. Nothing but answers: one conclusion a day, clauses behind every change, and
// only announced days change anything.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";

import { formatDay } from "../src/civil-date.ts";
import { BENEFIT_STATUSES, CONCLUSIONS } from "../src/codes.ts";
import { PACKS } from "../src/packs/index.ts";
import { SEED } from "./seed.ts";
import { monthsOf } from "./sweep/months-of-life.ts";
import { someLife } from "./sweep/some-life.ts";
import { emptyTally, tallyText } from "./sweep/tally.ts";
import { watchLife } from "./sweep/watch-life.ts";
import { THREE_NAMES } from "./some-events.ts";

/** Raising it costs about eight seconds for each more life a month, all packs together. */
const LIVES_A_MONTH = Number(process.env["LINGDAI_SWEEP_LIVES"] ?? 1);
const HAPPENINGS_MAX = 30;
for (const pack of PACKS) {
  describe(`Through every month of ${pack.id}`, () => {
    const tally = emptyTally();

    test("every day has one conclusion, every change its clauses, and only announced days change anything", (t) => {
      const signers = [...THREE_NAMES, "Ling Wai"];
      for (const [at, month] of monthsOf(pack).entries()) {
        const lives = someLife(pack, month, HAPPENINGS_MAX, { signers, losses: true });
        fc.assert(
          fc.property(lives, (life) => {
            watchLife(pack, life, signers, tally);
          }),
          { seed: SEED + at, numRuns: LIVES_A_MONTH },
        );
      }
      t.diagnostic(
        `seed ${SEED}, ${monthsOf(pack).length} months from ${formatDay(pack.validity.from)}`,
      );
      t.diagnostic(tallyText(tally));
    });

    test("the sweep has seen every conclusion, every status and every sort of event", () => {
      assert.deepEqual(
        [...tally.conclusions.keys()].toSorted(),
        Object.keys(CONCLUSIONS).toSorted(),
      );
      const changes = [...tally.changes.keys()];
      for (const status of Object.keys(BENEFIT_STATUSES)) {
        assert.ok(
          changes.some((change) => change.endsWith(` to ${status}`)),
          status,
        );
      }
      assert.ok(tally.backPaidMonths > 0, "nothing was ever paid back");
    });
  });
}
