// What an earlier run concluded, brought to the rows of this roster in whatever order it was
// written. Knows the earlier `conclusions` table, CSV or Parquet, by its columns only,
// and of that run's summary the policy.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ID_TYPES } from "@lingdai/policy/batch";

import type { SharedPrevious } from "../engine/conclusion-lines.ts";
import type { PersonSample } from "../match/person-sample.ts";
import type { Roster } from "../match/roster.ts";
import { TextPool } from "../match/text-pool.ts";
import type { DelimitedFormat } from "../read/delimited-file.ts";
import { readHeader, readRows } from "../read/delimited-file.ts";
import { UnusableInput } from "../unusable-input.ts";
import type { EntitlementName, Outcome } from "./output-tables.ts";

const FORMAT: DelimitedFormat = { encoding: "utf-8", delimiter: "," };
const COLUMNS = ["id_number", "insurance", "kind", "conclusion", "action"] as const;

const MEND = "请给出先前 lingdai evaluate 的 --out 文件夹";

/** An earlier run whose file has the columns that are needed. */
export interface PreviousRun {
  readonly path: string;
  /** Where each of the columns stands. */
  readonly columns: readonly number[];
  /** The policy of that run, where its summary lies there too. */
  readonly policy: string | undefined;
}

export interface PreviousHooks {
  readonly sample?: PersonSample | undefined;
  /** For a row of the earlier run that this roster lacks. */
  readonly onVanished: (name: EntitlementName, outcome: Outcome) => void;
  readonly onBytes?: ((bytes: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Looks for the earlier run's conclusions; refuses a folder that has none. */
export async function findPreviousRun(folder: string): Promise<PreviousRun> {
  const parquet = join(folder, "conclusions.parquet");
  const path = existsSync(parquet) ? parquet : join(folder, "conclusions.csv");
  const header = await readHeader(path, FORMAT);
  const columns = COLUMNS.map((column) => header.indexOf(column));
  const lacking = COLUMNS.filter((_, at) => columns[at] === -1);
  if (lacking.length === 0) return { path, columns, policy: policyIn(folder) };
  throw new UnusableInput(path, `表头缺少列：${lacking.join("、")}`, MEND);
}

function policyIn(folder: string): string | undefined {
  try {
    const summary: unknown = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
    const { policy } = summary as { readonly policy?: unknown };
    return typeof policy === "string" ? policy : undefined;
  } catch {
    // The tables alone are an earlier run too.
    return undefined;
  }
}

/** Reads the earlier run: what it said about each row, if anything. */
export async function readPreviousRun(
  { path, columns }: PreviousRun,
  roster: Roster,
  hooks: PreviousHooks,
): Promise<SharedPrevious> {
  const words = new TextPool();
  /** 0 where the earlier run lacks the row. */
  const conclusions = new Uint32Array(new SharedArrayBuffer(roster.rows * 4));
  const actions = new Uint32Array(new SharedArrayBuffer(roster.rows * 4));
  await readRows(path, FORMAT, {
    signal: hooks.signal,
    onBytes: hooks.onBytes,
    onRow: (source) => {
      if (!source.isReadable)
        throw new UnusableInput(`${path} 第 ${source.line} 行`, "读不懂", MEND);
      const [idNumber = "", insurance = "", kind = "", conclusion = "", action = ""] = columns.map(
        (column) => source.cell(column),
      );
      const row = roster
        .findRows(ID_TYPES, idNumber, insurance, kind)
        .find((candidate) => conclusions[candidate] === 0);
      if (row === undefined) {
        if (hooks.sample?.has(idNumber) === false) return;
        hooks.onVanished({ idNumber, insurance, kind }, { conclusion, action });
        return;
      }
      conclusions[row] = words.numberOf(conclusion) + 1;
      actions[row] = words.numberOf(action);
    },
  });
  return { words: words.share(), conclusions: conclusions.buffer, actions: actions.buffer };
}
