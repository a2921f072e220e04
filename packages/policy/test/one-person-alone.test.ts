// Nobody alone pays a benefit again, pays months back or terminates anything, whatever is done in
// whatever order (SC 29, D8). One person signs everything here, then two of them do.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { dayAt } from "../src/civil-date.ts";
import type { Pack } from "../src/pack.ts";
import { PACKS } from "../src/packs/index.ts";
import { seeded } from "./seed.ts";
import { THREE_NAMES } from "./some-events.ts";
import { someLife } from "./sweep/some-life.ts";
import type { Tally } from "./sweep/tally.ts";
import { emptyTally, tallyText } from "./sweep/tally.ts";
import { watchLife } from "./sweep/watch-life.ts";

const [first, second] = THREE_NAMES;
const MONTH = dayAt("2023-03-01");
const RUNS = 20;

/** Changes for which a region asks nobody's signature: a mere lapse, a precaution taken back. */
function unsignedChanges({ resumption, display }: Pack): readonly string[] {
  const isUnsigned = resumption.lapseResumesByItself || display !== undefined;
  return isUnsigned ? ["suspended to paying"] : [];
}

function sweepSignedBy(pack: Pack, signers: readonly string[], seed: number): Tally {
  const tally = emptyTally();
  const lives = someLife(pack, MONTH, 40, { signers, losses: true });
  fc.assert(
    fc.property(lives, (life) => {
      watchLife(pack, life, signers, tally);
    }),
    { seed, numRuns: RUNS },
  );
  return tally;
}

for (const pack of PACKS) {
  for (const signers of [[first], [first, second]]) {
    const who = signers.length === 1 ? "one person" : "two people";
    test(`Under ${pack.id}, ${who} cannot resume, back-pay or terminate a benefit`, (t) => {
      const tally = sweepSignedBy(pack, signers, seeded(t, RUNS).seed);
      t.diagnostic(tallyText(tally));
      const back = [...tally.changes.keys()].filter(
        (change) => change.endsWith(" to paying") || change.endsWith(" to terminated"),
      );
      assert.deepEqual(
        back.filter((change) => !unsignedChanges(pack).includes(change)),
        [],
      );
      if (pack.display === undefined) assert.equal(tally.backPaidMonths, 0);
      assert.ok((tally.changes.get("paying to suspended") ?? 0) > 0, "nobody was ever suspended");
      assert.ok((tally.carriedOut.get("approve") ?? 0) > 0, "nobody ever signed anything");
    });
  }
}
