// A sixth region is data and rules in a folder of its own: the fictional one has a clock that none
// of the five has, windows, an evidence rule and a sign that waits, and nothing outside its folder
// knows it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";

import { evaluateEntitlement } from "../src/evaluation.ts";
import { dayAt } from "../src/civil-date.ts";
import { PACKS } from "../src/packs/index.ts";
import { runScenario } from "../src/scenario/run-scenario.ts";
import { EMPTY_STANDING, foldSign, signsOf } from "../src/standing.ts";
import { YUNWAN_DEFAULTS, yunwanPack } from "./example-region/pack.ts";
import type { YunwanOptions } from "./example-region/pack.ts";
import { scenariosIn } from "./scenario-folders.ts";
import { SEED, seeded } from "./seed.ts";
import { THREE_NAMES } from "./some-events.ts";
import { someFacts, someHarmlessKind, someSigns, someWindows } from "./some-facts.ts";
import { monthsOf } from "./sweep/months-of-life.ts";
import { someLife } from "./sweep/some-life.ts";
import { emptyTally, tallyText } from "./sweep/tally.ts";
import { watchLife } from "./sweep/watch-life.ts";

const yunwan = yunwanPack();
const scenarios = scenariosIn(new URL("example-region/scenarios/", import.meta.url));

describe("The fictional sixth region", () => {
  for (const { file, scenario } of scenarios) {
    test(`${scenario.name} (${file})`, () => {
      assert.equal(scenario.policy, yunwan.id);
      assert.deepEqual(runScenario(yunwan, scenario), []);
    });
  }

  for (const option of Object.keys(YUNWAN_DEFAULTS) as (keyof YunwanOptions)[]) {
    test(`Its scenarios notice a change of ${option}`, () => {
      for (const by of [-1, 1]) {
        const changed = yunwanPack({ ...YUNWAN_DEFAULTS, [option]: YUNWAN_DEFAULTS[option] + by });
        const isNoticed = scenarios.some(
          ({ scenario }) => runScenario(changed, scenario).length > 0,
        );
        assert.ok(isNoticed, `${option} ${by}`);
      }
    });
  }

  test("Every month of its life passes the sweep that the five pass", (t) => {
    const tally = emptyTally();
    for (const [at, month] of monthsOf(yunwan).entries()) {
      const lives = someLife(yunwan, month, 24, { signers: THREE_NAMES, losses: true });
      fc.assert(
        fc.property(lives, (life) => {
          watchLife(yunwan, life, THREE_NAMES, tally);
        }),
        { seed: SEED + at, numRuns: 1 },
      );
    }
    t.diagnostic(`seed ${SEED}; ${tallyText(tally)}`);
    assert.ok((tally.changes.get("paying to suspended") ?? 0) > 0);
  });

  test("Three signs say of its people, too, all that their files say", (t) => {
    const asOf = dayAt("2024-03-03");
    const cases = fc.tuple(
      someFacts(yunwan, asOf),
      someSigns(someHarmlessKind, asOf, 10),
      someWindows(yunwan, asOf),
    );
    fc.assert(
      fc.property(cases, ([facts, signs, windows]) => {
        const standing = signs.reduce(
          (held, sign) => foldSign(yunwan, asOf, held, sign),
          EMPTY_STANDING,
        );
        assert.deepEqual(
          evaluateEntitlement(yunwan, facts, signsOf(standing), asOf, windows),
          evaluateEntitlement(yunwan, facts, signs, asOf, windows),
        );
      }),
      seeded(t, 1000),
    );
  });
});

/** The sources of a folder without their comments, by name. */
function sourcesBelow(folder: URL): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => [
        file,
        readFileSync(new URL(file, folder), "utf8").replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, ""),
      ]),
  );
}

const SOURCES = sourcesBelow(new URL("../src/", import.meta.url));

test("No source outside its folder knows the sixth region", () => {
  assert.ok(SOURCES.size > 40, "the sources were really read");
  for (const [file, text] of SOURCES) {
    assert.doesNotMatch(text, /yunwan|example-region|"YW/i, file);
  }
  assert.equal(
    PACKS.some(({ id }) => id === yunwan.id),
    false,
  );
});

test("The engine asks the pack and never names a region", () => {
  const regions = PACKS.map(({ id }) => id.split("-")[0] ?? id);
  for (const [file, text] of SOURCES) {
    if (file.startsWith("packs/")) continue;
    for (const region of regions) {
      assert.ok(!text.toLowerCase().includes(region), `${file} names ${region}`);
    }
  }
});

test("The sixth region's folder needs nothing but the policy core", () => {
  for (const [file, text] of sourcesBelow(new URL("example-region/", import.meta.url))) {
    for (const [, target] of text.matchAll(/from "([^"]+)"/g)) {
      assert.match(target ?? "", /^(\.\/|\.\.\/\.\.\/src\/)/, file);
    }
  }
});
