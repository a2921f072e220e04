// Everything that a report says about a finished run of `lingdai evaluate`, read from the tables in
// its folder. The tables must agree with the run's own summary, else the folder holds parts of two
// runs and nothing in it can be trusted.

import { existsSync } from "node:fs";
import { join } from "node:path";

import { UnusableInput } from "../unusable-input.ts";
import type { ChangeFigures } from "./change-figures.ts";
import { CHANGE_COLUMNS, ChangeCount } from "./change-figures.ts";
import type { ConclusionFigures } from "./conclusion-figures.ts";
import { CONCLUSION_COLUMNS, ConclusionCount } from "./conclusion-figures.ts";
import type { RejectFigures } from "./reject-figures.ts";
import { REJECT_COLUMNS, RejectCount } from "./reject-figures.ts";
import type { RunSummary } from "./run-summary.ts";
import { readRunSummary } from "./run-summary.ts";
import { RUN_MEND, readRunTable, runTableFile } from "./run-table.ts";
import type { SuspiciousFigures } from "./suspicious-figures.ts";
import { SUSPICIOUS_COLUMNS, SuspiciousCount } from "./suspicious-figures.ts";
import type { UncertifiedFigures } from "./uncertified-figures.ts";
import { UNCERTIFIED_COLUMNS, UncertifiedCount } from "./uncertified-figures.ts";

/** The tables that a report sends its readers to. */
export type OpenedTable = "conclusions" | "suspicious" | "rejects";

export interface RunFigures {
  /** The files of the tables that people may want to open. */
  readonly tableFiles: Readonly<Record<OpenedTable, string>>;
  readonly summary: RunSummary;
  readonly conclusions: ConclusionFigures;
  readonly uncertified: UncertifiedFigures;
  readonly rejects: RejectFigures;
  readonly suspicious: SuspiciousFigures;
  /** Only where the run was told of one before. */
  readonly changes?: ChangeFigures;
}

/** Adds up a run's folder; memory does not grow with its tables. Rejects with `UnusableInput`. */
export async function readRunFigures(folder: string): Promise<RunFigures> {
  const summary = readRunSummary(folder);
  const conclusions = new ConclusionCount(summary.asOf);
  await readRunTable(folder, "conclusions", CONCLUSION_COLUMNS, (row) => {
    conclusions.add(row);
  });
  const uncertified = new UncertifiedCount();
  await readRunTable(folder, "uncertified", UNCERTIFIED_COLUMNS, (row) => {
    uncertified.add(row);
  });
  const rejects = new RejectCount();
  await readRunTable(folder, "rejects", REJECT_COLUMNS, (row) => {
    rejects.add(row);
  });
  const suspicious = new SuspiciousCount();
  await readRunTable(folder, "suspicious", SUSPICIOUS_COLUMNS, (row) => {
    suspicious.add(row);
  });
  const figures: RunFigures = {
    tableFiles: {
      conclusions: runTableFile(folder, "conclusions"),
      suspicious: runTableFile(folder, "suspicious"),
      rejects: runTableFile(folder, "rejects"),
    },
    summary,
    conclusions: conclusions.figures(),
    uncertified: uncertified.figures(),
    rejects: rejects.figures(summary.files.values()),
    suspicious: suspicious.figures(),
    ...(existsSync(join(folder, runTableFile(folder, "changes")))
      ? { changes: await readChanges(folder) }
      : {}),
  };
  assertOneRun(folder, figures);
  return figures;
}

async function readChanges(folder: string): Promise<ChangeFigures> {
  const changes = new ChangeCount();
  await readRunTable(folder, "changes", CHANGE_COLUMNS, (row) => {
    changes.add(row);
  });
  return changes.figures();
}

/** The tables and the summary are of one run. */
function assertOneRun(folder: string, figures: RunFigures): void {
  const { summary, conclusions, uncertified, rejects, suspicious } = figures;
  const { lists } = conclusions;
  const agree = (table: string, inTable: number, inSummary: number): void => {
    if (inTable === inSummary) return;
    const what = `${table} 与 summary.json 对不上（${inTable} ≠ ${inSummary}）`;
    throw new UnusableInput(folder, what, RUN_MEND);
  };
  const said = summary.conclusions;
  agree("conclusions", lists.eligible, said["eligible"] ?? 0);
  agree("conclusions", lists.lost, said["lost"] ?? 0);
  agree("conclusions", lists.pending, said["pending"] ?? 0);
  agree("conclusions", lists["not-covered"], said[""] ?? 0);
  agree("uncertified", uncertified.rows, total(Object.values(summary.bands)));
  const files = [...summary.files.values()];
  const inFiles = total(files.flatMap((file) => Object.values(file.rejected)));
  agree("rejects", rejects.rows, summary.roster.rejected + inFiles);
  agree("suspicious", suspicious.rows, total(files.map((file) => file.suspicious)));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
