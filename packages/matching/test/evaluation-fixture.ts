// Builders for tests of whole runs: a folder with a roster and observation files that state only
// what a test is about, the run itself, and its tables read back by a reader that is not ours.
// All people are invented.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { checkCharacterOf } from "@lingdai/policy";

import type { EvaluateOptions, Summary } from "../src/index.ts";
import { evaluateFiles } from "../src/index.ts";
import { readRecords } from "./third-reading/delimited-records.ts";
import { rowsOf } from "./third-reading/rows-apart.ts";

export type Row = Record<string, string>;

/** A valid resident ID of somebody born on 1950-03-07, another one for every number. */
export function residentId(sequence: number, born = "19500307"): string {
  const first17 = `510104${born}${String(sequence).padStart(3, "0")}`;
  return first17 + checkCharacterOf(first17);
}

export const PERSON = residentId(1);

/** A roster row that every policy but weihai's medical exceptions would accept. */
export function aRosterRow(differing: Row = {}): Row {
  return {
    id_number: PERSON,
    id_type: "",
    name: "李秀英",
    phone: "13800000000",
    residence_division: "510104",
    unit_code: "U1",
    insurance: "enterprise-pension",
    kind: "retirement-pension",
    since: "2010-03-20",
    pay_division: "510100",
    status: "paying",
    last_certified_on: "2023-09-01",
    last_certified_by: "counter",
    ...differing,
  };
}

let references = 0;

/** A good observation of that person with a reference of its own. */
export function anObservation(differing: Row = {}): Row {
  references += 1;
  return {
    id_number: PERSON,
    id_type: "",
    name: "李秀英",
    kind: "rail-travel",
    occurred_on: "2023-12-01",
    source: "铁路",
    ref: `R${references}`,
    ...differing,
  };
}

/** Rows as CSV; the header is every key that any row has. */
export function toCsv(rows: readonly Row[], header?: readonly string[]): string {
  const columns = header ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A folder for one test, gone when the test is over. */
export function aFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-matching-"));
  context.after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export interface RunInput {
  readonly policy?: string;
  readonly asOf?: string;
  readonly roster?: readonly Row[] | string | Buffer;
  /** File name to rows or content; read in this order. */
  readonly observations?: Readonly<Record<string, readonly Row[] | string | Buffer>>;
  readonly mappings?: readonly string[];
  readonly options?: Partial<EvaluateOptions>;
}

export interface RunResult {
  readonly folder: string;
  readonly out: string;
  readonly summary: Summary;
  readonly warnings: readonly string[];
  readonly conclusions: readonly Row[];
  readonly uncertified: readonly Row[];
  readonly rejects: readonly Row[];
  readonly suspicious: readonly Row[];
}

/** The arguments of a run over files that have just been written. */
export function writtenRun(folder: string, input: RunInput): EvaluateOptions {
  const write = (name: string, content: readonly Row[] | string | Buffer): string => {
    const path = join(folder, name);
    const isText = typeof content === "string" || Buffer.isBuffer(content);
    writeFileSync(path, isText ? content : toCsv(content));
    return path;
  };
  const { observations = { "obs.csv": [anObservation()] } } = input;
  return {
    policy: input.policy ?? "sichuan-2022",
    asOf: input.asOf ?? "2024-03-01",
    roster: write("roster.csv", input.roster ?? [aRosterRow()]),
    observations: Object.entries(observations).map(([name, content]) => write(name, content)),
    mappings: (input.mappings ?? []).map((text, at) => write(`mapping-${at}.yaml`, text)),
    out: join(folder, "out"),
    ...input.options,
  };
}

/** Writes the files, runs the batch, reads the tables. */
export async function evaluate(context: TestContext, input: RunInput): Promise<RunResult> {
  const folder = aFolder(context);
  const warnings: string[] = [];
  const options: EvaluateOptions = {
    ...writtenRun(folder, input),
    onWarning: (warning) => warnings.push(warning),
  };
  const summary = await evaluateFiles(options);
  const { out } = options;
  return {
    folder,
    out,
    summary,
    warnings,
    conclusions: readTable(out, "conclusions"),
    uncertified: readTable(out, "uncertified"),
    rejects: readTable(out, "rejects"),
    suspicious: readTable(out, "suspicious"),
  };
}

/** The rows of one written table. */
export function readTable(out: string, table: string): readonly Row[] {
  return rowsOf(readRecords(readFileSync(join(out, `${table}.csv`)), "utf-8", ","));
}

/** A folder inside the test's folder. */
export function subfolder(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
