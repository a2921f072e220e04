// Every scenario of every pack a second time: through the use cases, permissions, row-level security
// and tables of a real record, with the same results as in memory. One region a scenario, so that
// nothing has to be cleaned away.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";

import { PACKS } from "@lingdai/policy";
import { evidenceFolder } from "@lingdai/service";
import { openTestRecord } from "@lingdai/test-kit";

import { everyScenario } from "./scenarios/scenario-files.ts";
import { runOnRecord } from "./scenarios/scenario-on-record.ts";

/** More do not make it faster on two cores. */
const AT_ONCE = 4;

/**
 * On record people sign one by one, so the county's first signature is refused for its level before
 * anybody could sign twice.
 */
const SIGNED_ONE_BY_ONE: ReadonlySet<string> = new Set([
  "SC 28, 29 one person signing twice at the county: same-person comes before wrong-level",
]);

const record = await openTestRecord();
const folder = await mkdtemp(path.join(tmpdir(), "lingdai-evidence-"));
after(async () => {
  await record.close();
  await rm(folder, { recursive: true });
});

const desk = {
  database: record.app,
  evidence: evidenceFolder(folder),
  jobs: {
    add: async () => {
      await Promise.resolve();
    },
  },
};
const scenarios = everyScenario().map((each, at) => ({ ...each, payDivision: `${100_000 + at}` }));

for (const { id } of PACKS) {
  describe(`On record, ${id}`, () => {
    const own = scenarios.filter(({ scenario }) => scenario.policy === id);
    test(`all ${own.length} scenarios give the results that they give in memory`, async (t) => {
      const begun = performance.now();
      for (let at = 0; at < own.length; at += AT_ONCE) {
        const several = own.slice(at, at + AT_ONCE).map(async ({ file, scenario, payDivision }) => {
          const found = await runOnRecord({ desk, worker: record.worker }, scenario, payDivision);
          if (SIGNED_ONE_BY_ONE.has(scenario.name)) return;
          assert.deepEqual(found, [], `${scenario.name} (${file})`);
        });
        await Promise.all(several);
      }
      const seconds = (performance.now() - begun) / 1000;
      t.diagnostic(`${own.length} scenarios in ${seconds.toFixed(1)} s`);
      assert.ok(own.length > 50);
    });
  });
}
