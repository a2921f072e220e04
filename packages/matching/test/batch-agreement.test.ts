// The batch, row by row evaluation without any of its short cuts, and the plain third reading of
// DOMAIN and FORMATS agree on every column of every table, on runs full of edges under all five
// policies. Failing seeds are named and can be run again.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import type { Sign } from "@lingdai/policy";
import { evaluateEntitlement, findPack, formatDay, parseDay } from "@lingdai/policy";

import type { EvaluateOptions, Summary } from "../src/index.ts";
import {
  evaluateFiles,
  isRejection,
  judgeObservation,
  readRoster,
  readRows,
} from "../src/index.ts";
import { planRun } from "../src/plan-run.ts";
import type { ObservationField } from "../src/read/fields.ts";
import { MappedRow } from "../src/read/mapped-row.ts";
import { judgeArguments } from "../src/run-arguments.ts";
import { aFolder } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import { readRecords } from "./third-reading/delimited-records.ts";
import { POLICIES, nastyCase } from "./third-reading/nasty-cases.ts";
import { readByHand } from "./third-reading/read-by-hand.ts";
import type { ReadingArguments, Tables } from "./third-reading/read-by-hand.ts";
import { rowsApart, rowsOf } from "./third-reading/rows-apart.ts";

const SEEDS_PER_POLICY = Number(process.env["LINGDAI_SEEDS"] ?? 12);
const TABLES = ["conclusions", "uncertified", "rejects", "suspicious", "changes"] as const;

/** Puts a case into a folder and states it as arguments of the batch. */
function writeCase(folder: string, given: ReadingArguments): EvaluateOptions {
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const { previous, window } = given;
  return {
    policy: given.policy,
    asOf: given.asOf,
    roster: write(`r/${given.roster.name}`, given.roster.bytes),
    observations: given.observations.map((file, at) => write(`o${at}/${file.name}`, file.bytes)),
    mappings: given.mappings.map((text, at) => write(`m${at}.yaml`, text)),
    out: join(folder, "out"),
    previous: previous && dirname(write("p/conclusions.csv", previous)),
    window: window && `${window.from}..${window.to}`,
  };
}

function assertSameRows(actual: readonly Row[], expected: readonly Row[], where: string): void {
  assert.deepEqual(rowsApart(actual, expected), { onlyLeft: [], onlyRight: [] }, where);
}

function assertSameAsByHand(
  out: string,
  summary: Summary,
  { summary: counts, ...tables }: Tables,
  where: string,
): void {
  for (const table of TABLES) {
    const expected = tables[table];
    if (expected === undefined) continue;
    const written = readRecords(readFileSync(join(out, `${table}.csv`)), "utf-8", ",");
    assertSameRows(rowsOf(written), expected, `${where} ${table}`);
  }
  assert.partialDeepStrictEqual(summary, counts, where);
}

/** The conclusions of a run where each row is evaluated over all signs of its person, at once. */
async function concludeOneByOne(options: EvaluateOptions): Promise<readonly Row[]> {
  const { pack, asOf, windows } = judgeArguments(options);
  const plan = await planRun(options);
  const { roster } = await readRoster(plan.roster, asOf, { onReject: () => undefined });
  const signs = new Map<number, Sign[]>();
  const seen = new Set<string>();
  const rules = { asOf, arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur };
  for (const file of plan.observations) {
    const row = new MappedRow(file.plan);
    await readRows(file.path, file.format, {
      onRow: (source) => {
        if (!source.isReadable) return;
        row.load(source);
        const judged = judgeObservation(row, rules);
        if (isRejection<ObservationField>(judged)) return;
        const reference = JSON.stringify([judged.sign.source, judged.sign.ref]);
        if (seen.has(reference)) return;
        seen.add(reference);
        const person = roster.findPerson(judged.idType, judged.idNumber);
        if (person === undefined || !roster.isNameOf(person, judged.name)) return;
        signs.set(person, [...(signs.get(person) ?? []), judged.sign]);
      },
    });
  }
  return Array.from({ length: roster.rows }, (_, row) => {
    const facts = roster.factsOf(row);
    const all = signs.get(roster.personOf(row)) ?? [];
    const found = evaluateEntitlement(pack, facts, all, asOf, windows);
    const day = (on: number | undefined): string => (on === undefined ? "" : formatDay(on));
    return {
      id_number: roster.textsOf(row).idNumber,
      insurance: facts.insurance,
      kind: facts.kind,
      conclusion: found.conclusion ?? "",
      pending_reason: found.pendingReason ?? "",
      last_certified_on: day(found.lastCertifiedOn),
      last_certified_by: found.lastCertifiedBy ?? "",
      deadline: day(found.deadline),
      status: facts.status,
      action: found.duties[0]?.action ?? "none",
      due_on: day(found.duties[0]?.dueOn),
      actions: found.duties.map(({ action }) => action).join(";"),
      basis: found.basis.join(";"),
      decided_by: found.decidedBy.join(";"),
    };
  });
}

for (const policy of POLICIES) {
  test(`${policy}: batch, one by one and the third reading agree on every column`, async (context) => {
    assert.ok(findPack(policy) !== undefined);
    for (let seed = 1; seed <= SEEDS_PER_POLICY; seed += 1) {
      const where = `${policy} seed ${seed}`;
      const given = nastyCase(seed, policy);
      assert.ok(parseDay(given.asOf) !== undefined, where);
      const options = writeCase(aFolder(context), given);
      const summary = await evaluateFiles(options);
      assertSameAsByHand(options.out, summary, readByHand(given), where);
      const conclusions = readRecords(
        readFileSync(join(options.out, "conclusions.csv")),
        "utf-8",
        ",",
      );
      // Not even the citations or their order may differ here: it is the same core.
      assert.deepEqual(rowsOf(conclusions), await concludeOneByOne(options), where);
    }
  });
}
