// Every scenario a third time, through the HTTP API. A fixed share by default, spread over every pack
// and file; all of them with LINGDAI_ALL_SCENARIOS=1.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";

import { PACKS } from "@lingdai/policy";
import { buildServer, evidenceFolder, hashPassword } from "@lingdai/service";
import { openTestRecord } from "@lingdai/test-kit";

import { everyScenario } from "./scenarios/scenario-files.ts";
import type { Lane } from "./scenarios/scenario-over-http.ts";
import { runOverHttp } from "./scenarios/scenario-over-http.ts";

/** More do not make it faster on two cores. */
const AT_ONCE = 3;
/** One in so many by default. */
const SHARE = process.env["LINGDAI_ALL_SCENARIOS"] === "1" ? 1 : 15;

/** As on record: people sign one by one, so the first signature is refused before a second comes. */
const SIGNED_ONE_BY_ONE: ReadonlySet<string> = new Set([
  "SC 28, 29 one person signing twice at the county: same-person comes before wrong-level",
]);

const record = await openTestRecord();
const folder = await mkdtemp(path.join(tmpdir(), "lingdai-evidence-"));
const password = "a long enough password";
const office = {
  worker: record.worker,
  password,
  passwordHash: await hashPassword(password),
};
const desk = {
  database: record.app,
  evidence: evidenceFolder(folder),
  jobs: {
    add: async () => {
      await Promise.resolve();
    },
  },
};
const lanes: Lane[] = [];
for (let at = 0; at < AT_ONCE; at += 1) {
  const clock = { day: 0 };
  lanes.push({ clock, server: await buildServer({ desk, clock: { today: () => clock.day } }) });
}
after(async () => {
  for (const { server } of lanes) await server.close();
  await record.close();
  await rm(folder, { recursive: true });
});

const scenarios = everyScenario().map((each, at) => ({ ...each, payDivision: `${100_000 + at}` }));

for (const { id } of PACKS) {
  describe(`Over HTTP, ${id}`, () => {
    const own = scenarios
      .filter(({ scenario }) => scenario.policy === id)
      .filter((_, at) => at % SHARE === 0);
    test(`${own.length} scenarios give the results that they give in memory`, async (t) => {
      const begun = performance.now();
      const waiting = own.values();
      const differing: object[] = [];
      await Promise.all(
        lanes.map(async (lane) => {
          for (const { file, scenario, payDivision } of waiting) {
            const found = await runOverHttp(office, lane, scenario, payDivision);
            if (found.length === 0 || SIGNED_ONE_BY_ONE.has(scenario.name)) continue;
            differing.push({ name: scenario.name, file, found });
          }
        }),
      );
      assert.deepEqual(differing, []);
      const seconds = (performance.now() - begun) / 1000;
      t.diagnostic(`${own.length} scenarios in ${seconds.toFixed(1)} s`);
      assert.ok(own.length > 5);
    });
  });
}
