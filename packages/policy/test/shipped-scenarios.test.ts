// Every scenario that the packs ship, and every boundary held besides: a test each, named as the
// scenario is.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { PACKS } from "../src/packs/index.ts";
import { runScenario } from "../src/scenario/run-scenario.ts";
import { scenariosOf } from "./scenario-folders.ts";

for (const pack of PACKS) {
  describe(pack.id, () => {
    const shipped = scenariosOf(pack.id);
    for (const { file, scenario } of shipped) {
      test(`${scenario.name} (${file})`, () => {
        assert.equal(scenario.policy, pack.id);
        assert.deepEqual(runScenario(pack, scenario), []);
      });
    }

    test(`The scenarios of ${pack.id} have names of their own`, () => {
      const names = shipped.map(({ scenario }) => scenario.name);
      assert.equal(new Set(names).size, names.length);
    });

    test(`Every scenario of ${pack.id} expects something`, () => {
      for (const { scenario } of shipped) {
        assert.ok(
          scenario.steps.some((step) => step.type === "expect"),
          scenario.name,
        );
      }
    });
  });
}
