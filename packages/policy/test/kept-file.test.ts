// What the system of record keeps between two steps is enough: a file reduced to its latest signs,
// written as JSON and read back after every step, lives exactly the life of one that kept all.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";

import { applyEvent } from "../src/case/apply-event.ts";
import type { CaseFile } from "../src/case/case-file.ts";
import { openCaseFile } from "../src/case/case-file.ts";
import type { CaseEvent } from "../src/case/event.ts";
import {
  bringsLoss,
  isOnRecordElsewhere,
  keepLatestSigns,
  needsAllSigns,
  withAllSigns,
} from "../src/case/latest-signs.ts";
import { nextDueOn } from "../src/case/next-due.ts";
import { nextLookOn } from "../src/case/next-look.ts";
import { nightlyRun } from "../src/case/nightly-run.ts";
import type { StoredCaseFile } from "../src/case/stored-case-file.ts";
import { restoreCaseFile, storeCaseFile, untouchedCaseFile } from "../src/case/stored-case-file.ts";
import { viewEntitlement } from "../src/case/view.ts";
import type { Pack } from "../src/pack.ts";
import { PACKS } from "../src/packs/index.ts";
import { SEED } from "./seed.ts";
import { THREE_NAMES } from "./some-events.ts";
import { dayAfterWaiting, eventsOf } from "./sweep/happening.ts";
import { monthsOf } from "./sweep/months-of-life.ts";
import type { Life } from "./sweep/some-life.ts";
import { someLife } from "./sweep/some-life.ts";

const LIVES_A_MONTH = Number(process.env["LINGDAI_SWEEP_LIVES"] ?? 1);
const HAPPENINGS_MAX = 25;
const MONTHS_APART = 7;

interface Counts {
  dropped: number;
  readBack: number;
  bytes: number;
  steps: number;
}

/** What remains of a file on its way through the record. */
function throughTheRecord(pack: Pack, file: CaseFile, life: Life, counts: Counts): CaseFile {
  const untouched: CaseFile = {
    ...untouchedCaseFile(pack, file.person, life.grants, life.openedOn, file.start),
    windows: file.windows,
  };
  const text = JSON.stringify(storeCaseFile(file, untouched));
  counts.bytes += text?.length ?? 0;
  return restoreCaseFile(
    text === undefined ? undefined : (JSON.parse(text) as StoredCaseFile),
    untouched,
  );
}

function liveTwice(pack: Pack, life: Life, counts: Counts): void {
  const start = life.quietDays === 30 ? "first-run" : "running";
  let full = openCaseFile(life.person, life.grants, life.openedOn, start);
  let kept = untouchedCaseFile(pack, life.person, life.grants, life.openedOn, start);
  let day = life.openedOn;

  const keep = (file: CaseFile): void => {
    const reduced = keepLatestSigns(pack, file, day);
    counts.steps += 1;
    counts.dropped += file.signs.length - reduced.signs.length;
    kept = throughTheRecord(pack, reduced, life, counts);
  };
  const compare = (): void => {
    assert.deepEqual(plain(kept.entitlements), plain(full.entitlements));
    assert.equal(kept.sequence, full.sequence);
    for (const number of full.entitlements.keys()) {
      assert.deepEqual(
        viewEntitlement(pack, kept, number, day),
        viewEntitlement(pack, full, number, day),
      );
    }
  };
  const runNight = (): void => {
    const [left, right] = [nightlyRun(pack, full, day), nightlyRun(pack, kept, day)];
    assert.deepEqual(right.notices, left.notices);
    full = left.file;
    keep(right.file);
    compare();
  };
  const take = (event: CaseEvent): void => {
    const isKnown =
      event.type === "observe" &&
      full.signs.some(({ source, ref }) => source === event.source && ref === event.ref);
    if (!needsAllSigns(kept) && (isKnown || bringsLoss(event))) {
      kept = withAllSigns(kept, full.signs.filter(isOnRecordElsewhere));
      counts.readBack += 1;
    }
    const [left, right] = [applyEvent(pack, full, event, day), applyEvent(pack, kept, event, day)];
    assert.equal(right.refused, left.refused);
    assert.deepEqual(right.notices, left.notices);
    full = left.file;
    keep(right.file);
    compare();
    const due = nextDueOn(pack, full, day);
    assert.equal(nextDueOn(pack, kept, day), due);
    const look = nextLookOn(pack, kept, day);
    if (due !== undefined) assert.ok(look !== undefined && look <= due);
  };

  runNight();
  for (const { wait, sketch } of life.happenings) {
    const until = dayAfterWaiting(pack, full, day, wait);
    while (day < until) {
      day += 1;
      runNight();
    }
    for (const event of eventsOf(sketch, full, day, THREE_NAMES)) take(event);
  }
}

/** Without what is absent; sets as lists. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, each: unknown) => (each instanceof Set ? [...each] : each)),
  );
}

for (const pack of PACKS) {
  describe(`The record of ${pack.id}`, () => {
    test("keeps enough: every later day, notice and refusal is that of a file which kept all", (t) => {
      const counts: Counts = { dropped: 0, readBack: 0, bytes: 0, steps: 0 };
      for (const [at, month] of monthsOf(pack).entries()) {
        if (at % MONTHS_APART !== 0) continue;
        for (const losses of [true, false]) {
          const lives = someLife(pack, month, HAPPENINGS_MAX, { signers: THREE_NAMES, losses });
          fc.assert(
            fc.property(lives, (life) => {
              liveTwice(pack, life, counts);
            }),
            { seed: SEED + at, numRuns: LIVES_A_MONTH },
          );
        }
      }
      t.diagnostic(
        `seed ${SEED}; ${counts.dropped} signs not kept, ${counts.readBack} times read back, ` +
          `${Math.round(counts.bytes / counts.steps)} bytes a step`,
      );
      assert.ok(counts.dropped > 0, "nothing was ever left out");
      assert.ok(counts.readBack > 0, "nothing was ever read back");
    });
  });
}
