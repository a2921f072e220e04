// One batch run: files in, the tables and figures of FORMATS section 3 out, all or nothing. Only
// puts the stages one behind the other; what each does is told in its own file.

import { writeFileSync } from "node:fs";

import type { Day, Evaluation } from "@lingdai/policy";
import { bandOf, formatDay, wholeMonthsBetween } from "@lingdai/policy";

import { concludeRoster } from "./conclude/conclude-roster.ts";
import type { FileCounts } from "./fold/fold-observations.ts";
import { ObservationFolder } from "./fold/fold-observations.ts";
import { SignSpool } from "./fold/sign-spool.ts";
import { Standings } from "./fold/standings.ts";
import type { RosterReading } from "./match/read-roster.ts";
import { readRoster } from "./match/read-roster.ts";
import type { Roster } from "./match/roster.ts";
import type { RunArguments, EvaluateOptions } from "./run-arguments.ts";
import { judgeArguments } from "./run-arguments.ts";
import type { PlannedRun } from "./plan-run.ts";
import { planRun } from "./plan-run.ts";
import { StageClock } from "./stage-clock.ts";
import { UnusableInput, describeSystemError, systemErrorCode } from "./unusable-input.ts";
import type { Outcome } from "./write/output-tables.ts";
import { OutputTables, actionOf } from "./write/output-tables.ts";
import { readPreviousRun } from "./write/previous-run.ts";
import { StagedOutput } from "./write/staged-output.ts";
import type { Summary } from "./write/summary.ts";
import { Tally, assertBooks, figuresOf } from "./write/summary.ts";

const NO_OUTCOME: Outcome = { conclusion: "", action: "" };

/**
 * Runs the batch and resolves with its figures. Rejects with `UnusableInput` where an argument or
 * a file cannot be used and with the signal's reason where it was aborted; DIR is then untouched.
 */
export async function evaluateFiles(options: EvaluateOptions): Promise<Summary> {
  const run = judgeArguments(options);
  const plan = await planRun(options);
  const output = new StagedOutput(options.out);
  try {
    const summary = await evaluateInto(output, options, run, plan);
    output.publish();
    for (const warning of plan.warnings) options.onWarning?.(warning);
    return summary;
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    const wrong = `结果写不进去，${describeSystemError(error)}`;
    throw new UnusableInput(`--out ${options.out}`, wrong, "请腾出空间或换一个文件夹后重新运行");
  } finally {
    output.discard();
  }
}

/** The stages of one run, writing into the staging folder. */
async function evaluateInto(
  output: StagedOutput,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const spool = new SignSpool(output.scratchPath("signs"));
  try {
    const tables = new OutputTables(output, plan.previous !== undefined);
    try {
      return await writeTables(tables, spool, output, options, run, plan);
    } finally {
      tables.close();
    }
  } finally {
    spool.close();
  }
}

async function writeTables(
  tables: OutputTables,
  spool: SignSpool,
  output: StagedOutput,
  options: EvaluateOptions,
  run: RunArguments,
  plan: PlannedRun,
): Promise<Summary> {
  const clock = new StageClock();
  const reading = await clock.time("read_roster", () => readRosterInto(tables, options, run, plan));
  const { roster } = reading;
  const standings = new Standings(run.pack, run.asOf, roster.people);
  const files = await clock.time("read_observations", () =>
    foldFilesInto(tables, options, run, plan, { roster, standings, spool }),
  );
  const before = await clock.time("read_previous", () =>
    readPreviousInto(tables, options, plan, roster),
  );
  const figures = await clock.time("conclude_and_write", async () => {
    const drawn = await concludeInto(tables, options, run, { roster, standings, spool }, before);
    tables.finish();
    return drawn;
  });
  const { counts } = reading;
  assertBooks({ roster: counts, files }, standings.folded, roster.rows, figures.actions.total);
  const rows = Object.values(files).reduce((total, file) => total + file.rows, counts.rows);
  const summary: Summary = {
    policy: run.pack.id,
    as_of: formatDay(run.asOf),
    roster: counts,
    files,
    conclusions: figures.conclusions.toRecord(),
    actions: figures.actions.toRecord(),
    bands: figures.bands.toRecord(),
    seconds: clock.seconds(),
    rows_per_second: Math.round(rows / clock.elapsed()),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  writeFileSync(output.pathOf("summary.json"), `${JSON.stringify(summary, null, 2)}\n`, {
    flush: true,
  });
  return summary;
}

async function readRosterInto(
  tables: OutputTables,
  options: EvaluateOptions,
  { asOf }: RunArguments,
  plan: PlannedRun,
): Promise<RosterReading> {
  const file = plan.roster;
  const reading = await readRoster(file, asOf, {
    signal: options.signal,
    onProgress: options.onProgress,
    onReject: (line, reason, field, value) => {
      tables.addReject(file.baseName, line, reason, field, value);
    },
  });
  if (reading.unknownSexRows > 0) {
    plan.warnings.push(`${file.path}：${reading.unknownSexRows} 行的 sex 不认识，已按空白处理`);
  }
  return reading;
}

/** What the stages share about the people of one run. */
interface People {
  readonly roster: Roster;
  readonly standings: Standings;
  readonly spool: SignSpool;
}

async function foldFilesInto(
  tables: OutputTables,
  options: EvaluateOptions,
  { asOf, pack }: RunArguments,
  plan: PlannedRun,
  { roster, standings, spool }: People,
): Promise<Summary["files"]> {
  const rules = { asOf, arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur };
  const folder = new ObservationFolder(rules, roster, standings, spool);
  const total = plan.observations.reduce((bytes, file) => bytes + file.bytes, 0);
  const found: [string, FileCounts][] = [];
  let done = 0;
  let rowsBefore = 0;
  for (const [at, file] of plan.observations.entries()) {
    const { baseName } = file;
    const counts = await folder.foldFile(file, {
      signal: options.signal,
      onReject: (line, reason, field, value) => {
        tables.addReject(baseName, line, reason, field, value);
      },
      onSuspicious: (line, { idNumber, name, sign }, rosterName) => {
        tables.addSuspicious(baseName, line, idNumber, { roster: rosterName, given: name }, sign);
      },
      onBytes: (bytes, rows) => {
        done += bytes;
        const stage = "observations";
        options.onProgress?.({ stage, done, total, rows: rowsBefore + rows, file: baseName });
      },
    });
    rowsBefore += counts.rows;
    found.push([plan.summaryNames[at] ?? baseName, counts]);
  }
  return Object.fromEntries(found.map(([name, counts]) => [name, figuresOf(counts)]));
}

async function readPreviousInto(
  tables: OutputTables,
  options: EvaluateOptions,
  plan: PlannedRun,
  roster: Roster,
): Promise<(row: number) => Outcome> {
  if (plan.previous === undefined) return () => NO_OUTCOME;
  let done = 0;
  const outcomeOf = await readPreviousRun(plan.previous, roster, {
    signal: options.signal,
    onVanished: (name, outcome) => {
      tables.addChange(name, outcome, NO_OUTCOME);
    },
    onBytes: (bytes, total) => {
      done += bytes;
      options.onProgress?.({ stage: "previous", done, total, rows: 0 });
    },
  });
  return (row) => outcomeOf(row) ?? NO_OUTCOME;
}

interface Figures {
  readonly conclusions: Tally;
  readonly actions: Tally;
  readonly bands: Tally;
}

async function concludeInto(
  tables: OutputTables,
  options: EvaluateOptions,
  { pack, asOf, windows }: RunArguments,
  people: People,
  before: (row: number) => Outcome,
): Promise<Figures> {
  const { roster } = people;
  const figures: Figures = { conclusions: new Tally(), actions: new Tally(), bands: new Tally() };
  await concludeRoster(
    { pack, asOf, windows, ...people },
    {
      signal: options.signal,
      onTurn: (rows) => {
        options.onProgress?.({ stage: "conclusions", done: rows, total: roster.rows, rows });
      },
      onRow: (row, { insurance, kind, status }, evaluation) => {
        const texts = roster.textsOf(row);
        const name = { idNumber: texts.idNumber, insurance, kind };
        const outcome = { conclusion: evaluation.conclusion ?? "", action: actionOf(evaluation) };
        tables.addConclusion(name, status, evaluation);
        tables.addChange(name, before(row), outcome);
        figures.conclusions.add(outcome.conclusion);
        figures.actions.add(outcome.action);
        const months = status === "terminated" ? undefined : monthsUncertified(evaluation, asOf);
        const band = months === undefined ? undefined : bandOf(months);
        if (months === undefined || band === undefined) return;
        tables.addUncertified(band, name, texts, evaluation.lastCertifiedOn, months);
        figures.bands.add(band);
      },
    },
  );
  return figures;
}

/** Whole months since the anchor; undefined where the row does not belong on the list. */
function monthsUncertified(evaluation: Evaluation, asOf: Day): number | undefined {
  const { covered, conclusion, anchor } = evaluation;
  if (!covered || conclusion === "lost" || anchor === undefined) return undefined;
  return wholeMonthsBetween(anchor, asOf);
}
