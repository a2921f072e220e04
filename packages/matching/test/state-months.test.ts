// Months one after the other with a kept state say what one run over all their files says, whatever
// happens in between: later days, other rosters, files given again, any number of threads.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";

import { findPack, parseDay } from "@lingdai/policy";

import type { EvaluateOptions, Summary } from "../src/index.ts";
import { evaluateFiles } from "../src/index.ts";
import { aFolder } from "./evaluation-fixture.ts";
import { addDays } from "./third-reading/naive-days.ts";
import { nastyCase } from "./third-reading/nasty-cases.ts";

const RUNS = Number(process.env["LINGDAI_SEEDS"] ?? 5);

/** The two lists that say where everybody stands. */
function standings(out: string): readonly string[] {
  return ["conclusions", "uncertified"].map((table) =>
    readFileSync(join(out, `${table}.csv`), "utf8"),
  );
}

test("Random nasty months kept in a state end as one run over all their files does", async (context) => {
  const folder = aFolder(context);
  let cases = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100_000 }),
      fc.nat(3),
      fc.constantFrom(0, 0, 1, 31, 200),
      fc.constantFrom("same", "half"),
      fc.constantFrom(1, 1, 1, 2),
      fc.option(fc.integer({ min: 60, max: 900 }), { nil: undefined }),
      fc.boolean(),
      async (seed, monthsBehind, daysEarlier, earlierRoster, threads, blockBytes, isGivenAgain) => {
        cases += 1;
        const at = join(folder, String(cases));
        const asked = nastyCase(seed);
        const write = (inside: string, name: string, bytes: Uint8Array | string): string => {
          mkdirSync(join(at, inside), { recursive: true });
          writeFileSync(join(at, inside, name), bytes);
          return join(at, inside, name);
        };
        const { roster } = asked;
        const files = asked.observations.map((file, number) =>
          write(`observations-${number}`, file.name, file.bytes),
        );
        const cut = 1 + (monthsBehind % (files.length - 1));
        const earlier = addDays(asked.asOf, -daysEarlier);
        const isInForce =
          (parseDay(earlier) ?? 0) >= (findPack(asked.policy)?.validity.from ?? Infinity);
        const half = Buffer.from(roster.bytes).toString("latin1").split("\n");
        const options: EvaluateOptions = {
          policy: asked.policy,
          asOf: asked.asOf,
          window: asked.window && `${asked.window.from}..${asked.window.to}`,
          roster: write("roster", roster.name, roster.bytes),
          observations: files,
          mappings: asked.mappings.map((text, number) =>
            write(`mapping-${number}`, "mapping.yaml", text),
          ),
          out: join(at, "out"),
          threads,
          blockBytes,
        };
        const first =
          earlierRoster === "same"
            ? options.roster
            : write("half", roster.name, Buffer.from(half.slice(0, 30).join("\n"), "latin1"));
        const state = join(at, "state");
        const whole = await evaluateFiles(options);
        await evaluateFiles({
          ...options,
          asOf: isInForce ? earlier : asked.asOf,
          roster: first,
          observations: files.slice(0, cut),
          out: join(at, "first"),
          state,
        });
        const again = isGivenAgain ? files.slice(0, 1) : [];
        const months = await evaluateFiles({
          ...options,
          observations: [...again, ...files.slice(cut)],
          out: join(at, "second"),
          state,
        });
        assert.deepEqual(standings(join(at, "second")), standings(join(at, "out")));
        const counted = (summary: Summary): readonly unknown[] =>
          Object.values(summary.files).slice(summary === whole ? cut : again.length);
        assert.deepEqual(counted(months), counted(whole));
      },
    ),
    { numRuns: RUNS },
  );
});
