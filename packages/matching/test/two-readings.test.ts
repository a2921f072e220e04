// The batch and the slow third reading, which share no code, agree on every column of every table.
// LINGDAI_SEEDS raises the number of random runs a policy; LINGDAI_FIRST_SEED repeats one.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { evaluateFiles } from "../src/index.ts";
import type { EvaluateOptions, Summary } from "../src/index.ts";
import { readRecords } from "./third-reading/delimited-records.ts";
import { POLICIES, nastyCase } from "./third-reading/nasty-cases.ts";
import { readByHand } from "./third-reading/read-by-hand.ts";
import type { ReadingArguments, Tables } from "./third-reading/read-by-hand.ts";
import { rowsApart, rowsOf } from "./third-reading/rows-apart.ts";

const SEEDS = Number(process.env["LINGDAI_SEEDS"] ?? 8);
/** The first twelve are tried by batch-agreement. */
const FIRST_SEED = Number(process.env["LINGDAI_FIRST_SEED"] ?? 13);
const TABLES = ["conclusions", "uncertified", "rejects", "suspicious"] as const;

/** Blocks of one byte and the start of threads cost the most: they are tried on some seeds only. */
const ENGINES = [
  { threads: 1, blockBytes: 1, every: 2 },
  { threads: 1, blockBytes: 300, every: 1 },
  { threads: 2, blockBytes: 100, every: 8 },
  { threads: 3, blockBytes: 4000, every: 16 },
] as const;

interface Case {
  readonly asked: ReadingArguments;
  readonly byHand: Tables;
}

/** What is read by hand is read once, however many engines it is held against. */
const cases = new Map<string, Case>();

function caseOf(seed: number, policy: (typeof POLICIES)[number]): Case {
  const name = `${policy} ${seed}`;
  const known = cases.get(name);
  if (known !== undefined) return known;
  const asked = nastyCase(seed, policy);
  const made = { asked, byHand: readByHand(asked) };
  cases.set(name, made);
  return made;
}

for (const policy of POLICIES) {
  test(`${policy}: the batch writes what a reader of the rules would write by hand`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
      await comparedOn(caseOf(seed, policy), `${policy} seed ${seed}`, {});
    }
  });
}

for (const engine of ENGINES) {
  const { threads, blockBytes, every } = engine;
  test(`${threads} threads and blocks of ${blockBytes} bytes change nothing of it`, async () => {
    for (const policy of POLICIES) {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += every) {
        const name = `${policy} seed ${seed}, ${threads} threads, blocks of ${blockBytes}`;
        await comparedOn(caseOf(seed, policy), name, { threads, blockBytes });
      }
    }
  });
}

async function comparedOn(
  { asked, byHand }: Case,
  name: string,
  engine: Partial<EvaluateOptions>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lingdai-readings-"));
  try {
    const { tables, summary } = await runBatch(folder, asked, engine);
    for (const table of TABLES) {
      assert.deepEqual(
        rowsApart(tables[table], byHand[table]),
        { onlyLeft: [], onlyRight: [] },
        `${name}: ${table}`,
      );
    }
    assert.deepEqual(tables.order, byHand.conclusions.map(orderKey), `${name}: roster order`);
    if (byHand.changes !== undefined) {
      assert.deepEqual(
        rowsApart(tables.changes, byHand.changes),
        { onlyLeft: [], onlyRight: [] },
        `${name}: changes`,
      );
    }
    const { seconds, rows_per_second: _, peak_memory_mb: __, ...figures } = summary;
    assert.ok(Object.keys(seconds).length > 0);
    assert.deepEqual(figures, byHand.summary, `${name}: summary`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Row = Tables["conclusions"][number];

function orderKey(row: Row): string {
  return [row["id_number"], row["insurance"], row["kind"]].join(" ");
}

async function runBatch(
  folder: string,
  asked: ReadingArguments,
  engine: Partial<EvaluateOptions>,
): Promise<{
  readonly tables: Record<(typeof TABLES)[number] | "changes", readonly Row[]> & {
    readonly order: readonly string[];
  };
  readonly summary: Summary;
}> {
  const out = join(folder, "out");
  const write = async (at: string, name: string, content: Uint8Array | string): Promise<string> => {
    await mkdir(join(folder, at));
    const path = join(folder, at, name);
    await writeFile(path, content);
    return path;
  };
  const observations: string[] = [];
  for (const [at, file] of asked.observations.entries()) {
    observations.push(await write(`observations-${at}`, file.name, file.bytes));
  }
  const mappings: string[] = [];
  for (const [at, mapping] of asked.mappings.entries()) {
    mappings.push(await write(`mapping-${at}`, "mapping.yaml", mapping));
  }
  const previous =
    asked.previous === undefined
      ? undefined
      : await write("previous", "conclusions.csv", asked.previous);
  const summary = await evaluateFiles({
    ...engine,
    policy: asked.policy,
    roster: await write("roster", asked.roster.name, asked.roster.bytes),
    observations,
    mappings,
    asOf: asked.asOf,
    out,
    previous: previous === undefined ? undefined : join(folder, "previous"),
    window: asked.window === undefined ? undefined : `${asked.window.from}..${asked.window.to}`,
  });
  const rows = async (table: string): Promise<readonly Row[]> =>
    rowsOf(readRecords(await readFile(join(out, `${table}.csv`)), "utf-8", ","));
  const conclusions = await rows("conclusions");
  return {
    tables: {
      conclusions,
      uncertified: await rows("uncertified"),
      rejects: await rows("rejects"),
      suspicious: await rows("suspicious"),
      changes: previous === undefined ? [] : await rows("changes"),
      order: conclusions.map(orderKey),
    },
    summary,
  };
}
