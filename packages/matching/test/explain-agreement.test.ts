// One person's rows, read alone, lead to the very row that the batch writes: on the samples and on
// nasty random runs of all five policies. LINGDAI_SEEDS raises the number of runs a policy.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import type { Day, EntitlementFacts, Evaluation } from "@lingdai/policy";
import { ID_TYPES, explainEntitlement, formatDay } from "@lingdai/policy";

import type { EvaluateOptions, PersonDocument, PersonRows, Summary } from "../src/index.ts";
import { evaluateFiles, readPersonRows } from "../src/index.ts";
import { readTable } from "./evaluation-fixture.ts";
import type { Row } from "./evaluation-fixture.ts";
import { POLICIES, nastyCase } from "./third-reading/nasty-cases.ts";
import type { ReadingArguments } from "./third-reading/read-by-hand.ts";

const SEEDS = Number(process.env["LINGDAI_SEEDS"] ?? 6);
const SAMPLE = fileURLToPath(new URL("./fixtures/sample/data/", import.meta.url));

for (const policy of POLICIES) {
  test(`${policy}: a page says what the batch writes for the same row, on random files`, async () => {
    for (let seed = 501; seed < 501 + SEEDS; seed += 1) {
      await inFolder(async (folder) => {
        await assertAgreement(await written(folder, nastyCase(seed, policy)), `seed ${seed}`);
      });
    }
  });

  test(`${policy}: a page says what the batch writes for the same row, on the sample`, async () => {
    await inFolder(async (folder) => {
      const asked = await sampleRun(join(folder, "out"));
      await assertAgreement({ ...asked, policy }, "sample");
      if (policy !== "weihai-2017") return;
      await assertAgreement({ ...asked, policy, window: "2023-11-01..2024-02-25" }, "window");
    });
  });
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lingdai-explain-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The sample's own arguments, as they stand in its `args.txt`. */
async function sampleRun(out: string): Promise<EvaluateOptions> {
  const words = (await readFile(join(SAMPLE, "args.txt"), "utf8")).trim().split("\n");
  const valuesOf = (flag: string): string[] => words.filter((_, at) => words[at - 1] === flag);
  const paths = (flag: string): string[] => valuesOf(flag).map((name) => join(SAMPLE, name));
  return {
    policy: "",
    roster: paths("--roster").join(),
    observations: paths("--observations"),
    mappings: paths("--mapping"),
    asOf: valuesOf("--as-of").join(),
    out,
  };
}

/** The files of a nasty case, each in a folder of its own, as two may share a name. */
async function written(folder: string, asked: ReadingArguments): Promise<EvaluateOptions> {
  const write = async (at: string, name: string, content: Uint8Array | string): Promise<string> => {
    await mkdir(join(folder, at));
    await writeFile(join(folder, at, name), content);
    return join(folder, at, name);
  };
  const observations: string[] = [];
  for (const [at, file] of asked.observations.entries()) {
    observations.push(await write(`observations-${at}`, file.name, file.bytes));
  }
  const mappings: string[] = [];
  for (const [at, mapping] of asked.mappings.entries()) {
    mappings.push(await write(`mapping-${at}`, "mapping.yaml", mapping));
  }
  const { window } = asked;
  return {
    policy: asked.policy,
    roster: await write("roster", asked.roster.name, asked.roster.bytes),
    observations,
    mappings,
    asOf: asked.asOf,
    out: join(folder, "out"),
    window: window === undefined ? undefined : `${window.from}..${window.to}`,
  };
}

/** Runs the batch, then asks for everybody on the roster, and holds one against the other. */
async function assertAgreement(asked: EvaluateOptions, name: string): Promise<void> {
  const summary = await evaluateFiles(asked);
  const conclusions = readTable(asked.out, "conclusions");
  const { pack, asOf, windows, people } = await readPersonRows(asked, documentsIn(conclusions));
  const explained = people.flatMap((person) =>
    person.roster.flatMap(({ facts }) => {
      if (facts === undefined) return [];
      const signs = person.observations.flatMap(({ sign }) => (sign === undefined ? [] : [sign]));
      const page = explainEntitlement(pack, facts, signs, asOf, windows, { language: "zh" });
      return [conclusionLine(person, facts, page.evaluation)];
    }),
  );
  assert.deepEqual(explained.toSorted(), conclusions.map(lineOf).toSorted(), name);
  assertBooks(people, summary, asked.out, name);
}

/** Every accepted and suspicious row of the run is some person's; every bad row told is a reject. */
function assertBooks(
  people: readonly PersonRows[],
  summary: Summary,
  out: string,
  name: string,
): void {
  const rows = people.flatMap(({ observations, idNumber }) =>
    observations.map((row) => ({ ...row, idNumber })),
  );
  const accepted = Object.values(summary.files).reduce((sum, file) => sum + file.accepted, 0);
  assert.equal(rows.filter(({ outcome }) => outcome === "accepted").length, accepted, name);
  const place = (file = "", line: number | string = ""): string => `${file} ${line}`;
  assert.deepEqual(
    rows
      .filter(({ outcome }) => outcome === "name-mismatch")
      .map(({ file, line, idNumber }) => `${place(file, line)} ${idNumber}`)
      .toSorted(),
    readTable(out, "suspicious")
      .map((row) => `${place(row["file"], row["line"])} ${row["id_number"]}`)
      .toSorted(),
    name,
  );
  const rejects = new Set(
    readTable(out, "rejects").map((row) => `${place(row["file"], row["line"])} ${row["reason"]}`),
  );
  const good = new Set(["accepted", "duplicate", "name-mismatch"]);
  const bad = [...rows, ...people.flatMap(({ roster }) => roster)].filter(
    ({ outcome }) => !good.has(outcome),
  );
  assert.ok(bad.length > 0 || rejects.size === 0, `${name}: no bad row was anybody's`);
  for (const { file, line, outcome } of bad) {
    assert.ok(rejects.has(`${place(file, line)} ${outcome}`), `${name}: ${file} ${line}`);
  }
}

/** All documents that the numbers of a table can be; who is not on the roster has no rows. */
function documentsIn(conclusions: readonly Row[]): readonly PersonDocument[] {
  const numbers = new Set(conclusions.map((row) => row["id_number"] ?? ""));
  return [...numbers].flatMap((idNumber) =>
    ID_TYPES.filter((idType) => idType !== "resident-id" || /^\d{17}[\dX]$/.test(idNumber)).flatMap(
      (idType) => (isBadResident(idType, idNumber) ? [] : [{ idNumber, idType }]),
    ),
  );
}

/** Another document's number may look like a resident ID without being one. */
function isBadResident(idType: string, idNumber: string): boolean {
  if (idType !== "resident-id") return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(idNumber[at]), 0);
  return "10X98765432"[sum % 11] !== idNumber[17];
}

const COLUMNS = [
  "id_number",
  "insurance",
  "kind",
  "conclusion",
  "pending_reason",
  "last_certified_on",
  "last_certified_by",
  "deadline",
  "status",
  "action",
  "due_on",
  "actions",
  "basis",
  "decided_by",
];

function lineOf(row: Row): string {
  return COLUMNS.map((column) => row[column] ?? "").join("|");
}

function conclusionLine(
  { idNumber }: PersonRows,
  { insurance, kind, status }: EntitlementFacts,
  evaluation: Evaluation,
): string {
  const day = (on: Day | undefined): string => (on === undefined ? "" : formatDay(on));
  const [strongest] = evaluation.duties;
  return [
    idNumber,
    insurance,
    kind,
    evaluation.conclusion ?? "",
    evaluation.pendingReason ?? "",
    day(evaluation.lastCertifiedOn),
    evaluation.lastCertifiedBy ?? "",
    day(evaluation.deadline),
    status,
    strongest?.action ?? "none",
    day(strongest?.dueOn),
    evaluation.duties.map(({ action }) => action).join(";"),
    evaluation.basis.join(";"),
    evaluation.decidedBy.join(";"),
  ].join("|");
}
