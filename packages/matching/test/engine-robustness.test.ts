// What no supplier should send: lines of a hundred megabytes, a million columns, flipped bits, files
// cut off anywhere. Every run ends with balanced books or a clear refusal, and however the files
// are cut into blocks the answer is the same.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";

import type { EvaluateOptions } from "../src/index.ts";
import { UnusableInput, evaluateFiles } from "../src/index.ts";
import {
  PERSON,
  aFolder,
  aRosterRow,
  anObservation,
  evaluate,
  toCsv,
} from "./evaluation-fixture.ts";
import { nastyCase } from "./third-reading/nasty-cases.ts";

const MEGABYTE = 1024 * 1024;
const RUNS = Number(process.env["LINGDAI_RUNS"] ?? 20);
/** The same runs each time: how many of them are refused must not be a question of luck. */
const SEED = Number(process.env["LINGDAI_FIRST_SEED"] ?? 1);

test("A line of 100 MB is one row, one of 130 MB an unreadable one, and the rows behind them count", async (context) => {
  const rows = toCsv([anObservation({ ref: "before" })]);
  const good = toCsv([anObservation({ ref: "behind", occurred_on: "2024-01-05" })]);
  const behind = good.slice(good.indexOf("\n") + 1);
  const lines = [
    rows,
    `${"x".repeat(100 * MEGABYTE)}\n`,
    `"${"y\n".repeat(65 * MEGABYTE)}"\n`,
    behind,
  ];
  const { summary, conclusions, rejects } = await evaluate(context, {
    roster: [aRosterRow({ last_certified_on: "" })],
    observations: { "obs.csv": Buffer.concat(lines.map((line) => Buffer.from(line))) },
  });
  const { rows: all, accepted, rejected } = summary.files["obs.csv"] ?? assert.fail();
  assert.equal(all, 4);
  assert.equal(accepted, 2);
  assert.deepEqual(rejected, { "missing-field": 1, "unreadable-row": 1 });
  assert.deepEqual(
    rejects.map(({ line, reason }) => [line, reason]),
    [
      ["3", "missing-field"],
      ["4", "unreadable-row"],
    ],
  );
  assert.equal(conclusions[0]?.["decided_by"], "铁路:behind");
});

test("A million columns, in the header and in a row, change nothing of what stands in ours", async (context) => {
  const row = anObservation();
  const columns = Object.keys(row);
  const more = ",c".repeat(1_000_000);
  const cells = columns.map((column) => row[column]).join(",");
  const { summary } = await evaluate(context, {
    observations: {
      "row.csv": `${columns.join(",")}\n${cells}${more}\n`,
      "header.csv": `${columns.join(",")}${more}\n${cells}\n`,
    },
  });
  assert.equal(summary.files["row.csv"]?.accepted, 1);
  assert.equal(summary.files["header.csv"]?.duplicate, 1);
});

test("A roster line of 130 MB is refused alone", async (context) => {
  const roster = toCsv([aRosterRow()]);
  const behind = toCsv([aRosterRow({ insurance: "work-injury", kind: "nursing-fee" })]);
  const { summary, conclusions } = await evaluate(context, {
    roster: Buffer.concat([
      Buffer.from(roster),
      Buffer.alloc(130 * MEGABYTE, "z"),
      Buffer.from(`\n${behind.slice(behind.indexOf("\n") + 1)}`),
    ]),
  });
  assert.deepEqual(summary.roster, { rows: 3, rejected: 1, duplicate: 0 });
  assert.deepEqual(new Set(conclusions.map((row) => row["id_number"])), new Set([PERSON]));
});

test("Flipped bits and cut files give balanced books or a refusal, the same for every block size", async (context) => {
  const folder = aFolder(context);
  let runs = 0;
  let refused = 0;
  // Without a bias towards small numbers: a fault in the header refuses the file, and most runs must
  // get further than that.
  const place = fc.noBias(fc.nat());
  const flips = fc.array(fc.tuple(place, fc.nat(7)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      flips,
      fc.option(place, { nil: undefined, freq: 3 }),
      fc.integer({ min: 1, max: 400 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 9 }),
      async (seed, bits, cutAt, blockBytes, isRoster, headerLuck) => {
        runs += 1;
        const asked = nastyCase(seed, "weihai-2017");
        const at = join(folder, String(runs));
        const mutated = (bytes: Uint8Array): Buffer => {
          const copy = Buffer.from(bytes);
          const spared = headerLuck === 0 ? 0 : copy.indexOf("\n") + 1;
          const placeOf = (where: number): number =>
            spared + (where % Math.max(1, copy.length - spared));
          for (const [where, bit] of bits) {
            const byte = placeOf(where);
            copy[byte] = (copy[byte] ?? 0) ^ (1 << bit);
          }
          return cutAt === undefined ? copy : copy.subarray(0, placeOf(cutAt));
        };
        // Each in a folder of its own: mappings apply by name.
        const write = (inside: string, name: string, bytes: Uint8Array | string): string => {
          mkdirSync(join(at, inside), { recursive: true });
          writeFileSync(join(at, inside, name), bytes);
          return join(at, inside, name);
        };
        const { roster } = asked;
        const options: EvaluateOptions = {
          policy: asked.policy,
          asOf: asked.asOf,
          window: asked.window && `${asked.window.from}..${asked.window.to}`,
          roster: write("roster", roster.name, isRoster ? mutated(roster.bytes) : roster.bytes),
          observations: asked.observations.map(({ name, bytes }, file) =>
            write(`observations-${file}`, name, isRoster ? bytes : mutated(bytes)),
          ),
          mappings: asked.mappings.map((text, mapping) =>
            write(`mapping-${mapping}`, "mapping.yaml", text),
          ),
          out: join(at, "out"),
        };
        const [first, second] = [
          await outcomeOf(options),
          await outcomeOf({ ...options, blockBytes, out: join(at, "again") }),
        ];
        assert.deepEqual(second, first);
        if (typeof first === "string") refused += 1;
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  context.diagnostic(`${refused} of ${runs} refused`);
  assert.ok(refused < runs / 2, `${refused} of ${runs} were refused: too little was tried`);
});

/** The tables and counts of a run, or why it was refused. */
async function outcomeOf(options: EvaluateOptions): Promise<unknown> {
  try {
    const { files, roster, conclusions } = await evaluateFiles(options);
    const read = (name: string): string => readFileSync(join(options.out, `${name}.csv`), "utf8");
    const tables = ["conclusions", "uncertified", "rejects", "suspicious"].map(read);
    return { files, roster, conclusions, tables };
  } catch (error) {
    if (error instanceof UnusableInput) return error.message;
    throw error;
  }
}
